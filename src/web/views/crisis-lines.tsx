// Numbers for a crisis: each with its hours and what it is not (CLINICAL trap 10).
import { Unsplit } from './unsplit.tsx';
import type { CrisisLineHere } from '../../domain/crisis-here.ts';

export const CrisisLines = ({ lines }: { lines: readonly CrisisLineHere[] }) =>
  lines.length === 0 ? null : (
    <ul>
      {lines.map((line) => (
        <li>
          <strong>
            {`${line.name}: `}
            <Unsplit text={line.contact} />
          </strong>
          {`${line.place ? `, ${line.place}` : ''} (${line.hours})${line.isNot ? `. ${line.isNot}` : ''}`}
        </li>
      ))}
    </ul>
  );

/** A hotline that is none for a crisis stands under a heading of its own, never among the others. */
export const SupportLines = ({ lines }: { lines: readonly CrisisLineHere[] }) => {
  const support = lines.filter((line) => !line.crisis);
  return support.length === 0 ? null : (
    <>
      <h3>Support lines</h3>
      <CrisisLines lines={support} />
    </>
  );
};
