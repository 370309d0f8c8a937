// Whether a referral may begin from this chart; asked before the list, the form and the review.
import type { GapReason } from '../domain/chart.ts';
import type { Summary } from '../domain/summary.ts';
import { AppError, type AppErrorCode } from '../errors.ts';

const goneReasons: readonly GapReason[] = ['unreachable', 'too-slow', 'failed', 'unreadable'];

/** A child that could not be read is not a page that does not exist: the person must know which of the two helps. */
const codeForUnread = (summary: Summary): AppErrorCode => {
  const gap = summary.gaps.find(({ slice }) => slice === 'patient');
  if (!gap) return 'NOT_FOUND';
  return goneReasons.includes(gap.reason) ? 'EHR_UNREACHABLE' : 'PATIENT_FORBIDDEN';
};

/**
 * No referral for a child who has died, or from a chart that is not this child's any more.
 * @throws AppError `EHR_UNREACHABLE`, `PATIENT_FORBIDDEN` when the child could not be read, else `NOT_FOUND`
 */
export const mayRefer = (summary: Summary): void => {
  if (!summary.child) throw new AppError(codeForUnread(summary));
  if (summary.stop && summary.stop.reason !== 'undatable') throw new AppError('NOT_FOUND');
};
