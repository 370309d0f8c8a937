// The care plan's one next step: what the clinician and the family agreed on, in words the whole family may read.
import { dateWords } from '../../domain/date-words.ts';
import type { AgreedNextStep } from '../../domain/visit-record.ts';
import { Layout, type Navigation } from './layout.tsx';

export interface NextStepForms {
  readonly action: string;
  readonly csrf: string;
  /** Only a clinician agrees one; a coordinator reads it. */
  readonly mayWrite: boolean;
}

const hint = 'Who does what, and when. The whole family may read it; it is kept in Hearth only.';

const StepForm = (props: { action: string; csrf: string; typed: string; button: string; fault?: string }) => (
  <form method="post" action={props.action}>
    <input type="hidden" name="_csrf" value={props.csrf} />
    <input type="hidden" name="do" value="save" />
    <label for="nextStep">The one next step</label>
    <span class="hint" id="nextStep-hint">
      {hint}
    </span>
    <textarea
      id="nextStep"
      name="nextStep"
      required
      maxlength={300}
      aria-describedby="nextStep-hint"
      {...(props.fault ? { 'aria-invalid': 'true' } : {})}
    >
      {props.typed}
    </textarea>
    <div class="buttons">
      <button type="submit" class="quiet">
        {props.button}
      </button>
    </div>
  </form>
);

export const OneNextStep = ({ step, forms }: { step: AgreedNextStep | undefined; forms: NextStepForms }) => (
  <section class="card" aria-label="The one next step">
    <h2>The one next step</h2>
    {step ? (
      <>
        <p>{step.record.text}</p>
        <p class="small">{`Agreed with the family on ${dateWords(step.record.on)}, written by ${step.record.by}.`}</p>
      </>
    ) : (
      <p class="small">None agreed yet.</p>
    )}
    {forms.mayWrite ? (
      <details class="no-print">
        <summary>{step ? 'Replace it' : 'Write what you agreed on'}</summary>
        <StepForm action={forms.action} csrf={forms.csrf} typed="" button="Save the next step" />
      </details>
    ) : null}
    {forms.mayWrite && step?.isOfToday ? (
      <form method="post" action={forms.action} class="no-print">
        <input type="hidden" name="_csrf" value={forms.csrf} />
        <input type="hidden" name="do" value="undo" />
        <button type="submit" class="quiet">
          Take this next step back
        </button>
      </form>
    ) : null}
  </section>
);

/** A next step that was not kept, with what was typed. Nothing of the EHR is needed. */
export const NextStepAgainPage = (props: {
  navigation: Navigation;
  csrf: string;
  typed: string;
  /** Why it was not kept. */
  fault: string;
}) => {
  const base = `/launches/${props.navigation.launchId}`;
  return (
    <Layout title="Not saved" navigation={props.navigation} narrow ready>
      <h1>Not saved yet</h1>
      <section class="notice bad" role="alert" aria-label="What to mend">
        <p>{props.fault}</p>
      </section>
      <section class="card" aria-label="The one next step">
        <StepForm
          action={`${base}/next-step`}
          csrf={props.csrf}
          typed={props.typed}
          button="Save the next step"
          fault={props.fault}
        />
      </section>
      <p>
        <a href={`${base}/summary`}>Back to the summary</a>
      </p>
    </Layout>
  );
};
