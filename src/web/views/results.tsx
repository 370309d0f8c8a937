// Part 4 of the summary: one card an instrument, and an honest list of what could not be used.
import type { UnusableForm } from '../../domain/chart.ts';
import type { ScreeningResult } from '../../domain/screening/result.ts';
import type { TrendedResult } from '../../domain/screening/trend.ts';
import { Tag } from './layout.tsx';
import { ScoreScale } from './score-scale.tsx';
import { ageWords, bandTag } from './words.ts';

const Provenance = ({ trended }: { trended: TrendedResult }) => {
  const { form, instrument, ageThen, correctedThen } = trended.result;
  const facts = [
    form.respondent
      ? `answered by ${form.respondent}`
      : `answered by: not said (made for ${instrument.respondent})`,
    ...(form.edition ? [`edition ${form.edition}`] : []),
    ...(ageThen ? [`child was ${ageWords(ageThen)}`] : []),
    ...(correctedThen ? [`corrected ${ageWords(correctedThen)}`] : []),
    `from ${form.origins[0]?.system ?? 'the chart'}`,
    ...(form.dateNote ? [form.dateNote] : []),
    ...form.notes,
  ];
  return <p class="small">{`${form.administeredOn} · ${facts.join(' · ')}`}</p>;
};

/** A positive safety item outweighs any total: no check mark stands beside it. */
const BandTag = ({ result }: { result: ScreeningResult }) => {
  if (result.safety.state === 'positive')
    return (
      <>
        <Tag kind="safety" shape="■">
          Safety answer
        </Tag>
        <span class="small">{` total: ${result.bandWords.toLowerCase()}, which does not outweigh it`}</span>
      </>
    );
  const tag = bandTag[result.band];
  return (
    <Tag kind={tag.kind} shape={tag.shape}>
      {result.bandWords}
    </Tag>
  );
};

const CardBody = ({ trended, today }: { trended: TrendedResult; today: string }) => {
  const { result, earlier, acknowledged } = trended;
  const { instrument } = result;
  return (
    <>
      <ScoreScale result={result} earlier={earlier} today={today} />
      <ul>
        {result.because.map((line) => (
          <li>{line}</li>
        ))}
        {result.safety.positive.map((item) => (
          <li>
            <strong>{`${item.label}: answered ${item.value}`}</strong>
          </li>
        ))}
        {result.safety.state === 'not-seen' ? (
          <li>{`${instrument.safetyItems[0]?.label ?? 'Safety item'} not seen`}</li>
        ) : null}
      </ul>
      {acknowledged ? (
        <p>{`Reviewed ${acknowledged.on} by ${acknowledged.by}. Plan: ${acknowledged.plan}`}</p>
      ) : null}
      <Provenance trended={trended} />
      <details>
        <summary>{`Source and rule of ${instrument.name}`}</summary>
        <p class="small">{`${instrument.source} (${instrument.evidence}, version ${instrument.version}${instrument.reviewedOn ? `, reviewed ${instrument.reviewedOn}` : ', not yet signed by a clinician'}).`}</p>
        <p class="small">
          {instrument.missingItems
            ? `Blank answers: ${instrument.missingItems.rule}.`
            : 'Rule for blank answers: not known.'}
        </p>
        <p class="small">{`A screen is not a diagnosis. ${instrument.cannotSay}`}</p>
      </details>
    </>
  );
};

export const ResultCard = ({ trended, today }: { trended: TrendedResult; today: string }) => {
  const { result } = trended;
  const { instrument } = result;
  // The family may be looking at the screen, a partner too: what a caregiver or a young person told about themselves opens by a tap.
  if (instrument.confidential)
    return (
      <section class="card" aria-label={instrument.name}>
        <div class="row">
          <h3>{`${instrument.name}: answered in confidence`}</h3>
          {result.negative ? null : (
            <Tag kind="act" shape="●">
              Open today
            </Tag>
          )}
        </div>
        <details>
          <summary>{`Open ${instrument.name} of ${result.form.administeredOn}`}</summary>
          <p>
            <BandTag result={result} />
          </p>
          <CardBody trended={trended} today={today} />
        </details>
      </section>
    );
  return (
    <section class="card" aria-label={instrument.name}>
      <div class="row">
        <h3>{instrument.name}</h3>
        <div>
          <BandTag result={result} />
        </div>
      </div>
      <CardBody trended={trended} today={today} />
    </section>
  );
};

const codeWords = ({ code }: UnusableForm): string | undefined =>
  code ? `code ${code.code} of ${code.system}` : undefined;

const Listed = ({ form }: { form: UnusableForm }) => (
  <li>
    <strong>
      <bdi>{form.label}</bdi>
    </strong>
    {`${form.on ? `, ${form.on}` : ''}: ${form.reason}.`}
    {form.sourceVerdict ? ` The source says “${form.sourceVerdict.text}”; not recalculated.` : ''}
    {codeWords(form) ? <span class="small">{` (${codeWords(form)})`}</span> : null}
  </li>
);

export const UnusedResults = (props: {
  unusable: readonly UnusableForm[];
  confidential: readonly UnusableForm[];
  notRecognised: readonly UnusableForm[];
  others: readonly UnusableForm[];
}) => {
  const { unusable, confidential, notRecognised, others } = props;
  if (unusable.length + confidential.length + notRecognised.length + others.length === 0) return null;
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
      {confidential.length > 0 ? (
        <details>
          <summary>{`Answered in confidence, not usable (${confidential.length})`}</summary>
          <ul>
            {confidential.map((form) => (
              <Listed form={form} />
            ))}
          </ul>
        </details>
      ) : null}
      {notRecognised.length > 0 ? (
        <>
          <h3>Result found, not recognised</h3>
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
            {others.slice(0, 50).map((form) => (
              <Listed form={form} />
            ))}
          </ul>
          {others.length > 50 ? <p class="small">{`and ${others.length - 50} more in the chart`}</p> : null}
        </details>
      ) : null}
    </section>
  );
};
