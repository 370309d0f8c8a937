// Tiers, lines, kinds of help and reasons as they ship, against tables written by hand from the clinical page (5-7).
import { describe, expect, it } from 'vitest';
import { loadContent } from '../../src/content/load.ts';
import { needs } from '../../src/domain/consultant/consultant.ts';
import { tiers } from '../../src/domain/screening/content.ts';
import { offeredReasons } from '../../src/domain/screening/reasons.ts';
import { type ScreeningTopic, screeningTopics } from '../../src/domain/screening/schedule.ts';
import { builtInRows } from './site.ts';

const content = loadContent([]);
describe('tiers', () => {
  it('each have a row, and only the in-between one a date to screen again', () => {
    expect(content.tiers.map(({ id }) => id).toSorted()).toEqual([...tiers].toSorted());
    const again = content.tiers.filter(({ rescreenMonths }) => rescreenMonths);
    expect(again.map(({ id, rescreenMonths, evidence }) => [id, rescreenMonths, evidence])).toEqual([
      ['monitor', { from: 2, to: 4 }, 'verified'],
    ]);
  });

  it.each([
    ['unusable', /not a negative/],
    ['positive', /medical, hearing, sleep and safety causes/],
    [
      'follow-up',
      /^First complete the Follow-Up.*diagnostic evaluation and to Early Intervention at the same time/,
    ],
    ['safety', /nobody is left alone/],
  ])('%s says what comes first', (id, words) => {
    expect(content.tiers.find((one) => one.id === id)?.first).toMatch(words);
  });
});

describe('lines', () => {
  it('never call the maternity hotline a crisis line, and keep state numbers in their state', () => {
    const lines = content.crisisLines.map(({ id, contact, crisis, states }) => [id, contact, crisis, states]);
    expect(lines).toEqual([
      ['emergency-911', '911', true, null],
      ['988-lifeline', 'call or text 988', true, null],
      ['ma-help-line', 'call or text 833-773-2445', true, ['MA']],
      ['ma-mobile-crisis', '877-382-1609', true, ['MA']],
      ['il-cares', '1-800-345-9049', true, ['IL']],
      ['domestic-violence-hotline', 'call 1-800-799-7233, or text START to 88788', true, null],
      ['maternal-hotline', 'call or text 1-833-852-6262', false, null],
    ]);
    for (const { id, isNot } of content.crisisLines) expect(isNot, id).not.toBeNull();
  });

  it('put 911 and 988 before every other, and the violence line there only where the answer tells of home', () => {
    const first = content.crisisLines.flatMap(({ id, firstFor }) => (firstFor ? [[id, firstFor]] : []));
    expect(first).toEqual([
      ['emergency-911', 'any'],
      ['988-lifeline', 'any'],
      ['domestic-violence-hotline', 'home'],
    ]);
  });

  it('for clinicians say so, belong to a state, and give no number no source gave', () => {
    const lines = content.consultLines.map(({ id, contact, about, states }) => [id, contact, about, states]);
    expect(lines).toEqual([
      ['mcpap', null, 'child', ['MA']],
      ['mcpap-for-moms', '855-666-6272', 'caregiver', ['MA']],
      ['il-docassist', '866-986-2778', 'child', ['IL']],
      ['il-docassist-perinatal', '866-986-2778', 'caregiver', ['IL']],
    ]);
    for (const { id, isNot } of content.consultLines)
      expect(isNot, id).toMatch(/For clinicians only.*no help in a crisis/);
  });
});

describe('kinds of help', () => {
  it('are there for every need but workshops, which no child is referred to', () => {
    const served = new Set(content.referralKinds.map(({ need }) => need));
    expect(needs.filter((need) => !served.has(need))).toEqual(['workshop']);
  });

  it('go by chronological age as the clinical page has it, upper bound exclusive', () => {
    const ages = content.referralKinds
      .filter(({ ageMonths }) => ageMonths)
      .map(({ id, ageMonths }) => `${id} ${ageMonths?.from}-${ageMonths?.to}`);
    expect(ages.toSorted()).toEqual([
      'attachment-coaching 6-24',
      'developmental-evaluation 0-72',
      'dyadic-therapy 0-72',
      'early-intervention 0-36',
      'ecmh-clinician 0-108',
      'ecmh-consultation-program 0-72',
      'healthysteps 0-36',
      'help-me-grow 0-72',
      'home-visiting 0-72',
      'out-of-school 60-228',
      'parent-child-therapy 24-96',
      'playgroup 0-72',
      'preschool-special-education 36-264',
    ]);
  });

  it('carry the codes the clinical page verified, and none where none was found', () => {
    const codes = content.referralKinds.map(({ id, snomed }) => `${id} ${snomed?.code ?? 'none'}`);
    expect(codes.toSorted()).toEqual([
      'attachment-coaching 710914003',
      'audiology 308456006',
      'caregiver-mental-health 306226009',
      'case-management 306238000',
      'child-psychiatry 306291008',
      'child-psychology 309627007',
      'counselling 306226009',
      'crisis 183866009',
      'developmental-evaluation none',
      'dyadic-therapy 81294000',
      'early-intervention none',
      'ecmh-clinician 183583007',
      'ecmh-consultation-practice none',
      'ecmh-consultation-program none',
      'healthysteps none',
      'help-me-grow none',
      'home-visiting 439708006',
      'occupational-therapy 308453003',
      'out-of-school none',
      'parent-child-therapy 710914003',
      'parent-support 711281004',
      'parenting-education 410279000',
      'playgroup 711281004',
      'preschool-special-education 309626003',
      'speech-therapy 308452008',
    ]);
  });

  it('call only therapy counseling, and put a caregiver’s care on no child’s record', () => {
    const counseled = content.referralKinds.filter(({ category }) => category.code === '409063005');
    expect(counseled.map(({ id }) => id).toSorted()).toEqual([
      'caregiver-mental-health',
      'counselling',
      'dyadic-therapy',
      'ecmh-clinician',
      'parent-child-therapy',
    ]);
    expect(content.referralKinds.filter(({ forCaregiver }) => forCaregiver).map(({ id }) => id)).toEqual([
      'caregiver-mental-health',
    ]);
  });

  it.each([undefined, ...screeningTopics])(
    'put at most six first for any tier and age (looked for: %s), and a first one wherever something stands out',
    (topic) => {
      const isOf = (topics: readonly ScreeningTopic[]): boolean =>
        topics.length === 0 || (topic !== undefined && topics.includes(topic));
      for (const tier of tiers)
        for (let month = 0; month < 252; month++) {
          const first = content.referralKinds.filter(
            ({ firstIn: own, ageMonths, topics, firstFor }) =>
              own.includes(tier) &&
              (topic === undefined || isOf(topics)) &&
              isOf(firstFor) &&
              (ageMonths === null || (month >= ageMonths.from && month < ageMonths.to)),
          );
          expect(first.length, `${tier} at ${month}`).toBeLessThanOrEqual(6);
          if (tier === 'positive' || tier === 'concern' || tier === 'safety')
            expect(first.length, `${tier} at ${month}`).toBeGreaterThan(0);
        }
    },
  );

  it('evaluate a screen that asks for its Follow-Up in both places at once, and only where it is positive or open', () => {
    const offered = (id: string) => content.referralKinds.find((one) => one.id === id)?.tiers;
    expect(offered('developmental-evaluation')).toEqual(['positive', 'follow-up']);
    expect(offered('early-intervention')).toContain('follow-up');
    expect(offered('crisis')).toEqual(['safety']);
  });
});

describe('reasons', () => {
  const uses = (use: string) => content.reasons.filter((one) => one.use === use).map(({ code }) => code);

  it('keep the caregiver’s codes in the caregiver’s chart, and diagnoses for who made them', () => {
    expect(uses('caregiver-chart-only').toSorted()).toEqual(['F53.0', 'Z13.32']);
    expect(uses('neutral').toSorted()).toEqual(['R45.4', 'R45.89', 'R46.89', 'R62.50']);
    expect(uses('diagnosed-only').filter((code) => !/^(?:F[489]|Z6)/.test(code))).toEqual([]);
    expect(content.reasons.find(({ code }) => code === 'Z13.42')?.label).not.toMatch(/autis/i);
  });

  it('that are neutral are recalled, so that none is offered until a site signs it', () => {
    expect(offeredReasons(content.reasons)).toEqual([]);
  });
});

describe('every row', () => {
  it.each([
    'visits',
    'periodicity',
    'tiers',
    'prompts',
    'crisis',
    'consult-lines',
    'referral-kinds',
    'reasons',
  ] as const)('of %s ships unsigned: a review is a clinician’s, not ours', (kind) => {
    for (const row of builtInRows(kind))
      expect([row.reviewedBy, row.reviewedOn], String(row.id)).toEqual([null, null]);
  });
});
