import type { Gap } from '../domain/chart.ts';
import { AppError } from '../errors.ts';

/**
 * Stops where the EHR no longer honours this access: nothing can be read, and opening the app again is what helps.
 * @throws AppError `SESSION_EXPIRED`
 */
export const stopIfAccessEnded = (gap: Gap | undefined): void => {
  if (gap?.accessEnded) throw new AppError('SESSION_EXPIRED');
};
