/** An instant as ISO text with the clinic's own offset, as FHIR `dateTime` and people in that clinic read it. */
export const instantInZone = (at: Date, timeZone: string): string => {
  const part = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
  })
    .formatToParts(at)
    .reduce<Record<string, string>>((all, { type, value }) => ({ ...all, [type]: value }), {});
  const offset =
    part.timeZoneName === 'GMT' ? '+00:00' : (part.timeZoneName ?? 'GMT+00:00').replace('GMT', '');
  return `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}${offset}`;
};

/** What the clinic's clock shows, `HH:MM`. */
export const timeInZone = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(at);
