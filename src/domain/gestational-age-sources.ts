// Where a gestational age at birth is filed, in the order of trust (CLINICAL 2b.2). LOINC codes.

/** `basis` is what the page calls it. */
export const gestationalAgeSources = [
  { code: '76516-4', basis: 'gestational age at birth' },
  { code: '72147-2', basis: 'gestational age at birth, calculated' },
  { code: '57714-8', basis: 'obstetric estimate' },
  { code: '11884-4', basis: 'estimated gestational age' },
  { code: '11885-1', basis: 'gestational age by last menstrual period' },
  { code: '18185-9', basis: 'gestational age' },
  { code: '49051-6', basis: 'gestational age in weeks' },
] as const;

/** Their names say that they are of the birth, whenever they were recorded; the others are of the day they are dated. */
export const atBirth: ReadonlySet<string> = new Set(['76516-4', '72147-2', '57714-8']);

/** Whole weeks under one code, the days left over under another. */
export const weeksAlone = '49051-6';
export const daysAlone = '49052-4';

export const gestationalAgeCodes: readonly string[] = [
  ...gestationalAgeSources.map(({ code }) => code),
  daysAlone,
];
