// Checks that only Hearth's own content could fail, on rows made for it: a site never meets them.
import { describe, expect, it } from 'vitest';
import { missingTierFaults } from '../../src/content/check-guidance.ts';
import { ruleFaults } from '../../src/content/check-schedules.ts';
import { reviewFaults } from '../../src/content/cross-check.ts';
import type { Fault } from '../../src/content/fault.ts';
import { readContent, signableOf } from '../../src/content/read-content.ts';
import type { Located, ReadRows } from '../../src/content/read-rows.ts';
import { fingerprintOf, type Signature, withSignatures } from '../../src/content/signatures.ts';
import { calendarDate } from '../../src/domain/age.ts';

const { content } = readContent([]);
const instrument = content.instruments.rows.get('ppsc');
if (!instrument) throw new Error('unreachable');

const only = <Row>(where: Located<Row>): ReadRows<Row> => ({
  rows: new Map([[where.key, where]]),
  faulty: new Set(),
});

describe('Hearth’s own content', () => {
  it('may not sign itself', () => {
    const signature: Signature = {
      kind: 'instruments',
      row: 'ppsc',
      fingerprint: fingerprintOf(instrument.row),
      by: 'Nobody, MD',
      on: calendarDate('2026-11-02'),
    };
    const at = (isSite: boolean): Located<Signature> => ({
      row: signature,
      key: 'instruments|ppsc',
      file: 'hearth/signatures/a.json',
      isSite,
      depth: 0,
      replaced: [],
    });
    const signedBy = (isSite: boolean) => {
      const faults: Fault[] = [];
      const { rows } = withSignatures(signableOf(content), only(at(isSite)), faults);
      return [faults.map(({ text }) => text), rows.instruments.rows.get('ppsc')?.row.reviewedBy];
    };
    expect(signedBy(false)).toEqual([[expect.stringMatching(/by: only a site signs/)], null]);
    expect(signedBy(true)).toEqual([[], 'Nobody, MD']);
  });

  it('may not claim a review', () => {
    const row = { ...instrument.row, reviewedBy: 'Nobody, MD', reviewedOn: calendarDate('2026-11-02') };
    const claimed = (isSite: boolean) =>
      reviewFaults({ ...signableOf(content), instruments: only({ ...instrument, row, isSite }) });
    expect(claimed(false).map(({ text }) => text)).toEqual([
      expect.stringMatching(/row ppsc, reviewedBy: only a site signs/),
    ]);
    expect(claimed(true)).toEqual([]);
  });

  it('may not switch a rule off', () => {
    const rule = content.periodicity.rows.get('autism')?.row;
    if (!rule) throw new Error('unreachable');
    const off = (isSite: boolean) => ruleFaults({ ...rule, inUse: false }, isSite, content.instruments);
    expect(off(false)).toEqual([['inUse', expect.stringMatching(/only a site/)]]);
    expect(off(true)).toEqual([]);
  });

  it('explains every tier', () => {
    const faults = missingTierFaults({ rows: new Map(), faulty: new Set(['safety']) });
    expect(faults).toHaveLength(7);
    expect(missingTierFaults(content.tiers)).toEqual([]);
  });
});

describe('a fingerprint', () => {
  it('is of the content, whatever the order of its keys, and of every part of it', () => {
    const { row } = instrument;
    const turned = Object.fromEntries(Object.entries(row).toReversed()) as typeof row;
    expect(fingerprintOf(turned)).toBe(fingerprintOf(row));
    const reviewed = { ...row, reviewedBy: 'A, MD', reviewedOn: calendarDate('2026-01-05') };
    expect(fingerprintOf(reviewed)).toBe(fingerprintOf(row));
    const { reviewedBy: _by, reviewedOn: _on, ...parts } = row;
    for (const key of Object.keys(parts))
      expect(fingerprintOf({ ...row, [key]: 'something else' }), key).not.toBe(fingerprintOf(row));
  });
});
