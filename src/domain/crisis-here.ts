// Which crisis lines serve these people: where the clinic is, and where they go home to (CLINICAL trap 10: a wrong-state number).
import type { CrisisLine } from './screening/content.ts';
import { stateCode, stateName } from './us-state.ts';

export interface CrisisLineHere extends CrisisLine {
  /** For whom, where the clinic and the home may lie in different states: `in Illinois, where the family lives`. */
  readonly place?: string;
}

/**
 * Lines of the whole country, of the clinic's state and of the family's, in their order. `homeState` is what the chart wrote.
 * Each of a state's own lines says which it is for, unless both are known to lie in that one.
 */
export const crisisLinesHere = (
  lines: readonly CrisisLine[],
  clinicState: string | undefined,
  homeState: string | undefined,
): readonly CrisisLineHere[] => {
  const home = stateCode(homeState);
  const differ = home !== undefined && home !== clinicState;
  return lines.flatMap((line): CrisisLineHere[] => {
    const { states } = line;
    if (states === null) return [line];
    const ofClinic = clinicState !== undefined && states.includes(clinicState) ? clinicState : undefined;
    const ofHome = home !== undefined && states.includes(home) ? home : undefined;
    if (!differ || (ofClinic && ofHome)) return ofClinic || ofHome ? [line] : [];
    if (ofClinic) return [{ ...line, place: `in ${stateName(ofClinic)}, where the clinic is` }];
    return ofHome ? [{ ...line, place: `in ${stateName(ofHome)}, where the family lives` }] : [];
  });
};
