// Every check of schedules, tiers, lines, kinds of help and reasons that a single row of refused.test.ts does not show, shown able to fail.
import { describe, expect, it } from 'vitest';
import type { ContentKind } from '../../src/content/schema.ts';
import { builtInRows, changed, faultsWith, type Row } from './site.ts';

const rule = (id: string, change: Row): Row => changed('periodicity', id, change);
const national = (change: Row): Row => {
  const row = builtInRows('visits').find(({ states }) => states === null);
  return changed('visits', String(row?.id), change);
};
const visit = (id: string, from: Row, to: Row): Row => ({ id, name: id, from, to, evidence: 'design' });
const window = (change: Row): Row => ({
  name: 'x',
  fromMonths: 18,
  toMonths: 22,
  evidence: 'design',
  ...change,
});
const reason = (change: Row): Row => ({
  ...builtInRows('reasons').find(({ use }) => use === 'neutral'),
  id: 'ours',
  code: 'R45.83',
  ...change,
});
const ofUse = (use: string): Row => builtInRows('reasons').find((row) => row.use === use) ?? {};

const refused: readonly (readonly [string, ContentKind, Row, RegExp])[] = [
  [
    'visits that share a day',
    'visits',
    national({
      visits: [
        visit('a', { months: 0 }, { months: 1, days: 3 }),
        visit('b', { months: 1, days: 3 }, { months: 2 }),
      ],
    }),
    /visits\.1\.from: visits follow one another without overlap/,
  ],
  [
    'a visit that ends before it begins',
    'visits',
    national({ visits: [visit('a', { months: 1, days: 2 }, { months: 1, days: 1 })] }),
    /visits\.0\.to: is before from/,
  ],
  [
    'one visit id twice',
    'visits',
    national({
      visits: [visit('a', { months: 0 }, { months: 1 }), visit('a', { months: 2 }, { months: 3 })],
    }),
    /visits\.1\.id: "a" is already used/,
  ],
  [
    'a second schedule for a state',
    'visits',
    national({ id: 'second', states: ['MA'] }),
    /row second, states: MA already has the schedule/,
  ],
  ['a second schedule for everywhere', 'visits', national({ id: 'second' }), /every other state already has/],
  ['no schedule for everywhere', 'visits', national({ states: ['NH'] }), /visits: no schedule serves every/],

  [
    'windows of a rule that share a day',
    'periodicity',
    rule('autism', {
      windows: [window({ toDays: 5 }), window({ fromMonths: 22, fromDays: 5, toMonths: 28 })],
    }),
    /windows\.1\.fromMonths: windows follow/,
  ],
  [
    'a window that ends before it begins',
    'periodicity',
    rule('autism', { windows: [window({ fromDays: 9, toMonths: 18, toDays: 3 })] }),
    /windows\.0: ends before it begins/,
  ],
  [
    'a span beside windows',
    'periodicity',
    rule('autism', { spanMonths: { from: 1, to: 9 } }),
    /spanMonths: is the span of a yearly rule/,
  ],
  [
    'a rule about the child met by the caregiver’s own form',
    'periodicity',
    rule('youth-depression', { acceptable: ['phq-9', 'epds'] }),
    /acceptable\.1: is about the caregiver/,
  ],
  [
    'a rule that asks for a safety question no form has',
    'periodicity',
    rule('suicide-risk', { acceptable: ['phq-9', 'psc-17'] }),
    /acceptable\.1: has no safety question/,
  ],
  [
    'one instrument twice in a rule',
    'periodicity',
    rule('autism', { acceptable: ['m-chat-r', 'm-chat-r'] }),
    /acceptable\.1: is already named/,
  ],

  ['an unknown tier', 'tiers', changed('tiers', 'safety', { id: 'urgent' }), /id: /],
  [
    'a safety tier with nothing first',
    'tiers',
    changed('tiers', 'safety', { first: null }),
    /first: what comes first/,
  ],

  [
    'a hotline made a crisis line',
    'crisis',
    changed('crisis', 'maternal-hotline', { crisis: true }),
    /crisis: must stay false/,
  ],
  [
    'a crisis line made less',
    'crisis',
    changed('crisis', '988-lifeline', { crisis: false, isNot: 'x' }),
    /crisis: must stay true/,
  ],
  [
    'hours without a number to call',
    'consult-lines',
    { ...builtInRows('consult-lines')[0], contact: null, hours: 'weekdays' },
    /contact: hours without a number/,
  ],
  [
    'a caregiver’s own care put on the child’s record',
    'referral-kinds',
    changed('referral-kinds', 'caregiver-mental-health', { forCaregiver: false }),
    /forCaregiver: must stay true/,
  ],

  ['a mother’s code for a child', 'reasons', reason({ code: 'Z13.32' }), /use: Z13\.32 belongs to the care/],
  ['a postpartum code for a child', 'reasons', reason({ code: 'F53.0' }), /use: F53\.0 belongs to the care/],
  ['a diagnosis as a plain reason', 'reasons', reason({ code: 'F90.2' }), /use: F90\.2 is a diagnosis/],
  [
    'a diagnosis as a reason for the visit',
    'reasons',
    reason({ code: 'F84.0', use: 'screening-encounter' }),
    /use: F84\.0 is a diagnosis/,
  ],
  [
    'a code of the caregiver’s chart made neutral',
    'reasons',
    { ...ofUse('caregiver-chart-only'), use: 'neutral' },
    /use: /,
  ],
  [
    'a code for diagnosed children made neutral under another code',
    'reasons',
    { ...ofUse('diagnosed-only'), code: 'R46.81', use: 'neutral' },
    /use: a code kept from a child’s referral/,
  ],
  [
    'one code under two ids',
    'reasons',
    reason({ code: ofUse('neutral').code, use: 'neutral' }),
    /row ours, code: .* already has the row/,
  ],
];

describe('content is refused for', () => {
  it.each(refused)('%s', (_, kind, row, fault) => {
    expect(faultsWith({ [`${kind}/site.json`]: [row] })).toContainEqual(expect.stringMatching(fault));
  });
});

describe('content is taken with', () => {
  it.each<readonly [string, ContentKind, Row]>([
    ['a rule a site switched off', 'periodicity', rule('developmental', { inUse: false })],
    [
      'windows that meet between two days',
      'periodicity',
      rule('autism', {
        windows: [window({ toDays: 5 }), window({ fromMonths: 22, fromDays: 6, toMonths: 28 })],
      }),
    ],
    ['a schedule of another state', 'visits', national({ id: 'vermont', states: ['VT'] })],
    ['a reason of a site’s own', 'reasons', reason({})],
    [
      'a consult line whose number the site types in',
      'consult-lines',
      { ...builtInRows('consult-lines')[0], contact: '555-0100', hours: 'weekdays' },
    ],
  ])('%s', (_, kind, row) => {
    expect(faultsWith({ [`${kind}/site.json`]: [row] })).toEqual([]);
  });
});

describe('Hearth’s own content', () => {
  it('claims no review, and switches no rule off', () => {
    for (const kind of ['instruments', 'prompts', 'periodicity', 'tiers', 'crisis', 'reasons'] as const)
      for (const row of builtInRows(kind)) expect(row.reviewedBy, String(row.id)).toBeNull();
    expect(builtInRows('periodicity').filter(({ inUse }) => inUse === false)).toEqual([]);
  });
});
