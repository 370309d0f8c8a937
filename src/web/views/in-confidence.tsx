// What was answered in confidence: closed until tapped, not named in the open, never printed (PRODUCT 1.4, CLINICAL traps 12 and 13).
import type { CalendarDate } from '../../domain/age.ts';
import type { UnusableForm } from '../../domain/chart.ts';
import type { Confidence } from '../../domain/screening/result.ts';
import type { TrendedResult } from '../../domain/screening/trend.ts';
import { Closed, openAlone } from './closed.tsx';
import { Tag } from './layout.tsx';
import { BandTag, CardBody } from './result-card.tsx';
import { agoWords, confidenceWords } from './result-words.ts';
import { Listed } from './unused-results.tsx';

const kinds = ['caregiver', 'family-risk', 'young-person'] as const satisfies readonly Confidence[];

const Entry = ({ trended, today, kind }: { trended: TrendedResult; today: CalendarDate; kind: string }) => {
  const { result, isOld, acknowledged } = trended;
  return (
    <li>
      <div class="row">
        <span>{`Answered ${result.form.administeredOn}, ${agoWords(result.form.administeredOn, today)}`}</span>
        {result.negative || isOld || acknowledged ? null : (
          <Tag kind="act" shape="●">
            Open today
          </Tag>
        )}
      </div>
      <Closed label={`${openAlone}: ${kind.toLowerCase()}, ${result.form.administeredOn}`}>
        <div class="row">
          <h4>{result.instrument.name}</h4>
          <div>
            <BandTag trended={trended} today={today} />
          </div>
        </div>
        <CardBody trended={trended} today={today} />
      </Closed>
    </li>
  );
};

export const InConfidence = (props: {
  results: readonly TrendedResult[];
  unusable: readonly UnusableForm[];
  today: CalendarDate;
}) => {
  const { results, unusable, today } = props;
  if (results.length + unusable.length === 0) return null;
  return (
    <section class="card no-print" aria-label="Answered in confidence">
      <h3>Answered in confidence</h3>
      {kinds.map((kind) => {
        const mine = results.filter(({ result }) => result.confidence === kind);
        const { title, why } = confidenceWords[kind];
        return mine.length === 0 ? null : (
          <>
            <p class="small">{`${title}. ${why} Left out of print, letters and referrals.`}</p>
            <ul class="lines">
              {mine.map((trended) => (
                <Entry trended={trended} today={today} kind={title} />
              ))}
            </ul>
          </>
        );
      })}
      {unusable.length > 0 ? (
        <Closed label={`${openAlone}: found and not usable (${unusable.length})`}>
          <ul>
            {unusable.map((form) => (
              <Listed form={form} />
            ))}
          </ul>
        </Closed>
      ) : null}
    </section>
  );
};
