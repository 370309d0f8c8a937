// What the schedule says of this child today: the visit, the due lines and the picture from birth to now (CLINICAL 2a).
import type { CalendarDate, PartialDate } from './age.ts';
import type { DeclinedScreen, GestationalAge } from './chart.ts';
import type { ClinicalContent } from './screening/content.ts';
import { type DueLine, decideDue, ruleApplies, sameMatter } from './screening/due.ts';
import { foldLines } from './screening/due-fold.ts';
import type { ScreeningResult } from './screening/result.ts';
import { type Timeline, timelineOf } from './screening/timeline.ts';
import { lastVisitBegan, type Visit, visitOn } from './screening/visit.ts';

export interface ScheduleToday {
  readonly due: readonly DueLine[];
  readonly visit?: Visit;
  readonly timeline?: Timeline;
}

/** @param results usable and unusable, newest first */
export const scheduleToday = (
  content: ClinicalContent,
  state: string | undefined,
  child: { readonly birthDate: PartialDate; readonly gestation: GestationalAge | undefined },
  results: readonly ScreeningResult[],
  declined: readonly DeclinedScreen[],
  today: CalendarDate,
  readWhole: boolean,
): ScheduleToday => {
  const { birthDate, gestation } = child;
  const birth = birthDate.precision === 'day' ? birthDate.earliest : undefined;
  const visitBegan = birth && lastVisitBegan(content.visits, state, birth, today);
  const lines = decideDue(
    content.periodicity,
    content.instruments,
    results,
    { birthDate, state, gestation, declined, visitBegan },
    today,
    readWhole,
  );
  const due = foldLines(lines);
  if (birth === undefined) return { due };
  const visit = visitOn(content.visits, state, birth, today);
  const applying = content.periodicity.filter((rule) => ruleApplies(rule, state));
  // One row a matter: the national rule is the shorter picture, the state's own visits are in the due lines.
  const national = applying.filter((rule) => rule.states === null);
  const rules = applying.filter(
    (rule) => rule.states === null || !national.some((other) => sameMatter(rule, other)),
  );
  const timeline = timelineOf(rules, results, declined, birth, today, readWhole, lines);
  return { due, timeline, ...(visit ? { visit } : {}) };
};
