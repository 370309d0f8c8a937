// Part 4 of the summary: one card an instrument, what was answered in confidence closed, and an honest list of what could not be used.
import type { Gap } from '../../domain/chart.ts';
import type { OpenedSummary } from '../../workflows/open-summary.ts';
import { InConfidence } from './in-confidence.tsx';
import { ResultCard } from './result-card.tsx';
import { UnusedResults } from './unused-results.tsx';

export const couldNotReadResults = (gaps: readonly Gap[]): boolean =>
  gaps.some((gap) => gap.slice === 'observations' || gap.slice === 'questionnaireResponses');

/** "None found" is said only when everything was read and nothing at all was there. */
const noResultWords = ({ summary, readAt }: OpenedSummary): string => {
  if (couldNotReadResults(summary.gaps))
    return 'No result can be shown, because not everything could be read. This does not mean that none exists.';
  const found = summary.unusable.length + summary.unusableConfidential.length + summary.notRecognised.length;
  return found > 0
    ? `Something was found (read ${readAt}, complete), but nothing Hearth can use: see below.`
    : `No screening result found in the chart (read ${readAt}, complete).`;
};

export const Results = ({ opened }: { opened: OpenedSummary }) => {
  const { results, today, unusable, unusableConfidential, notRecognised, otherSurveys } = opened.summary;
  const open = results.filter(({ result }) => result.confidence === 'none');
  // On paper an empty part would pass for "nothing found", and a part that is there only without confidences would tell of them.
  const isForPaper = open.length + unusable.length + notRecognised.length + otherSurveys.length > 0;
  return (
    <section class={isForPaper ? 'stack' : 'stack no-print'} aria-label="Results">
      <h2>Results</h2>
      {open.map((trended) => (
        <ResultCard trended={trended} today={today} />
      ))}
      {results.length === 0 ? <p class="card">{noResultWords(opened)}</p> : null}
      <InConfidence
        results={results.filter(({ result }) => result.confidence !== 'none')}
        unusable={unusableConfidential}
        today={today}
      />
      <UnusedResults unusable={unusable} notRecognised={notRecognised} others={otherSurveys} />
    </section>
  );
};
