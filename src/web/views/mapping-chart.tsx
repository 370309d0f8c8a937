// One test chart explained: what could be mapped, what each resource became, and what the drafts change.
import { dateWords } from '../../domain/date-words.ts';
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
  { kind: 'not-recognised', title: 'Looks like screening, not recognized' },
  { kind: 'unusable', title: 'Recognised, not usable' },
  { kind: 'read', title: 'Became a result' },
  { kind: 'declined', title: 'Declined by the family' },
  { kind: 'not-screening', title: 'Other survey results', closed: true },
  { kind: 'withdrawn', title: 'Withdrawn or replaced', closed: true },
];

/** A page anyone can still read: what lies beyond is counted. */
const mostShown = 200;

/** A form's questions that share one fate are one line: the first, and how many more. */
interface Line {
  readonly first: ExplainedRow;
  readonly more: readonly ExplainedRow[];
}

const inLines = (rows: readonly ExplainedRow[]): readonly Line[] => {
  const lines = new Map<string, { first: ExplainedRow; more: ExplainedRow[] }>();
  for (const [index, explained] of rows.entries()) {
    const { resource, outcome } = explained.row;
    const isOwn = outcome.kind === 'read' || !resource.startsWith('QuestionnaireResponse/');
    const reason = 'reason' in outcome ? outcome.reason : '';
    const key = isOwn ? `row ${index}` : JSON.stringify([resource, outcome.kind, reason]);
    const known = lines.get(key);
    if (known) known.more.push(explained);
    else lines.set(key, { first: explained, more: [] });
  }
  return [...lines.values()];
};

const codeWords = (
  label: string,
  { system, code, display }: ExplainedRow['row']['codes'][number],
): string => {
  const named = display === undefined || display === label ? code : `${display}: ${code}`;
  return system === '' || system === 'form' ? named : `${named} (${system})`;
};

const Before = ({ console, explained }: { console: Console; explained: ExplainedRow }) => {
  const { row, before, isInConfidence } = explained;
  if (before === undefined) return null;
  const said = before.map((outcome) =>
    outcomeWords(console.instruments, { row: { ...row, outcome }, isInConfidence }),
  );
  return (
    <p class="small">
      {`For clinicians now: ${said.length === 0 ? 'no line of its own.' : [...new Set(said)].join(' ')}`}
    </p>
  );
};

const LineItem = ({ console, line: { first, more } }: { console: Console; line: Line }) => {
  const { row, before } = first;
  return (
    <li>
      <h3>
        <bdi>{row.label}</bdi>
        {row.date === undefined ? '' : `, ${dateWords(row.date)}`}
      </h3>
      <p>
        {before === undefined ? null : (
          <>
            <Tag kind="act">with the drafts</Tag>{' '}
          </>
        )}
        {outcomeWords(console.instruments, first)}
      </p>
      <Before console={console} explained={first} />
      <p class="small">
        <bdi>{row.resource}</bdi>
        {row.codes.map((coding) => (
          <>
            {' · '}
            <bdi>{codeWords(row.label, coding)}</bdi>
          </>
        ))}
      </p>
      {more.length === 0 ? null : (
        <details>
          <summary>{`and ${more.length} more of this form`}</summary>
          <ul>
            {more.map((one) => (
              <li>
                <bdi>{one.row.codes[0]?.code ?? one.row.label}</bdi>
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
};

const Lines = ({ console, rows }: { console: Console; rows: readonly ExplainedRow[] }) => {
  const lines = inLines(rows);
  return (
    <>
      <ul class="lines">
        {lines.slice(0, mostShown).map((line) => (
          <LineItem console={console} line={line} />
        ))}
      </ul>
      {lines.length > mostShown ? <p>{`${lines.length - mostShown} more are not listed.`}</p> : null}
    </>
  );
};

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
          <Lines console={console} rows={rows} />
        </details>
      ) : (
        <Lines console={console} rows={rows} />
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
          <Act console={console} to="edit" fields={{ draftKind: 'codes', patientId: patient.id }} quiet>
            Map a code by hand
          </Act>
          <Act console={console} to="edit" fields={{ draftKind: 'answers', patientId: patient.id }} quiet>
            Give an answer its number
          </Act>
        </div>
      </section>
      <ExportCard console={console} drafts={drafts} ehrId={ehrId} />
    </Layout>
  );
};
