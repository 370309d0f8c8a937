// Small words many pages share.
import { dateWords } from '../../domain/date-words.ts';
import type { Age } from '../../domain/age.ts';
import type { Gap, GapReason } from '../../domain/chart.ts';
import type { FamilyLanguage } from '../../domain/family-language.ts';
import { languageName } from '../../domain/language.ts';
import type { Band } from '../../domain/screening/result.ts';
import type { Summary } from '../../domain/summary.ts';
import type { BannerFacts } from './layout.tsx';

const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;

/** The way clinicians say an age: days, then months and days, then years and months. */
export const ageWords = ({ months, days, ageInDays }: Age): string => {
  if (months < 1) return count(ageInDays, 'day');
  if (months < 24)
    return days === 0 ? count(months, 'month') : `${count(months, 'month')} ${count(days, 'day')}`;
  const [years, over] = [Math.floor(months / 12), months % 12];
  return over === 0 ? count(years, 'year') : `${count(years, 'year')} ${count(over, 'month')}`;
};

export const capitalized = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

/** A reason as a sentence of its own. */
export const sentence = (words: string): string => `${capitalized(words)}${/[.!?]$/.test(words) ? '' : '.'}`;

/** What the banner says of how to speak with the family. */
export const speaking = ({
  tag,
  interpreterNeeded,
}: FamilyLanguage): Pick<BannerFacts, 'language' | 'interpreter'> => ({
  ...(tag ? { language: languageName(tag) } : {}),
  ...(interpreterNeeded === 'yes' ? { interpreter: 'interpreter needed' } : {}),
});

export const bannerFor = (summary: Summary): BannerFacts | undefined => {
  const { child, age, ageRange, corrected, language } = summary;
  if (!child) return undefined;
  const birth = child.birthDate;
  const born = !birth
    ? 'not in the chart'
    : birth.precision === 'day'
      ? dateWords(birth.earliest)
      : birth.precision === 'month'
        ? `${birth.earliest.slice(0, 7)} (day not given)`
        : `${birth.earliest.slice(0, 4)} (only the year given)`;
  // Of a child who has died neither an age of today nor a language to speak is said.
  if (child.deceased) return { name: child.name, born, hiddenCharacters: child.hiddenCharacters };
  const range = ageRange ? `between ${ageWords(ageRange[0])} and ${ageWords(ageRange[1])}` : 'cannot be told';
  return {
    name: child.name,
    born,
    age: age ? ageWords(age) : range,
    ...(corrected
      ? {
          corrected: corrected.age
            ? `${ageWords(corrected.age)} (${corrected.basis})`
            : `not counted before ${dateWords(corrected.countedFrom)} (${corrected.basis})`,
        }
      : {}),
    ...speaking(language),
    hiddenCharacters: child.hiddenCharacters,
  };
};

const sliceWords: Readonly<Record<Gap['slice'], string>> = {
  patient: 'The child’s own record',
  encounter: 'This visit',
  observations: 'Screening results',
  questionnaireResponses: 'Screening forms',
  gestationalAge: 'Gestational age',
  relatedPersons: 'Caregivers',
  serviceRequests: 'Orders in the chart',
  tasks: 'Tasks of orders',
};

const reasonWords: Readonly<Record<GapReason, string>> = {
  'not-granted': 'the launch did not grant Hearth this read',
  refused: 'the EHR refused this read',
  unreachable: 'the EHR could not be reached',
  'too-slow': 'the EHR did not answer in time',
  unreadable: 'the EHR’s answer could not be read',
  failed: 'the EHR answered with an error',
  'foreign-link': 'the EHR pointed to another server for the rest, and Hearth does not follow it',
  'beyond-cap': 'there is more than Hearth reads at once',
};

/** What could not be read, and why: "Screening results could not be read: the EHR refused this read (403)". */
export const gapWords = (gap: Gap): string => {
  const detail = gap.detail ? ` (${gap.detail})` : '';
  const how = gap.partial ? 'could not be read whole' : 'could not be read';
  return `${sliceWords[gap.slice]} ${how}: ${reasonWords[gap.reason]}${detail}.`;
};

export const bandTag: Readonly<
  Record<Band, { kind: 'above' | 'monitor' | 'below' | 'unknown'; shape: string }>
> = {
  above: { kind: 'above', shape: '▲' },
  'follow-up': { kind: 'above', shape: '▲' },
  monitor: { kind: 'monitor', shape: '◆' },
  below: { kind: 'below', shape: '✓' },
  'no-cut-off': { kind: 'unknown', shape: '?' },
  'not-enough': { kind: 'unknown', shape: '?' },
  unusable: { kind: 'unknown', shape: '?' },
};
