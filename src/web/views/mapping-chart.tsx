// One test chart explained: what could be mapped, what each resource became, and what the drafts change.
import type { ExplainedChart, ExplainedRow } from '../../workflows/explain-chart.ts';
import type { DraftLine } from '../../workflows/save-mapping.ts';
import { Layout, type Navigation, Tag } from './layout.tsx';
import { Act, type Console, DraftList, ExportCard } from './mapping-parts.tsx';
import { ToMap } from './mapping-to-map.tsx';
import { outcomeWords } from './mapping-words.ts';
import { gapWords } from './words.ts';

type Kind = ExplainedRow['row']['outcome']['kind'];

/** In the order an administrator works through them. */
const groups: readonly { readonly kind: Kind; readonly title: string; readonly closed?: true }[] = [
  { kind: 'not-recognised', title: 'Looks like screening, not recognised' },
  { kind: 'unusable', title: 'Recognised, not usable' },
  { kind: 'read', title: 'Became a result' },
  { kind: 'declined', title: 'Declined by the family' },
  { kind: 'not-screening', title: 'Other survey results', closed: true },
  { kind: 'withdrawn', title: 'Withdrawn or replaced', closed: true },
];

/** A page anyone can still read: what lies beyond is counted. */
const mostShown = 200;

const Row = ({ console, explained }: { console: Console; explained: ExplainedRow }) => {
  const { row, before } = explained;
  const { instruments } = console;
  return (
    <li>
      <h3>
        <bdi>{row.label}</bdi>
        {row.date === undefined ? '' : `, ${row.date}`}
      </h3>
      <p>
        {before === undefined ? null : (
          <>
            <Tag kind="act">with the drafts</Tag>{' '}
          </>
        )}
        {outcomeWords(instruments, explained)}
      </p>
      {before === undefined ? null : (
        <p class="small">
          {before.length === 0
            ? 'For clinicians now: not looked for.'
            : `For clinicians now: ${before
                .map((outcome) => outcomeWords(instruments, { row: { ...row, outcome }, isInConfidence: explained.isInConfidence }))
                .join(' ')}`}
        </p>
      )}
      <p class="small">
        <bdi>{row.resource}</bdi>
        {row.codes.map(({ system, code, display }) => (
          <>
            {' · '}
            <bdi>{`${display ? `${display}: ` : ''}${code} (${system})`}</bdi>
          </>
        ))}
      </p>
    </li>
  );
};

const Rows = ({ console, rows }: { console: Console; rows: readonly ExplainedRow[] }) => (
  <>
    <ul class="lines">
      {rows.slice(0, mostShown).map((explained) => (
        <Row console={console} explained={explained} />
      ))}
    </ul>
    {rows.length > mostShown ? <p>{`${rows.length - mostShown} more like these are not listed.`}</p> : null}
  </>
);

const Group = ({
  console,
  title,
  closed,
  rows,
}: {
  console: Console;
  title: string;
  closed: boolean;
  rows: readonly ExplainedRow[];
}) =>
  rows.length === 0 ? null : (
    <section class="card" aria-label={title}>
      <h2>{`${title} (${rows.length})`}</h2>
      {closed ? (
        <details>
          <summary>
            Show them<span class="visually-hidden">{`: ${title}`}</span>
          </summary>
          <Rows console={console} rows={rows} />
        </details>
      ) : (
        <Rows console={console} rows={rows} />
      )}
    </section>
  );

const changedWords = (changed: number, drafts: number): string => {
  if (drafts === 0) return 'There is no draft: this is how clinicians’ pages read this chart.';
  if (changed === 0) return 'The drafts change nothing in this chart.';
  return `With the drafts, ${changed} ${changed === 1 ? 'line reads' : 'lines read'} otherwise than clinicians’ pages read this chart now.`;
};

export const MappingChartPage = ({
  console,
  navigation,
  chart,
  drafts,
  ehrId,
  said,
}: {
  console: Console;
  navigation: Navigation;
  chart: ExplainedChart;
  drafts: readonly DraftLine[];
  ehrId: string;
  /** What was just done. */
  said?: string;
}) => {
  const { patient, gaps, rows, changed } = chart;
  return (
    <Layout title="A chart explained" navigation={navigation} ready>
      <h1>
        The chart of <bdi>{patient.name}</bdi>
        {`, born ${patient.born}`}
      </h1>
      {said === undefined ? null : (
        <p class="notice" role="status">
          {said}
        </p>
      )}
      {gaps.length === 0 ? null : (
        <section class="notice bad" aria-label="What could not be read">
          {gaps.map((gap) => (
            <p>{gapWords(gap)}</p>
          ))}
        </section>
      )}
      <p>{changedWords(changed, drafts.length)}</p>
      {rows.length === 0 && gaps.length === 0 ? (
        <p>
          The EHR gave no survey result and no form for this patient. Results it files in another category are
          found only by a mapped code: <a href={console.at}>map a code by hand</a>, then look again.
        </p>
      ) : null}
      <ToMap console={console} chart={chart} />
      {groups.map(({ kind, title, closed }) => (
        <Group
          console={console}
          title={title}
          closed={closed === true}
          rows={rows.filter(({ row }) => row.outcome.kind === kind)}
        />
      ))}
      <section class="card" aria-label="Drafts">
        <h2>Drafts of this EHR</h2>
        <DraftList console={console} drafts={drafts} patientId={patient.id} />
        <div class="buttons">
          <Act console={console} to="edit" fields={{ kind: 'codes', patientId: patient.id }} quiet>
            Map a code by hand
          </Act>
          <Act console={console} to="edit" fields={{ kind: 'answers', patientId: patient.id }} quiet>
            Give an answer its number
          </Act>
        </div>
      </section>
      <ExportCard console={console} drafts={drafts} ehrId={ehrId} />
    </Layout>
  );
};
