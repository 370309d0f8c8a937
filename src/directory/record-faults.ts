// What a record's shape alone cannot say: bounds that cross, languages that are none, dates from the future, and the tracks that must not mix.
import type { Need } from '../domain/consultant/consultant.ts';
import { canonicalLanguage } from '../domain/language.ts';
import type { FileRecord } from './directory-schema.ts';

/** Care for a child or a caregiver. Consultation to a program or practice is not care and never listed as it (CLINICAL 0.3). */
const careNeeds: readonly Need[] = [
  'ecmh-clinician',
  'counselling',
  'dyadic-therapy',
  'parent-child-therapy',
  'attachment-coaching',
  'child-psychology',
  'child-psychiatry',
  'developmental-evaluation',
  'speech-therapy',
  'occupational-therapy',
  'audiology',
  'caregiver-mental-health',
  'crisis',
  'early-intervention',
];

/** Each fault as `field: what is wrong; the fix`. `updatedOn` is the file's own date: nothing was confirmed after it. */
export const recordFaults = (record: FileRecord, updatedOn: string): readonly string[] => [
  ...ageFaults(record),
  ...languageFaults(record),
  ...dateFaults(record, updatedOn),
  ...trackFaults(record),
  ...labelFaults(record),
  ...areaFaults(record),
];

const ageFaults = ({ ages }: FileRecord): string[] => {
  const { minMonths, maxMonths, unclearToMonths } = ages;
  const faults: string[] = [];
  if (minMonths !== null && maxMonths !== null && minMonths > maxMonths)
    faults.push('ages.maxMonths: is below minMonths; swap them or correct one');
  if (unclearToMonths !== null && (maxMonths === null || unclearToMonths <= maxMonths))
    faults.push('ages.unclearToMonths: must be above maxMonths; correct it or leave it out');
  return faults;
};

const languageFaults = (record: FileRecord): string[] => {
  const faults: string[] = [];
  const seen = new Set<string>();
  for (const [index, { tag, level }] of record.languages.entries()) {
    const canonical = canonicalLanguage(tag);
    if (canonical === undefined)
      faults.push(`languages.${index}.tag: names no language; use a BCP 47 tag such as es, pl or yue`);
    else if (seen.has(`${canonical} ${level}`))
      faults.push(`languages.${index}: ${canonical} is listed twice as ${level}; keep one`);
    seen.add(`${canonical ?? tag} ${level}`);
  }
  for (const [index, phone] of record.phones.entries())
    if (phone.languages.some((tag) => canonicalLanguage(tag) === undefined))
      faults.push(`phones.${index}.languages: names no language; use BCP 47 tags such as es, pl or yue`);
  return faults;
};

const dateFaults = (record: FileRecord, updatedOn: string): string[] => {
  const dates: readonly (readonly [string, string | null])[] = [
    ['provenance.assuredOn', record.provenance.assuredOn],
    ['accepting.asOf', record.accepting.asOf],
    ...record.languages.map((one, index) => [`languages.${index}.verifiedOn`, one.verifiedOn] as const),
  ];
  return dates.flatMap(([field, date]) =>
    date !== null && date > updatedOn
      ? [`${field}: is later than the file's updatedOn; correct the date or the file's`]
      : [],
  );
};

const trackFaults = ({ track, needs }: FileRecord): string[] => {
  const care = needs.filter((need) => careNeeds.includes(need));
  if (track !== 'family' && care.length > 0)
    return [
      `needs: ${care.join(', ')} is care for a family and cannot be on the ${track} track; make it a record of its own`,
    ];
  if (track === 'family' && needs.includes('ecmh-consultation'))
    return [
      'needs: ecmh-consultation helps a program or practice, not a family; put it on that track, in a record of its own',
    ];
  return [];
};

const labelFaults = ({ name, provenance, phones, url }: FileRecord): string[] => {
  if (provenance.kind === 'fictional' && !name.endsWith('(fictional)'))
    return ['name: a fictional record ends with "(fictional)"'];
  if (provenance.kind === 'case-study' && (phones.length > 0 || url !== null))
    return ['phones, url: a case-study record holds no contact details; remove them'];
  return [];
};

const areaFaults = ({ area }: FileRecord): string[] =>
  area.statewide && area.states.length === 0 ? ['area.states: statewide needs the state; name it'] : [];
