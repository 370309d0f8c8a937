// Clinical content from its files: Hearth's own, then a site's laid over it. All of it is right, or none of it is used.
import type { ClinicalContent } from '../domain/screening/content.ts';
import { readContent } from './read-content.ts';
import type { ReadRows } from './read-rows.ts';

/** Thrown before the server listens. `faults` are plain sentences for whoever keeps the files: file, row, key and the fix. */
export class ContentInvalidError extends Error {
  readonly code = 'CONTENT_INVALID';
  readonly faults: string[];
  constructor(faults: readonly string[]) {
    super(`The clinical content was not loaded: ${faults.length} fault${faults.length === 1 ? '' : 's'}.`);
    this.name = 'ContentInvalidError';
    this.faults = [...faults];
  }
}

const valuesOf = <Row>({ rows }: ReadRows<Row>): readonly Row[] => [...rows.values()].map(({ row }) => row);

/**
 * Reads the built-in content and lays site directories over it, in order. A site's directory has the same folders; a row with a key already
 * known replaces that row whole, any other is added (see `keyOf`). Translations are laid into their prompts and signatures under their rows.
 *
 * @param directories paths of site directories, `[]` for the built-in content alone
 * @throws ContentInvalidError (`CONTENT_INVALID`) with every fault of every file together
 */
export const loadContent = (directories: readonly string[]): ClinicalContent => {
  const { content, faults } = readContent(directories);
  if (faults.length > 0) throw new ContentInvalidError(faults.map(({ text }) => text));
  return {
    instruments: valuesOf(content.instruments),
    visits: valuesOf(content.visits),
    periodicity: valuesOf(content.periodicity),
    tiers: valuesOf(content.tiers),
    prompts: valuesOf(content.prompts),
    codes: valuesOf(content.codes),
    setAside: valuesOf(content.setAside),
    questionnaires: valuesOf(content.questionnaires),
    answers: valuesOf(content.answers),
    crisisLines: valuesOf(content.crisis),
    consultLines: valuesOf(content.consultLines),
    referralKinds: valuesOf(content.referralKinds),
    reasons: valuesOf(content.reasons),
  };
};
