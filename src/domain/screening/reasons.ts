// Which reason codes a referral of the child may carry: few, neutral and never a diagnosis a screen suggested (CLINICAL 7, trap 16).
import type { ReasonCode } from './content.ts';

/**
 * Neutral reasons that were read in a source or signed by a clinician of the site. What belongs on a caregiver's own chart, what only a
 * diagnosis allows and what is merely recalled is never offered. A screen never adds one by itself: somebody chooses.
 */
export const offeredReasons = (reasons: readonly ReasonCode[]): readonly ReasonCode[] =>
  reasons.filter(
    ({ use, evidence, reviewedBy }) => use === 'neutral' && (evidence === 'verified' || reviewedBy !== null),
  );
