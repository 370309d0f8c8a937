// What is wrong with the content, and the words for it.
import { faultAt, type Located, type ReadRows } from './read-rows.ts';

/** One fault of a row: the key it is at, what is wrong and the fix; `needs-signature` where a clinician's signature is all it takes. */
export type KeyFault = readonly [key: string, message: string, mends?: 'needs-signature'];

export interface Fault {
  /** `label/kind/file.json: row ID, key: what is wrong; the fix`. */
  readonly text: string;
  /** Whether a signature alone would mend it: `hearth content sign` works on such content, nothing else does. */
  readonly needsSignature: boolean;
}

export const plainFault = (text: string): Fault => ({ text, needsSignature: false });

export const located = <Row>({ file, key }: Located<Row>, [at, message, mends]: KeyFault): Fault => ({
  text: faultAt(file, key, at, message),
  needsSignature: mends === 'needs-signature',
});

/** Checks every row of a kind. */
export const each = <Row>(
  { rows }: ReadRows<Row>,
  check: (row: Row, where: Located<Row>) => readonly KeyFault[],
): readonly Fault[] =>
  [...rows.values()].flatMap((where) => check(where.row, where).map((fault) => located(where, fault)));
