// Who pays for consultation to a program in Illinois: the program's own funder, never the child's insurance (CLINICAL 4, REFERRAL 2.3).
import type { Funder } from './consultant.ts';
import { funderWords } from './words.ts';

const alreadyBudgeted: readonly Funder[] = ['MIECHV', 'IDHS-DEC'];
const mayBudget: readonly Funder[] = ['ISBE-PI', 'Head Start', 'DFSS'];

/** One sentence on whether the program has consultation in its budget; `undefined` for a funder the sources say nothing of. */
export const funderText = (funder: Funder | undefined): string | undefined => {
  if (funder === undefined) return undefined;
  if (alreadyBudgeted.includes(funder))
    return `${funderWords(funder)} programs already have consultation in their budgets`;
  if (mayBudget.includes(funder))
    return `${funderWords(funder)} programs may budget for consultation: the program decides`;
  return undefined;
};
