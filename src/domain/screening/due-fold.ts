// The state's rule beside the national one: one line that names both, because a busy clinician reads each thing once.
import { dateWords } from '../date-words.ts';
import type { DueLine } from './due.ts';
import type { DueState } from './due-verdict.ts';

/** What asks the most of this visit leads the line; what is settled stands behind it. */
const demand: Readonly<Record<DueState, number>> = {
  overdue: 8,
  due: 7,
  unfinished: 6,
  uncertain: 5,
  declined: 4,
  done: 3,
  missed: 2,
  'no-tool': 1,
  'not-yet': 0,
};

const matter = ({ rule }: DueLine): string => `${rule.topic}|${rule.about}`;

/** Where both ask for a screen today, one tool that meets both is named first and alone; else each of the leading line. */
const sharedTools = (lead: DueLine, others: readonly DueLine[]): DueLine['tools'] => {
  const open = others.filter(({ state }) => state === lead.state || state === 'due' || state === 'overdue');
  const shared = lead.tools.filter(({ id }) =>
    open.every(({ tools }) => tools.some((tool) => tool.id === id)),
  );
  return shared.length > 0 ? shared : lead.tools;
};

const openStates: readonly DueState[] = ['due', 'overdue', 'missed'];

/** One truth: where one rule is met and the other is not, the line that leads says both. What was answered in confidence is not named. */
const withWhatCounts = (lead: DueLine, also: readonly DueLine[]): DueLine => {
  const met = openStates.includes(lead.state) ? also.find(({ state }) => state === 'done') : undefined;
  const on = met?.last?.form.administeredOn;
  if (!met || on === undefined) return lead;
  const whose = met.rule.states === null ? 'the national rule' : 'the state’s rule';
  return {
    ...lead,
    why: `a form of ${dateWords(on)} counts for ${whose}; for ${lead.rule.states === null ? 'the national one' : 'the state’s own'}, ${lead.why}`,
  };
};

/**
 * Folds lines of one topic into one wherever a state's rule stands beside a national one. The line that asks the most leads, the state's
 * own at a tie, because its window is the visit; the others stay whole in `also`, each with its reason and source.
 */
export const foldLines = (lines: readonly DueLine[]): readonly DueLine[] => {
  const groups = new Map<string, DueLine[]>();
  for (const line of lines) groups.set(matter(line), [...(groups.get(matter(line)) ?? []), line]);
  return [...groups.values()].flatMap((group) => {
    const isMixed =
      group.some(({ rule }) => rule.states === null) && group.some(({ rule }) => rule.states !== null);
    if (!isMixed) return group;
    const [lead, ...also] = group.toSorted(
      (one, other) =>
        demand[other.state] - demand[one.state] ||
        Number(one.rule.states === null) - Number(other.rule.states === null),
    );
    return lead ? [{ ...withWhatCounts(lead, also), tools: sharedTools(lead, also), also }] : [];
  });
};
