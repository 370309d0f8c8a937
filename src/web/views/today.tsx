// Part 3 of the summary: what is due, done, missed or not known, and what could not be read.
import type { CalendarDate } from '../../domain/age.ts';
import type { Gap } from '../../domain/chart.ts';
import type { DueLine } from '../../domain/screening/due.ts';
import { DeclineForm, type DeclineForms } from './decline.tsx';
import { Tag } from './layout.tsx';
import { isInConfidence, lastWords, tagFor, toolWords, whyWords } from './today-words.ts';
import { capitalized, gapWords, sentence } from './words.ts';

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

const small = (words: string | undefined) => (words === undefined ? null : <p class="small">{words}</p>);

export const DueItem = ({
  line,
  today,
  declines,
}: {
  line: DueLine;
  today: CalendarDate;
  declines: DeclineForms;
}) => {
  const tag = tagFor(line);
  const last = lastWords(line, today);
  return (
    <li class={isInConfidence(line.rule) ? 'no-print' : undefined}>
      <Tag kind={tag.kind} shape={tag.shape}>
        {tag.word}
      </Tag>
      <div>
        <h3>{line.rule.name}</h3>
        {small(capitalized(line.window))}
        {last === undefined ? null : (
          <p class={line.last?.confidence === 'none' ? 'small' : 'small no-print'}>{last}</p>
        )}
        {small(line.state === 'done' ? undefined : sentence(line.why))}
        {small(toolWords(line))}
        <DeclineForm line={line} forms={declines} />
        <details>
          <summary>
            Why<span class="visually-hidden">{`: ${line.rule.name}`}</span>
          </summary>
          {whyWords(line).map((words) => (
            <p class="small">{words}</p>
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
