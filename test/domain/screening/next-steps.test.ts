import { describe, expect, it } from 'vitest';
import { addDays, addMonths, calendarDate } from '../../../src/domain/age.ts';
import { dateWords } from '../../../src/domain/date-words.ts';
import { type ReferralKind, type Tier, tiers } from '../../../src/domain/screening/content.ts';
import { thirdBirthdayNotice } from '../../../src/domain/screening/early-intervention.ts';
import { decideNextSteps, type StepsNeed } from '../../../src/domain/screening/next-steps.ts';
import { content, day, partial } from './forms.ts';

const birth = '2024-03-31';
const third = addMonths(calendarDate(birth), 36);

/** First wherever it is offered. */
const everyTier = tiers;

const kind = (change: Partial<ReferralKind> = {}): ReferralKind => ({
  id: change.need ?? 'playgroup',
  version: '1',
  source: 'made for a test',
  evidence: 'verified',
  reviewedBy: null,
  reviewedOn: null,
  need: 'playgroup',
  name: 'A kind of help',
  track: 'family',
  what: 'What it is.',
  ageMonths: null,
  outsideAge: 'Not at this age.',
  tiers: ['positive', 'follow-up', 'monitor', 'safety'],
  forCaregiver: false,
  firstIn: [],
  topics: [],
  firstFor: [],
  order: 50,
  snomed: null,
  category: { system: 'http://snomed.info/sct', code: '410606002', display: 'Social service procedure' },
  reason: 'A plain reason.',
  ...change,
});

const early = kind({ need: 'early-intervention', firstIn: everyTier, ageMonths: { from: 0, to: 36 } });
const district = kind({ need: 'preschool-special-education', ageMonths: { from: 36, to: 72 } });
const evaluation = kind({
  need: 'developmental-evaluation',
  firstIn: everyTier,
  firstFor: ['autism', 'developmental'],
});

const stepOf = (one: ReferralKind, born: string, today: string, need: StepsNeed = { tier: 'positive' }) => {
  const [step] = decideNextSteps([one], need, partial(born), day(today));
  if (!step) throw new Error('the kind is one of the tier');
  return step;
};
const before = (days: number, born = birth) => {
  const on = addDays(third, -days);
  return stepOf(early, born, on, { tier: 'positive', on });
};

describe('Early Intervention before the third birthday', () => {
  it.each([
    [91, 'offer', false],
    [90, 'offer', true],
    [45, 'offer', true],
    [44, 'closing', false],
    [1, 'closing', false],
    [0, 'not-now', false],
    [-1, 'not-now', false],
  ])('%i days before is %s', (days, state, tellsDistrict) => {
    const step = before(days);
    expect(step.state).toBe(state);
    expect(/tell the school district too/.test(step.words)).toBe(tellsDistrict);
  });

  it('gives the last day the law allows for the referral, the plan meeting, and the days left', () => {
    expect(before(200).deadline).toContain(
      `Refer by ${dateWords(addDays(third, -193))}: the law gives 7 days`,
    );
    expect(before(200).words).not.toContain('Refer by');
    expect(before(200).by).toBe(addDays(third, -193));
    expect(before(200).words).toContain('within 45 days of the referral');
    expect(before(44).words).toContain(`44 days to the third birthday (${dateWords(third)})`);
    expect(before(1).words).toContain('1 day to the third birthday');
    expect(before(0).words).toContain(`The third birthday was ${dateWords(third)}`);
  });

  it('is counted to the last day of February for a child born on a leap day', () => {
    expect(stepOf(early, '2024-02-29', '2027-02-27').state).toBe('closing');
    expect(stepOf(early, '2024-02-29', '2027-02-28').state).toBe('not-now');
  });

  it('goes by the birth date alone: nothing of a corrected age reaches it', () => {
    expect(decideNextSteps.length).toBe(5); // kinds, need, birth date, today, the clinic's state
    expect(before(44).state).toBe('closing');
  });

  it('with a birth date that is not whole names no birthday, and depends wherever the days do', () => {
    expect(before(400, '2024-03')).toMatchObject({ state: 'offer' });
    expect(before(400, '2024-03').words).not.toContain('Third birthday');
    expect(before(60, '2024-03').state).toBe('uncertain'); // 30 to 60 days are left
    expect(before(20, '2024').state).toBe('uncertain');
    const past = before(-400, '2024-03');
    expect(past.state).toBe('not-now');
    expect(past.words).not.toMatch(/\d{4}/);
  });
});

describe('the school district', () => {
  it.each([
    [91, 'not-now', ''],
    [90, 'offer', 'beside Early Intervention'],
    [45, 'offer', 'beside Early Intervention'],
    [44, 'offer', 'instead of Early Intervention'],
    [1, 'offer', 'instead of Early Intervention'],
    [0, 'offer', ''],
  ])('%i days before the third birthday is %s', (days, state, words) => {
    const step = stepOf(district, birth, addDays(third, -days));
    expect(step.state).toBe(state);
    expect(step.words).toContain(words);
  });
});

describe('the law’s seven days', () => {
  const clock = (need: StepsNeed, today: string) => stepOf(early, '2025-06-01', today, need);
  const on = day('2026-11-15');

  it('count from the result, not from the day the page is opened', () => {
    expect(clock({ tier: 'positive', on }, '2026-11-15').deadline).toContain('Refer by Nov 22, 2026');
    expect(clock({ tier: 'positive', on }, '2026-11-22').deadline).toContain('Refer by Nov 22, 2026');
    expect(clock({ tier: 'positive', on }, '2026-11-23').deadline).toMatch(
      /^Refer now: the 7 days .* are over/,
    );
  });

  it.each([
    ['a caregiver’s own form', { tier: 'positive', on, aboutWhom: 'caregiver' }],
    ['a first part that waits for its Follow-Up', { tier: 'follow-up', on, aboutWhom: 'child' }],
    ['no day at all', { tier: 'positive' }],
  ] as const)('are not started by %s', (_what, need) => {
    expect(clock(need, '2026-11-16').deadline).toBeUndefined();
    expect(clock(need, '2026-11-16').by).toBeUndefined();
  });
});

describe('the five working days of Illinois’s guide', () => {
  const inState = (on: string, state: string | undefined) =>
    decideNextSteps([early], { tier: 'positive', on: day(on) }, partial('2025-06-01'), day(on), state)[0]
      ?.deadline;
  it.each([
    ['2026-11-16', 'Nov 23, 2026'], // a Monday
    ['2026-11-20', 'Nov 27, 2026'], // a Friday
    ['2026-11-21', 'Nov 27, 2026'], // a Saturday: the first working day is the Monday after
  ])('from %s end on %s, on an Illinois page alone', (on, by) => {
    expect(inState(on, 'IL')).toContain(`Illinois’s guide says 5 working days: by ${by}.`);
    expect(inState(on, 'MA')).not.toMatch(/working days/);
    expect(inState(on, undefined)).not.toMatch(/working days/);
  });
});

describe('the notice before the third birthday, with no result at all', () => {
  it.each([
    [91, undefined],
    [90, 'closes to a new referral after Feb 14, 2027; from Feb 15, 2027 the school district evaluates'],
    [45, 'closes to a new referral after Feb 14, 2027; from Feb 15, 2027 the school district evaluates'],
    [44, 'takes no new referral now; the school district evaluates'],
    [1, 'takes no new referral now'],
    [0, undefined],
  ])('%i days before says %s', (days, words) => {
    const notice = thirdBirthdayNotice(partial(birth), addDays(third, -days));
    if (words === undefined) expect(notice).toBeUndefined();
    else expect(notice).toContain(words);
  });

  it('names no day where the birth date is not whole', () => {
    const notice = thirdBirthdayNotice(partial('2024-03'), addDays(third, -60));
    expect(notice).toMatch(/may be less than 90 days away/);
    expect(notice).not.toMatch(/202\d/);
  });
});

describe('an M-CHAT-R of 3 to 7', () => {
  it('is not dismissed and not referred without its Follow-Up: what comes after says so', () => {
    for (const one of [early, evaluation]) {
      const step = stepOf(one, '2025-04-01', '2026-11-16', { tier: 'follow-up', topics: ['autism'] });
      expect(step.words).toMatch(/^If it stays positive, at once: /);
      expect(step.place).toBe('first');
    }
    expect(stepOf(kind(), '2025-04-01', '2026-11-16', { tier: 'follow-up' }).words).toBe('What it is.');
    expect(stepOf(early, '2025-04-01', '2026-11-16', { tier: 'positive' }).words).not.toMatch(/Follow-Up/);
  });
});

describe('a kind and its ages', () => {
  it.each([
    ['2026-09-29', 'not-now'], // 29 months, last day
    ['2026-09-30', 'offer'], // 30 months: born on the last day of March, the last day of September
    ['2028-03-30', 'offer'], // 47 months, last day
    ['2028-03-31', 'not-now'], // the upper month is outside
  ])('from 30 up to 48 months is on %s %s', (today, state) => {
    const step = stepOf(kind({ ageMonths: { from: 30, to: 48 } }), birth, today);
    expect(step.state).toBe(state);
    expect(step.words).toBe(state === 'offer' ? 'What it is.' : 'Not at this age.');
  });

  it('is asked for every day a birth date may be, not for its two ends alone', () => {
    const brief = kind({ ageMonths: { from: 6, to: 9 } });
    expect(stepOf(brief, '2025', '2026-04-15').state).toBe('uncertain'); // 3 to 15 months
    expect(stepOf(brief, '2025', '2027-04-15').state).toBe('not-now');
  });
});

describe('what comes first', () => {
  const ids = (kinds: readonly ReferralKind[], need: StepsNeed, today = '2026-11-22') =>
    decideNextSteps(kinds, need, partial('2026-01-01'), day(today)).map(
      (step) => `${step.kind.id} ${step.place}`,
    );

  it('is what the content puts first, and after what may be offered what may not', () => {
    const closed = kind({ id: 'closed', ageMonths: { from: 60, to: 72 }, firstIn: everyTier });
    const first = kind({ id: 'first', firstIn: everyTier });
    expect(ids([closed, kind(), first], { tier: 'positive' })).toEqual([
      'first first',
      'playgroup more',
      'closed first',
    ]);
  });

  it('is the crisis, and a clock that runs out, whatever the content says', () => {
    const crisis = kind({ need: 'crisis', firstIn: [] });
    expect(ids([kind({ id: 'first', firstIn: everyTier }), crisis], { tier: 'safety' })[0]).toBe(
      'crisis first',
    );
    const closing = decideNextSteps(
      [{ ...early, firstIn: [] }],
      { tier: 'positive' },
      partial('2024-01-01'),
      day('2026-12-01'),
    );
    expect(closing[0]).toMatchObject({ state: 'closing', place: 'first' });
  });

  it('is the caregiver’s own care when the caregiver is the one who needs it, with the child’s evaluations a tap away', () => {
    const caregiver = kind({ need: 'caregiver-mental-health', forCaregiver: true, firstIn: [] });
    const child = kind({ id: 'child', firstIn: everyTier });
    expect(ids([child, early, caregiver], { tier: 'positive', aboutWhom: 'caregiver' })).toEqual([
      'caregiver-mental-health first',
      'child first',
      'early-intervention more',
    ]);
    const forChild = ids([{ ...caregiver, firstIn: everyTier }, child, early], {
      tier: 'positive',
      aboutWhom: 'child',
    });
    expect(forChild.at(-1)).toBe('caregiver-mental-health first');
  });

  it('is a developmental evaluation only where development or autism was looked for', () => {
    const place = (topics: StepsNeed['topics']) =>
      stepOf(evaluation, '2025-04-01', '2026-11-16', { tier: 'positive', ...(topics ? { topics } : {}) })
        .place;
    expect(place(['autism'])).toBe('first');
    expect(place(['behavioural', 'developmental'])).toBe('first');
    expect(place(['behavioural'])).toBe('more');
    expect(place(undefined)).toBe('more');
  });
});

describe('a kind and what the results looked for', () => {
  const ids = (kinds: readonly ReferralKind[], need: StepsNeed) =>
    decideNextSteps(kinds, need, partial('2012-01-01'), day('2026-11-22')).map(({ kind: { id } }) => id);
  const speech = kind({ id: 'speech', topics: ['developmental'] });
  const mind = kind({ id: 'mind', topics: ['developmental', 'youth-depression'], order: 90 });

  it('is left out where it answers none of it, and kept where that is not known or somebody is concerned', () => {
    expect(ids([speech, mind], { tier: 'positive', topics: ['youth-depression'] })).toEqual(['mind']);
    expect(ids([speech, mind], { tier: 'positive' })).toEqual(['speech', 'mind']);
    expect(ids([speech, mind], { tier: 'positive', topics: [] })).toEqual(['speech', 'mind']);
    expect(
      ids([speech, mind], { tier: 'positive', topics: ['youth-depression'], isConcerned: true }),
    ).toEqual(['mind', 'speech']);
  });

  it('of a caregiver’s own form that no rule asks for is met like one a rule asks for', () => {
    const forParents = kind({ id: 'parents', topics: ['caregiver-depression'] });
    expect(ids([speech, forParents], { tier: 'positive', aboutWhom: 'caregiver' })).toEqual(['parents']);
  });
});

describe('who is the client', () => {
  it.each([
    ['crisis', 'caregiver', 'For the caregiver; nothing on the child’s chart.'],
    ['case-management', 'caregiver', 'For the caregiver; nothing on the child’s chart.'],
    [
      'crisis',
      undefined,
      'For the person who answered; where that is a caregiver, nothing on the child’s chart.',
    ],
    ['crisis', 'child', 'For the child or young person.'],
    ['case-management', 'child', 'For the child and family.'],
  ] as const)(
    'of %s after a safety answer of the %s is that very person (trap 12)',
    (need, aboutWhom, words) => {
      const one = { tier: 'safety', ...(aboutWhom ? { aboutWhom } : {}) } as const;
      expect(stepOf(kind({ need }), birth, '2026-11-22', one).client).toBe(words);
    },
  );

  it.each([
    ['family', false, /For the child and family/],
    ['program', false, /staff of the child’s program; it is not care/],
    ['practice', false, /own staff; nothing about the child/],
    ['family', true, /on their own record, never the child’s/],
  ] as const)('of the track %s (for the caregiver: %s) is said', (track, forCaregiver, words) => {
    expect(stepOf(kind({ track, forCaregiver }), birth, '2026-11-22').client).toMatch(words);
  });
});

describe('the kinds Hearth ships', () => {
  it('are none when no tier was reached, and only those of the tier else', () => {
    expect(decideNextSteps(content.referralKinds, undefined, partial(birth), third)).toEqual([]);
    for (const tier of ['monitor', 'positive', 'safety'] satisfies readonly Tier[])
      for (const step of decideNextSteps(content.referralKinds, { tier }, partial(birth), third)) {
        expect(step.kind.tiers).toContain(tier);
        expect(step.words).not.toBe('');
      }
  });

  it.each([
    [107, true],
    [108, false],
  ])('at %i months a clinician of birth to eight is offered: %s', (months, offered) => {
    const today = addMonths(calendarDate(birth), months);
    const step = decideNextSteps(content.referralKinds, { tier: 'positive' }, partial(birth), today).find(
      ({ kind: { need } }) => need === 'ecmh-clinician',
    );
    expect(step?.state === 'offer').toBe(offered);
  });

  const openOf = (birthDate: string, need: StepsNeed) =>
    decideNextSteps(content.referralKinds, need, partial(birthDate), day('2026-11-23')).filter(
      ({ state }) => state === 'offer',
    );

  it('answer a young person’s mood with counseling, a psychologist and a psychiatrist first, and with no therapist of speech', () => {
    const steps = openOf('2012-05-01', { tier: 'positive', topics: ['youth-depression', 'suicide-risk'] });
    expect(steps.slice(0, 3).map(({ kind: { need }, place }) => [need, place])).toEqual([
      ['counselling', 'first'],
      ['child-psychology', 'first'],
      ['child-psychiatry', 'first'],
    ]);
    const all = steps.map(({ kind: { need } }) => need);
    for (const need of ['speech-therapy', 'occupational-therapy', 'audiology', 'parenting-education'])
      expect(all).not.toContain(need);
  });

  it('answer a caregiver’s low mood with the caregiver’s own care first and no consultation for a program', () => {
    const steps = openOf('2026-07-20', {
      tier: 'positive',
      aboutWhom: 'caregiver',
      topics: ['caregiver-depression'],
    });
    expect(steps[0]?.kind.need).toBe('caregiver-mental-health');
    expect(steps.filter(({ kind: { track } }) => track === 'program')).toEqual([]);
  });

  it('put a psychologist and a psychiatrist one tap away for a young child', () => {
    const steps = openOf('2023-05-01', { tier: 'positive', topics: ['behavioural'] });
    for (const need of ['child-psychology', 'child-psychiatry'])
      expect(steps.find(({ kind }) => kind.need === need)?.place).toBe('more');
  });

  it('name no diagnosis in the reason they give', () => {
    const named = /\b(autis(?:m|tic)|adhd|ptsd|depressi(?:on|ve)|disorder|diagnos(?:ed|is) of|[FZR]\d{2})\b/i;
    for (const { reason } of content.referralKinds) expect(reason).not.toMatch(named);
  });
});
