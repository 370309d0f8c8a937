// Where a later directory says something else of a code: which of the two holds, so that every code is read in one way.
import type { AnswerValue } from '../domain/screening/code-map.ts';
import type { ReadCodeMaps } from './check-code-maps.ts';
import { type Fault, located } from './fault.ts';
import type { Located, ReadRows } from './read-rows.ts';

const without = <Row>({ rows, faulty }: ReadRows<Row>, keys: ReadonlySet<string>): ReadRows<Row> => ({
  rows: new Map([...rows].filter(([key]) => !keys.has(key))),
  faulty,
});

/**
 * A code is either mapped or set aside: the later directory decides (a site that knows what its EHR means by a code Hearth sets aside may
 * map it), two words of one directory are a fault, and the codes of an instrument with a safety question are not set aside at all.
 */
const settleSetAside = (read: ReadCodeMaps, faults: Fault[]): ReadCodeMaps => {
  const dropCodes = new Set<string>();
  const dropSetAside = new Set<string>();
  for (const [key, aside] of read.setAside.rows) {
    const mapped = read.codes.rows.get(key);
    if (!mapped) continue;
    const watched = [mapped, ...mapped.replaced].some(
      ({ row }) => (read.instruments.rows.get(row.instrumentId)?.row.safetyItems.length ?? 0) > 0,
    );
    if (aside.depth === mapped.depth)
      faults.push(located(aside, ['code', `is also mapped, in ${mapped.file}; keep one of them`]));
    else if (aside.depth < mapped.depth) dropSetAside.add(key);
    else if (watched)
      faults.push(
        located(aside, [
          'code',
          `belongs to ${mapped.row.instrumentId}, whose safety question Hearth always watches; do not set it aside`,
        ]),
      );
    else dropCodes.add(key);
  }
  return { ...read, codes: without(read.codes, dropCodes), setAside: without(read.setAside, dropSetAside) };
};

const sameCode = (one: AnswerValue, other: AnswerValue): boolean =>
  one.system === other.system && one.code === other.code;

/** A later directory's value holds for the instruments it names; the earlier row keeps the others. A safety answer is never made nothing. */
const settleAnswers = (read: ReadCodeMaps, faults: Fault[]): ReadCodeMaps => {
  const all = [...read.answers.rows.values()];
  const rows = new Map<string, Located<AnswerValue>>();
  for (const [index, here] of all.entries()) {
    const others = all.filter((other, at) => at !== index && sameCode(here.row, other.row));
    let { instruments } = here.row;
    for (const other of others) {
      const shared = instruments.filter((id) => other.row.instruments.includes(id));
      if (shared.length === 0) continue;
      if (other.depth === here.depth) {
        if (all.indexOf(other) < index)
          faults.push(
            located(here, [
              'instruments',
              `${shared.join(', ')} already has a value in ${other.file}; keep one`,
            ]),
          );
      } else if (other.depth > here.depth) instruments = instruments.filter((id) => !shared.includes(id));
    }
    const earlier = [...here.replaced, ...others.filter(({ depth }) => depth < here.depth)];
    const quieted = here.row.instruments.find(
      (id) =>
        here.row.value <= 0 &&
        (read.instruments.rows.get(id)?.row.safetyItems.length ?? 0) > 0 &&
        earlier.some(({ row }) => row.value > 0 && row.instruments.includes(id)),
    );
    if (quieted !== undefined)
      faults.push(
        located(here, [
          'value',
          `an answer above zero of ${quieted} may be its safety question’s; keep it so`,
        ]),
      );
    if (instruments.length > 0) rows.set(here.key, { ...here, row: { ...here.row, instruments } });
  }
  return { ...read, answers: { rows, faulty: read.answers.faulty } };
};

/** The code maps with one meaning for each code. Collects faults. */
export const settleCodes = <Read extends ReadCodeMaps>(read: Read, faults: Fault[]): Read => {
  const { codes, setAside, answers } = settleAnswers(settleSetAside(read, faults), faults);
  return { ...read, codes, setAside, answers };
};
