// What was answered in confidence: closed until tapped, not named in the open, never printed (PRODUCT 1.4, CLINICAL traps 12 and 13).
import type { CalendarDate } from '../../domain/age.ts';
import type { UnusableForm } from '../../domain/chart.ts';
import { dateWords } from '../../domain/date-words.ts';
import type { TrendedResult } from '../../domain/screening/trend.ts';
import { Closed, openAlone } from './closed.tsx';
import { BandTag, CardBody } from './result-card.tsx';
import { confidenceWords } from './result-words.ts';
import { Listed } from './unused-results.tsx';

/** In the open a date and no more: whose answers they are would warn, or betray, the very person beside the clinician. */
const Entry = ({ trended, today }: { trended: TrendedResult; today: CalendarDate }) => {
  const { result } = trended;
  const { confidence, form } = result;
  const told = confidence === 'none' ? undefined : confidenceWords[confidence];
  return (
    <li>
      <Closed label={`${openAlone}: ${dateWords(form.administeredOn)}`}>
        {told ? <p class="small">{`${told.title}. ${told.why}`}</p> : null}
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
    <section class="card no-print" aria-label="Private answers">
      <h3>Private answers</h3>
      <p class="small">Open when you are alone. Left out of print, letters and referrals.</p>
      {results.length > 0 ? (
        <ul class="lines">
          {results.map((trended) => (
            <Entry trended={trended} today={today} />
          ))}
        </ul>
      ) : null}
      {unusable.length > 0 ? (
        <Closed label={`${openAlone}: not usable (${unusable.length})`}>
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
