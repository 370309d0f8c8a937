// Born early or not: the arithmetic where it is known, a question to the family where it is not. Term birth is never assumed.
import type { Summary } from '../../domain/summary.ts';
import { type PageState, summaryLink } from '../forms/page-state.ts';
import { ageWords } from './words.ts';

const AskWeeks = ({ launchId, state }: { launchId: string; state: PageState }) => {
  const invalid = (field: 'bornAtWeeks' | 'bornAtDays') =>
    state.fault?.field === field ? { 'aria-invalid': true as const, 'aria-describedby': 'bornAtFault' } : {};
  return (
    <form method="get" action={`/launches/${launchId}/summary`} class="born-at no-print">
      {state.concern ? <input type="hidden" name="concern" value="yes" /> : null}
      <fieldset>
        <legend>If the family knows: born at how many weeks?</legend>
        <div class="buttons">
          <label for="bornAtWeeks">
            Weeks
            <input
              type="text"
              inputmode="numeric"
              id="bornAtWeeks"
              name="bornAtWeeks"
              maxlength={3}
              value={state.bornAtWeeks}
              autocomplete="off"
              {...invalid('bornAtWeeks')}
            />
          </label>
          <label for="bornAtDays">
            and days
            <input
              type="text"
              inputmode="numeric"
              id="bornAtDays"
              name="bornAtDays"
              maxlength={3}
              value={state.bornAtDays}
              autocomplete="off"
              {...invalid('bornAtDays')}
            />
          </label>
          <button type="submit" class="quiet">
            Use it for this visit
          </button>
        </div>
        {state.fault ? (
          <p class="fault" id="bornAtFault" role="alert">
            {state.fault.words}
          </p>
        ) : null}
      </fieldset>
    </form>
  );
};

const weeksWords = ({ weeks, days }: { readonly weeks: number; readonly days: number }): string =>
  days === 0 ? `${weeks} weeks` : `${weeks} weeks ${days} day${days === 1 ? '' : 's'}`;

/** The ages of today and how they were had, then what the family may add. */
export const Gestation = (props: { summary: Summary; launchId: string; state: PageState }) => {
  const { summary, launchId, state } = props;
  const { age, corrected, gestationNote } = summary;
  return (
    <div class="ages">
      {corrected && age ? (
        <>
          <p class="small">
            {`Age from birth ${ageWords(age)}: it decides the visit, what is due, and what the child is eligible for. `}
            {corrected.age
              ? `Corrected age ${ageWords(corrected.age)}: it decides the form, where the form corrects for early birth.`
              : 'Corrected age has not begun.'}
          </p>
          <details>
            <summary>The arithmetic of the corrected age</summary>
            <p class="small">{`${corrected.how}.`}</p>
          </details>
        </>
      ) : null}
      {state.told && !gestationNote ? (
        <p class="small no-print">
          {`The family told: born at ${weeksWords(state.told)}. It is used for this visit and not kept; a gestational age in the chart goes before it. `}
          {corrected ? '' : 'Ages are not corrected. '}
          <a href={summaryLink(launchId, { concern: state.concern })}>Take it back</a>
        </p>
      ) : null}
      {gestationNote ? (
        <>
          <p class="small">{gestationNote}</p>
          <AskWeeks launchId={launchId} state={state} />
        </>
      ) : null}
    </div>
  );
};
