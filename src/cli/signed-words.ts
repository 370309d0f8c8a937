// What a clinician signs, in words: printed after `hearth content sign`, so that nobody signs a fingerprint.
import { thresholdName } from '../content/status.ts';
import type { Prompt } from '../domain/screening/content.ts';
import type { AgePoint, Instrument, Sourced } from '../domain/screening/instrument.ts';

const age = ({ months, days }: AgePoint): string => `${months} months ${days} days`;

const instrumentLines = (instrument: Instrument): readonly string[] => {
  const { scores, thresholds, zones, forms, ageMonths, missingItems, safetyItems } = instrument;
  const scale = (id: string) => scores.find((one) => one.id === id);
  const beyond = (score: string): string => (scale(score)?.concern === 'lower' ? 'or less' : 'or more');
  return [
    ageMonths === null
      ? 'ages: any'
      : `ages: ${ageMonths.from} to ${ageMonths.to} months, the last to its end (${ageMonths.evidence})`,
    ...forms.map(({ id, from, to, evidence }) => `form ${id}: ${age(from)} to ${age(to)} (${evidence})`),
    ...scores.map(
      ({ name, min, max, concern }) =>
        `scale ${name}: ${min} to ${max ?? 'a maximum not known'}, ${concern} is more concern`,
    ),
    ...thresholds.map((one) =>
      one.at === null
        ? `${thresholdName(instrument, one)}: no cut-off, bands nothing`
        : `${thresholdName(instrument, one)}: positive at ${one.at} ${beyond(one.score)}${
            one.monitorAt === null ? '' : `, monitoring from ${one.monitorAt}`
          } (${one.evidence}: ${one.source})`,
    ),
    ...zones.map(
      ({ score, from, to, band, words, evidence }) =>
        `${scale(score)?.name ?? score} ${from} to ${to}: ${band}, “${words}” (${evidence})`,
    ),
    missingItems === null
      ? 'blank answers: rule not known'
      : `blank answers: ${missingItems.rule} (${missingItems.evidence})`,
    ...safetyItems.map(({ label }) => `${label}: acts whatever is signed`),
  ];
};

const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** @param language of a translation, which is then what was signed */
export const signedWords = (kind: string, row: Sourced, language: string | undefined): readonly string[] => {
  if (kind === 'instruments') return instrumentLines(row as Instrument);
  const { id: _id, reviewedBy: _by, reviewedOn: _on, ...fields } = row;
  if (kind === 'prompts') {
    const { words } = row as Prompt;
    const english = `en: ${words.en?.text}`;
    if (language !== undefined) return [english, `${language}: ${words[language]?.text}`];
    const { words: _words, ...others } = fields as Omit<Prompt, 'id' | 'reviewedBy' | 'reviewedOn'>;
    return [english, ...Object.entries(others).map(([key, value]) => `${key}: ${plain(value)}`)];
  }
  return Object.entries(fields).map(([key, value]) => `${key}: ${plain(value)}`);
};
