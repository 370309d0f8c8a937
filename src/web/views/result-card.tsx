// One result: its band in words and shape, its scores on their scales, what it rests on, and what it cannot say.
import { dateWords } from '../../domain/date-words.ts';
import type { CalendarDate } from '../../domain/age.ts';
import { scoreWords } from '../../domain/screening/judge-words.ts';
import { scalesOf } from '../../domain/screening/scale.ts';
import { trendOf } from '../../domain/screening/series.ts';
import type { ScreeningResult } from '../../domain/screening/result.ts';
import type { TrendedResult } from '../../domain/screening/trend.ts';
import { Tag } from './layout.tsx';
import { agoWords, factsOf, tagOf } from './result-words.ts';
import { ScoreScales } from './score-scale.tsx';
import { TrendPart } from './trend.tsx';

/** A positive safety item outweighs any total: no check mark stands beside it. */
export const BandTag = ({ trended, today }: { trended: TrendedResult; today: CalendarDate }) => {
  const { result, isOld } = trended;
  if (result.safety.state === 'positive')
    return (
      <>
        <Tag kind="safety" shape="■">
          Safety answer
        </Tag>
        <span class="small">{` It counts whatever the total says (${result.bandWords.toLowerCase()}).`}</span>
      </>
    );
  const { kind, shape } = tagOf(trended);
  return (
    <Tag kind={kind} shape={shape}>
      {`${result.bandWords}${isOld ? `, ${agoWords(result.form.administeredOn, today)}` : ''}`}
    </Tag>
  );
};

/** Already said beside the picture; that Hearth added it up is not. */
const isPictured = (line: string, { scores }: ScreeningResult): boolean =>
  scores.some((score) => score.addedUpFrom === undefined && scoreWords(score) === line);

const evidenceWords = {
  verified: 'checked in its source',
  recalled: 'recalled, not checked',
  design: 'our own',
};

const SourceAndRule = ({ result }: { result: ScreeningResult }) => {
  const { instrument } = result;
  const review = instrument.reviewedBy
    ? `signed by ${instrument.reviewedBy}${instrument.reviewedOn ? ` on ${dateWords(instrument.reviewedOn)}` : ''}`
    : 'not yet signed by a clinician here';
  return (
    <details>
      <summary>
        Source and rule<span class="visually-hidden">{`: ${instrument.name}`}</span>
      </summary>
      <p class="small">{`${instrument.source} (${evidenceWords[instrument.evidence]}; version ${instrument.version}; ${review}).`}</p>
      <p class="small">
        {instrument.missingItems
          ? `Blank answers: ${instrument.missingItems.rule}.`
          : 'Rule for blank answers: not known.'}
      </p>
      <p class="small">{`A screen is not a diagnosis. ${instrument.cannotSay}`}</p>
    </details>
  );
};

export const CardBody = ({ trended, today }: { trended: TrendedResult; today: CalendarDate }) => {
  const { result, acknowledged } = trended;
  const { instrument } = result;
  const { scales, unpictured } = scalesOf(result);
  const trend = trendOf(trended);
  const lines = result.because.filter((line) => !isPictured(line, result));
  return (
    <>
      <ScoreScales instrumentName={instrument.name} scales={scales} unpictured={unpictured} />
      <ul class="because">
        {result.safety.positive.map((item) => (
          <li>
            <strong>{`${item.label}: answered ${item.value}`}</strong>
          </li>
        ))}
        {result.safety.unseen.map(({ label }) => (
          <li>
            <strong>{`${label}: not seen`}</strong>
          </li>
        ))}
        {lines.map((line) => (
          <li>{line}</li>
        ))}
      </ul>
      {result.band === 'below' ? (
        <p>
          <strong>Not ruled out: </strong>
          {instrument.cannotSay}
        </p>
      ) : null}
      {acknowledged ? (
        <p>{`Reviewed ${dateWords(acknowledged.on)} by ${acknowledged.by}. Plan: ${acknowledged.plan}`}</p>
      ) : null}
      {trend ? <TrendPart trend={trend} instrumentName={instrument.name} /> : null}
      <ul class="facts">
        {factsOf(result, today).map((fact) => (
          <li>{fact}</li>
        ))}
      </ul>
      <SourceAndRule result={result} />
    </>
  );
};

export const ResultCard = ({ trended, today }: { trended: TrendedResult; today: CalendarDate }) => {
  const { instrument } = trended.result;
  return (
    <section class="card" aria-label={instrument.name}>
      <div class="row">
        <h3>{instrument.name}</h3>
        <div>
          <BandTag trended={trended} today={today} />
        </div>
      </div>
      <CardBody trended={trended} today={today} />
    </section>
  );
};
