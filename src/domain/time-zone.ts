// Which day an instant falls on in a time zone. Asking Intl is slow, and a chart asks thousands of times: what it said of a day is kept.

const dayMs = 86_400_000;
/** Days kept for each zone, far more than any chart spans; made-up dates in a chart do not fill the memory. */
const mostDays = 20_000;

interface Zone {
  readonly clock: Intl.DateTimeFormat;
  /** By UTC day: how far the zone's clock is ahead, or `undefined` where it is changed on that day. */
  readonly offsets: Map<number, number | undefined>;
}
const zones = new Map<string, Zone>();

const zoneNamed = (timeZone: string): Zone => {
  const known = zones.get(timeZone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const zone = { clock, offsets: new Map<number, number | undefined>() };
  zones.set(timeZone, zone);
  return zone;
};

/** What the zone's clock shows, as if it were UTC. */
const shown = ({ clock }: Zone, instantMs: number): number => {
  const part: Record<string, number> = {};
  for (const { type, value } of clock.formatToParts(instantMs))
    part[type] = type === 'era' ? (value.startsWith('B') ? -1 : 1) : Number(value);
  const { era = 1, year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  const local = new Date(0);
  // `Date.UTC` takes the years 0 to 99 for the twentieth century.
  local.setUTCFullYear(era < 0 ? 1 - year : year, month - 1, day);
  return local.setUTCHours(hour, minute, second, 0);
};

const aheadAt = (zone: Zone, instantMs: number): number =>
  shown(zone, instantMs) - Math.floor(instantMs / 1_000) * 1_000;

const aheadOn = (zone: Zone, at: number): number => {
  const day = Math.floor(at / dayMs);
  if (!zone.offsets.has(day)) {
    if (zone.offsets.size >= mostDays) zone.offsets.clear();
    const begins = aheadAt(zone, day * dayMs);
    zone.offsets.set(day, begins === aheadAt(zone, (day + 1) * dayMs) ? begins : undefined);
  }
  return zone.offsets.get(day) ?? aheadAt(zone, at);
};

/**
 * Midnight UTC of the calendar day an instant falls on in a zone (IANA name), in epoch milliseconds.
 * @throws RangeError for a zone nobody knows
 */
export const dayInZone = (instant: Date, timeZone: string): number => {
  const at = instant.getTime();
  return Math.floor((at + aheadOn(zoneNamed(timeZone), at)) / dayMs) * dayMs;
};
