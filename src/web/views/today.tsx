// Part 3 of the summary: what is due, done, missed or not known, and what could not be read.
import type { Gap } from '../../domain/chart.ts';
import type { DueLine } from '../../domain/screening/due.ts';
import type { DueState } from '../../domain/screening/due-verdict.ts';
import { Tag } from './layout.tsx';
import { gapWords } from './words.ts';

const dueTag: Readonly<
  Record<DueState, { kind: 'act' | 'above' | 'below' | 'unknown' | 'monitor'; shape: string; word: string }>
> = {
  due: { kind: 'act', shape: '●', word: 'Due' },
  overdue: { kind: 'above', shape: '▲', word: 'Overdue' },
  declined: { kind: 'unknown', shape: '–', word: 'Declined' },
  done: { kind: 'below', shape: '✓', word: 'Done' },
  missed: { kind: 'monitor', shape: '◆', word: 'Missed' },
  'not-yet': { kind: 'unknown', shape: '○', word: 'Not yet' },
  'no-tool': { kind: 'unknown', shape: '–', word: 'No tool' },
  uncertain: { kind: 'unknown', shape: '?', word: 'Not known' },
};

export const GapLines = ({ gaps, slices }: { gaps: readonly Gap[]; slices: readonly Gap['slice'][] }) => (
  <>
    {gaps
      .filter((gap) => slices.includes(gap.slice))
      .map((gap) => (
        <li>
          <Tag kind="unknown" shape="?">
            Not read
          </Tag>
          <div>{gapWords(gap)}</div>
        </li>
      ))}
  </>
);

export const DueItem = ({ line }: { line: DueLine }) => {
  const tag = dueTag[line.state];
  const { last } = line;
  return (
    <li>
      <Tag kind={tag.kind} shape={tag.shape}>
        {tag.word}
      </Tag>
      <div>
        <h3>{line.rule.name}</h3>
        <p class="small">
          {`${line.window}${last && line.state === 'done' ? ` · ${last.instrument.confidential ? 'a caregiver’s or young person’s own form' : `${last.instrument.name}: ${last.bandWords.toLowerCase()}`}` : ''}`}
        </p>
        {line.state === 'due' || line.state === 'overdue' || line.state === 'uncertain' ? (
          <p class="small">
            {line.tools.length > 0
              ? `Tools that fit this age: ${line.tools.map((tool) => tool.words).join(', ')}`
              : 'No tool Hearth knows fits this age.'}
          </p>
        ) : null}
        <details>
          <summary>
            Why<span class="visually-hidden">{`: ${line.rule.name}`}</span>
          </summary>
          {[line, ...(line.also ?? [])].map((one) => (
            <p class="small">{`${one === line ? '' : `${one.rule.name}: ${one.window}; `}${one.why}. ${one.rule.why} Source: ${one.rule.source} (${one.rule.evidence}).`}</p>
          ))}
        </details>
      </div>
    </li>
  );
};

export const NotYet = ({ lines }: { lines: readonly DueLine[] }) =>
  lines.length === 0 ? null : (
    <details>
      <summary>{`Not yet (${lines.length})`}</summary>
      <ul class="small">
        {lines.map((line) => (
          <li>{`${line.rule.name}, ${line.window}: ${line.why}`}</li>
        ))}
      </ul>
    </details>
  );
