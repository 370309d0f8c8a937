// What was found and is not a result, in the lists the page keeps apart (CLINICAL 0b.15, trap 12).
import type { UnusableForm } from './chart.ts';
import { confidentialRows } from './screening/confidential-rows.ts';
import type { Instrument } from './screening/instrument.ts';
import type { ScreeningResult } from './screening/result.ts';

export interface UnusedLists {
  readonly unusable: readonly UnusableForm[];
  readonly unusableConfidential: readonly UnusableForm[];
  readonly notRecognised: readonly UnusableForm[];
  readonly otherSurveys: readonly UnusableForm[];
}

const beforeBirthRow = ({ form, instrument }: ScreeningResult): UnusableForm => ({
  id: form.id,
  instrumentId: instrument.id,
  label: instrument.name,
  reason: 'it is dated before the child’s birth',
  on: form.administeredOn,
  kind: 'unusable',
});

/** Whatever its kind, a row told in confidence stands in the closed list. */
export const unusedLists = (
  rows: readonly UnusableForm[],
  beforeBirth: readonly ScreeningResult[],
  instruments: ReadonlyMap<string, Instrument>,
): UnusedLists => {
  const all = [...rows, ...beforeBirth.map(beforeBirthRow)];
  const closed = new Set(all.filter(confidentialRows(instruments)));
  const open = (kind: UnusableForm['kind']): readonly UnusableForm[] =>
    all.filter((row) => row.kind === kind && !closed.has(row));
  return {
    unusable: open('unusable'),
    unusableConfidential: [...closed],
    notRecognised: open('not-recognised'),
    otherSurveys: open('other-survey'),
  };
};
