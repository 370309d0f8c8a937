// What the family said in this visit, saved before anything is read: a screen declined, the one next step agreed on.
import { dateInZone } from '../domain/age.ts';
import { ruleApplies } from '../domain/screening/due.ts';
import type { PeriodicityRule } from '../domain/screening/schedule.ts';
import { declinedKey, nextStepKey } from '../domain/visit-record.ts';
import { AppError } from '../errors.ts';
import type { Store } from '../store/port.ts';
import type { ClinicOf, LaunchInUse, Now } from './context.ts';
import { auditOf } from './send-referral.ts';

export interface VisitRecordParts {
  readonly store: Store;
  readonly content: { readonly periodicity: readonly PeriodicityRule[] };
  readonly clinicOf: ClinicOf;
  readonly now: Now;
}

/**
 * The four verbs. Each is of today alone, by the clinic's clock: what was said on another day is taken back by nobody.
 * The audit says that it happened, never what was said nor to which rule.
 */
export const makeRecordVisit = ({ store, content, clinicOf, now }: VisitRecordParts) => {
  const begin = ({ launch }: LaunchInUse, patientId: string) => {
    const at = now();
    const { timeZone, state } = clinicOf(launch.ehrId);
    return { at, on: dateInZone(at, timeZone), state, child: { ehrId: launch.ehrId, patientId } };
  };
  const entityOf = (patientId: string): string => `Patient/${patientId}`;

  return {
    /** @throws AppError `NOT_FOUND` for a rule this clinic does not follow */
    decline: async (use: LaunchInUse, patientId: string, ruleId: string): Promise<void> => {
      const { at, on, state, child } = begin(use, patientId);
      const rule = content.periodicity.find(({ id }) => id === ruleId);
      if (!rule || !ruleApplies(rule, state)) throw new AppError('NOT_FOUND');
      await store.saveVisitRecord(
        { ...declinedKey(child, ruleId, on), text: '', by: use.user.person.display, at: at.getTime() },
        auditOf(use, at, 'screen.decline', entityOf(patientId)),
      );
    },
    /** One that is gone already is no fault. */
    undoDecline: async (use: LaunchInUse, patientId: string, ruleId: string): Promise<void> => {
      const { at, on, child } = begin(use, patientId);
      await store.removeVisitRecord(
        declinedKey(child, ruleId, on),
        auditOf(use, at, 'screen.decline.undo', entityOf(patientId)),
      );
    },
    agreeNextStep: async (use: LaunchInUse, patientId: string, text: string): Promise<void> => {
      const { at, on, child } = begin(use, patientId);
      await store.saveVisitRecord(
        { ...nextStepKey(child, on), text, by: use.user.person.display, at: at.getTime() },
        auditOf(use, at, 'next-step.save', entityOf(patientId)),
      );
    },
    /** One that is gone already is no fault. */
    undoNextStep: async (use: LaunchInUse, patientId: string): Promise<void> => {
      const { at, on, child } = begin(use, patientId);
      await store.removeVisitRecord(
        nextStepKey(child, on),
        auditOf(use, at, 'next-step.undo', entityOf(patientId)),
      );
    },
  };
};
export type RecordVisit = ReturnType<typeof makeRecordVisit>;
