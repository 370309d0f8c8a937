// A clinician saw an answer that calls for a look in this visit, and planned for it (CLINICAL 5, tier 4).
import type { Store } from '../store/port.ts';
import type { LaunchInUse, Now } from './context.ts';
import { auditOf } from './send-referral.ts';

export const makeAcknowledgeSafety =
  ({ store, now }: { store: Store; now: Now }) =>
  async (use: LaunchInUse, patientId: string, resultKey: string, plan: string): Promise<void> => {
    const at = now();
    await store.acknowledge(
      { ehrId: use.launch.ehrId, patientId, resultKey, plan, by: use.user.person.display, at: at.getTime() },
      auditOf(use, at, 'safety.acknowledge', `Patient/${patientId}`),
    );
  };
export type AcknowledgeSafety = ReturnType<typeof makeAcknowledgeSafety>;
