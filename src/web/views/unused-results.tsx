// What was found and is not used, each with its reason: nothing that looks like a screen is passed over in silence.
import { dateWords } from '../../domain/date-words.ts';
import type { UnusableForm } from '../../domain/chart.ts';

const codeWords = ({ code }: UnusableForm): string | undefined =>
  code ? `code ${code.code} of ${code.system}` : undefined;

export const Listed = ({ form }: { form: UnusableForm }) => (
  <li>
    <strong>
      <bdi>{form.label}</bdi>
    </strong>
    {`${form.on ? `, ${dateWords(form.on)}` : ''}: ${form.reason}.`}
    {form.sourceVerdict ? ` The source says “${form.sourceVerdict.text}”; not recalculated.` : ''}
    {codeWords(form) ? <span class="small">{` (${codeWords(form)})`}</span> : null}
  </li>
);

/** Beyond this many the rest is counted: the chart itself is the place to read them. */
const mostOthers = 50;

export const UnusedResults = (props: {
  unusable: readonly UnusableForm[];
  notRecognised: readonly UnusableForm[];
  others: readonly UnusableForm[];
}) => {
  const { unusable, notRecognised, others } = props;
  if (unusable.length + notRecognised.length + others.length === 0) return null;
  return (
    <section class="card" aria-label="Results that are not used">
      {unusable.length > 0 ? (
        <>
          <h3>Not usable</h3>
          <ul>
            {unusable.map((form) => (
              <Listed form={form} />
            ))}
          </ul>
        </>
      ) : null}
      {notRecognised.length > 0 ? (
        <>
          <h3>Result found, not recognized</h3>
          <p class="small">
            Hearth does not know these codes, so it says nothing about them. Read them in the chart; your
            administrator can map the code.
          </p>
          <ul>
            {notRecognised.map((form) => (
              <Listed form={form} />
            ))}
          </ul>
        </>
      ) : null}
      {others.length > 0 ? (
        <details>
          <summary>{`Other survey results (${others.length})`}</summary>
          <ul>
            {others.slice(0, mostOthers).map((form) => (
              <Listed form={form} />
            ))}
          </ul>
          {others.length > mostOthers ? (
            <p class="small">{`and ${others.length - mostOthers} more in the chart`}</p>
          ) : null}
        </details>
      ) : null}
    </section>
  );
};
