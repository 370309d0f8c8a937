// "The family said no today", beside a screen that is due; and taking it back on the same day.
import type { CalendarDate } from '../../domain/age.ts';
import type { DeclinedScreen } from '../../domain/chart.ts';
import type { DueLine } from '../../domain/screening/due.ts';

export interface DeclineForms {
  /** Where the forms go, with what was said on this page. */
  readonly action: string;
  readonly csrf: string;
  /** Recorded in Hearth, of any day. */
  readonly recorded: readonly DeclinedScreen[];
  readonly today: CalendarDate;
}

const openStates: readonly DueLine['state'][] = ['due', 'overdue', 'uncertain'];

const Form = (props: {
  forms: DeclineForms;
  ruleId: string;
  what: 'save' | 'undo';
  of: string;
  words: string;
}) => (
  <form method="post" action={props.forms.action} class="no-print">
    <input type="hidden" name="_csrf" value={props.forms.csrf} />
    <input type="hidden" name="ruleId" value={props.ruleId} />
    <input type="hidden" name="do" value={props.what} />
    <button type="submit" class="quiet">
      {props.words}
      <span class="visually-hidden">{`: ${props.of}`}</span>
    </button>
  </form>
);

/** Who recorded it, where Hearth has it; the chart's own words stand in the line. */
export const DeclineForm = ({ line, forms }: { line: DueLine; forms: DeclineForms }) => {
  const ruleIds = [line, ...(line.also ?? [])].map(({ rule }) => rule.id);
  const own = forms.recorded.find(
    ({ ruleId, on }) => ruleId !== undefined && ruleIds.includes(ruleId) && on === line.declinedOn,
  );
  if (line.state === 'declined')
    return own?.ruleId === undefined ? null : (
      <>
        <p class="small">{`Recorded by ${own.by}.`}</p>
        {own.on === forms.today ? (
          <Form forms={forms} ruleId={own.ruleId} what="undo" of={line.rule.name} words="Take this back" />
        ) : null}
      </>
    );
  return openStates.includes(line.state) ? (
    <Form
      forms={forms}
      ruleId={line.rule.id}
      what="save"
      of={line.rule.name}
      words="The family said no today"
    />
  ) : null;
};
