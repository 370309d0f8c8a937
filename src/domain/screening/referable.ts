// What may go through the directory and a referral, and what never does.
import type { ReferralKind } from './content.ts';

/** A crisis is met at once, by the clinic's own pathway and the lines: no list, no consent form, no month to wait for. */
export const isCrisis = ({ need }: Pick<ReferralKind, 'need'>): boolean => need === 'crisis';

/** A caregiver's own care is arranged with them and leaves no trace on the child's chart (CLINICAL trap 12). */
export const mayBeReferred = (kind: ReferralKind): boolean => !isCrisis(kind) && !kind.forCaregiver;
