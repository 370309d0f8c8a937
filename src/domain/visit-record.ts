// What was said in a visit and no EHR has a place for: a screen the family declined, and the one next step they agreed on.
import { addDays, type CalendarDate } from './age.ts';
import type { DeclinedScreen } from './chart.ts';

export const visitRecordKinds = ['declined-screen', 'next-step'] as const;
export type VisitRecordKind = (typeof visitRecordKinds)[number];

/** One a day, kind and subject: said again on the same day, the newest word stands. */
export interface VisitRecordKey {
  readonly ehrId: string;
  readonly patientId: string;
  readonly kind: VisitRecordKind;
  /** The rule that was declined; empty for a next step, of which there is one. */
  readonly subject: string;
  /** Calendar date in the clinic's zone. */
  readonly on: CalendarDate;
}

export interface VisitRecord extends VisitRecordKey {
  /** Empty for a declined screen: the fact is all there is. */
  readonly text: string;
  /** Display name of who recorded it. */
  readonly by: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

export const declinedKey = (
  child: Pick<VisitRecordKey, 'ehrId' | 'patientId'>,
  ruleId: string,
  on: CalendarDate,
): VisitRecordKey => ({ ...child, kind: 'declined-screen', subject: ruleId, on });

export const nextStepKey = (
  child: Pick<VisitRecordKey, 'ehrId' | 'patientId'>,
  on: CalendarDate,
): VisitRecordKey => ({ ...child, kind: 'next-step', subject: '', on });

/** The screens this clinic recorded as declined, as the schedule reads them. */
export const declinedScreens = (records: readonly VisitRecord[]): readonly DeclinedScreen[] =>
  records
    .filter(({ kind }) => kind === 'declined-screen')
    .map(({ subject, on, by }) => ({ id: `hearth/${subject}/${on}`, ruleId: subject, on, by }));

/** How long after it was agreed a next step is still meant when a referral is written (ours). */
const nextStepIsFreshDays = 30;

/** The one next step agreed with the family, as it stands today. */
export interface AgreedNextStep {
  readonly record: VisitRecord;
  /** Agreed today, so it can be taken back. */
  readonly isOfToday: boolean;
  /** Recent enough to stand in a new referral's form. */
  readonly isFresh: boolean;
}

/** The newest next step; an older one was replaced by it. */
export const agreedNextStep = (
  records: readonly VisitRecord[],
  today: CalendarDate,
): AgreedNextStep | undefined => {
  const record = records
    .filter(({ kind }) => kind === 'next-step')
    .toSorted((one, other) => (one.on === other.on ? other.at - one.at : one.on < other.on ? 1 : -1))[0];
  return (
    record && {
      record,
      isOfToday: record.on === today,
      isFresh: record.on >= addDays(today, -nextStepIsFreshDays),
    }
  );
};
