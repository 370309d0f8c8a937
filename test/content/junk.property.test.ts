// Whatever stands in a site's files, loading answers with faults that name file and row, and with nothing else.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readContent } from '../../src/content/read-content.ts';
import { contentStatus } from '../../src/content/status.ts';
import { type ContentKind, contentKinds } from '../../src/content/schema.ts';
import { builtInRows, faultsWith, type Row, site } from './site.ts';

const rowsOf = new Map<ContentKind, readonly Row[]>(
  contentKinds.map((kind) => {
    try {
      return [kind, builtInRows(kind)];
    } catch {
      // Kinds Hearth ships none of.
      return [kind, []];
    }
  }),
);

const junk = fc.jsonValue({ maxDepth: 3 });
const kind = fc.constantFrom(...contentKinds);

/** A row that is nearly right: a built-in one with a value, deep or shallow, made junk, taken out, or moved in from another. */
const spoilt = kind.chain((name): fc.Arbitrary<[ContentKind, unknown]> => {
  const rows = rowsOf.get(name) ?? [];
  if (rows.length === 0) return fc.tuple(fc.constant(name), junk);
  return fc.tuple(
    fc.constant(name),
    fc
      .tuple(
        fc.constantFrom(...rows),
        fc.array(fc.nat({ max: 50 }), { minLength: 1, maxLength: 4 }),
        junk,
        fc.boolean(),
      )
      .map(([row, path, value, isRemoved]) => {
        const copy = structuredClone(row);
        let at: Record<string, unknown> = copy;
        for (const [step, index] of path.entries()) {
          const keys = Object.keys(at);
          const key = keys[index % Math.max(keys.length, 1)];
          if (key === undefined) break;
          const inner = at[key];
          if (step === path.length - 1 || typeof inner !== 'object' || inner === null) {
            if (isRemoved) Reflect.deleteProperty(at, key);
            else at[key] = value;
            break;
          }
          at = inner as Record<string, unknown>;
        }
        return copy;
      }),
  );
});

const namesFileAndRow =
  /^(?:clinic\/[a-z-]+\/junk\.json: (?:row .+, .+|whole file): .+|(?:prompts|tiers|crisis|visits): .+|hearth\/[a-z-]+\/[a-z0-9-]+\.json: row .+, .+: .+)/su;

describe('a site file of junk', () => {
  it('is refused with file and row, or taken; nothing else is thrown', () => {
    fc.assert(
      fc.property(kind, fc.array(junk, { maxLength: 3 }), (name, rows) => {
        for (const fault of faultsWith({ [`${name}/junk.json`]: rows }))
          expect(fault).toMatch(namesFileAndRow);
      }),
      { numRuns: 60 },
    );
  });

  it('that is nearly right is refused with file and row, or taken', () => {
    fc.assert(
      fc.property(spoilt, ([name, row]) => {
        for (const fault of faultsWith({ [`${name}/junk.json`]: [row] }))
          expect(fault).toMatch(namesFileAndRow);
      }),
      { numRuns: 150 },
    );
  });

  it('is put into a status all the same, so that an admin sees what is left', () => {
    fc.assert(
      fc.property(spoilt, ([name, row]) => {
        const made = site({ [`${name}/junk.json`]: [row] });
        try {
          const reading = readContent([made.path]);
          expect(contentStatus(reading).faults).toHaveLength(reading.faults.length);
        } finally {
          made.remove();
        }
      }),
      { numRuns: 60 },
    );
  });

  it.each(['[', '{}', 'null', '1e999', '[null]', '[[]]', '["__proto__"]', '\u0000', '[{"id":"__proto__"}]'])(
    'that reads %j is no more than a fault',
    (text) => {
      const faults = faultsWith(Object.fromEntries(contentKinds.map((name) => [`${name}/junk.json`, text])));
      for (const fault of faults) expect(fault).toMatch(namesFileAndRow);
      for (const name of contentKinds)
        expect(
          faults.some((fault) => fault.startsWith(`clinic/${name}/junk.json: `)),
          name,
        ).toBe(true);
    },
  );
});
