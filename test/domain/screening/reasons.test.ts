import { describe, expect, it } from 'vitest';
import { offeredReasons } from '../../../src/domain/screening/reasons.ts';
import type { ReasonCode } from '../../../src/domain/screening/content.ts';
import { content, day } from './forms.ts';

const reason = (change: Partial<ReasonCode>): ReasonCode => ({
  id: 'r',
  version: '1',
  source: 's',
  evidence: 'verified',
  reviewedBy: null,
  reviewedOn: null,
  code: 'R45.89',
  label: 'A label',
  use: 'neutral',
  ...change,
});
const signed = { reviewedBy: 'Dr. Prueba', reviewedOn: day('2026-11-01') };

describe('a reason code', () => {
  it.each([
    ['neutral and read in a source', {}, true],
    ['neutral and only recalled', { evidence: 'recalled' }, false],
    ['neutral, recalled and signed by the site', { evidence: 'recalled', ...signed }, true],
    ['of a diagnosis, even signed', { use: 'diagnosed-only', ...signed }, false],
    ['of the caregiver’s chart, even signed', { use: 'caregiver-chart-only', ...signed }, false],
    ['of the screening visit, even signed', { use: 'screening-encounter', ...signed }, false],
  ] as const)('%s is offered: %s', (_what, change, offered) => {
    expect(offeredReasons([reason(change)])).toHaveLength(offered ? 1 : 0);
  });

  it('of those Hearth ships: no diagnosis and no maternal code is ever offered, signed or not', () => {
    const all = content.reasons.map((one) => ({ ...one, ...signed }));
    for (const { code } of offeredReasons(all)) expect(code).not.toMatch(/^(F|O|Z13|Z00)/);
  });
});
