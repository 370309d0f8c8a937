// A plan that was not kept, with what was typed: neutral on the outside like the strip it came from. Nothing of the EHR is needed.
import { type PageState, queryOf, summaryLink } from '../forms/page-state.ts';
import { openAlone } from './closed.tsx';
import { Layout, type Navigation } from './layout.tsx';

export const PlanAgainPage = (props: {
  navigation: Navigation;
  csrf: string;
  resultKey: string;
  /** What was said on the summary it came from. */
  state: PageState;
  typed: string;
  /** Why it was not kept. */
  fault: string;
}) => (
  <Layout title="Not saved" navigation={props.navigation} narrow ready>
    <h1>Not saved yet</h1>
    <section class="notice bad" role="alert" aria-label="What to mend">
      <p>{props.fault}</p>
    </section>
    <section class="strip" aria-label="Review before you go on">
      <details>
        <summary>{openAlone}</summary>
        <form method="post" action={`/launches/${props.navigation.launchId}/safety${queryOf(props.state)}`}>
          <input type="hidden" name="_csrf" value={props.csrf} />
          <input type="hidden" name="resultKey" value={props.resultKey} />
          <label>
            Your plan
            <span class="hint">Who does what, and by when. It is kept with this result, in Hearth only.</span>
            <textarea name="plan" required maxlength={1000}>
              {props.typed}
            </textarea>
          </label>
          <div class="buttons">
            <button type="submit">I have reviewed this</button>
          </div>
        </form>
      </details>
    </section>
    <p>
      <a href={summaryLink(props.navigation.launchId, props.state)}>Back to the summary</a>
    </p>
  </Layout>
);
