// What no row can say alone: ids that point nowhere, ages nobody has words for, a safety question led away.
import type {
  ConsultLine,
  CrisisLine,
  Prompt,
  ReasonCode,
  ReferralKind,
  TierContent,
} from '../domain/screening/content.ts';
import type { PeriodicityRule, VisitSchedule } from '../domain/screening/schedule.ts';
import { codeMapFaults, type ReadCodeMaps } from './check-code-maps.ts';
import {
  consultLineFaults,
  coverageFaults,
  crisisFaults,
  crisisLineFaults,
  kindFaults,
  missingTierFaults,
  reasonCodeFaults,
  reasonFaults,
  tierFaults,
} from './check-guidance.ts';
import { instrumentFaults } from './check-instrument.ts';
import { ruleFaults, scheduleFaults, visitFaults } from './check-schedules.ts';
import { each, type Fault, type KeyFault } from './fault.ts';
import type { Located, ReadRows } from './read-rows.ts';
import type { SignableRows } from './signatures.ts';

export interface ReadContent extends ReadCodeMaps {
  readonly visits: ReadRows<VisitSchedule>;
  readonly periodicity: ReadRows<PeriodicityRule>;
  readonly tiers: ReadRows<TierContent>;
  readonly prompts: ReadRows<Prompt>;
  readonly crisis: ReadRows<CrisisLine>;
  readonly consultLines: ReadRows<ConsultLine>;
  readonly referralKinds: ReadRows<ReferralKind>;
  readonly reasons: ReadRows<ReasonCode>;
}

/** A review has a name and a date, and is a site's: what Hearth ships, nobody signed for this clinic. Held on rows as they stand in their files. */
export const reviewFaults = (read: SignableRows): readonly Fault[] =>
  Object.values(read).flatMap((rows) =>
    each(rows, ({ reviewedBy, reviewedOn }, { isSite }) => {
      if ((reviewedBy === null) !== (reviewedOn === null))
        return [['reviewedBy', 'a review has a name and a date; give both or neither']];
      return reviewedBy !== null && !isSite
        ? [['reviewedBy', 'only a site signs; leave it null in Hearth’s own content']]
        : [];
    }),
  );

type Check<Row> = (row: Row, replaced: readonly Row[], where: Located<Row>) => readonly KeyFault[];

const eachWithEarlier = <Row>(kind: ReadRows<Row>, check: Check<Row>): readonly Fault[] =>
  each(kind, (row, where) =>
    check(
      row,
      where.replaced.map((one) => one.row),
      where,
    ),
  );

/** Every fault between rows, in the words of `faultAt`. */
export const crossFaults = (read: ReadContent): readonly Fault[] => {
  const { instruments } = read;
  return [
    ...eachWithEarlier(instruments, (row, replaced, { isSite }) => instrumentFaults(row, isSite, replaced)),
    ...each(read.visits, visitFaults),
    ...scheduleFaults(read.visits),
    ...each(read.periodicity, (row, { isSite }) => ruleFaults(row, isSite, instruments)),
    ...eachWithEarlier(read.tiers, tierFaults),
    ...missingTierFaults(read.tiers),
    ...coverageFaults(read.prompts),
    ...codeMapFaults(read),
    ...eachWithEarlier(read.crisis, crisisLineFaults),
    ...crisisFaults(read.crisis),
    ...each(read.consultLines, consultLineFaults),
    ...eachWithEarlier(read.referralKinds, (row, replaced) => kindFaults(row, replaced, instruments)),
    ...eachWithEarlier(read.reasons, reasonFaults),
    ...reasonCodeFaults(read.reasons),
  ];
};
