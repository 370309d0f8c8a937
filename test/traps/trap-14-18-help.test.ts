// The safety traps of help: sent is not accepted, languages, diagnoses, old listings, alerts (CLINICAL, "Safety traps" 14 to 18).
import { describe, expect, it } from 'vitest';
import { type DeliveryState, freshDelivery } from '../../src/domain/referral/delivery.ts';
import { applyAnswer, nextStep } from '../../src/domain/referral/next-step.ts';
import { handOffWords, standingOf } from '../../src/domain/referral/standing.ts';
import { offeredReasons } from '../../src/domain/screening/reasons.ts';
import { serviceRequestFrom } from '../../src/fhir/referral-resources.ts';
import { chart, child, decide } from '../domain/charts.ts';
import { factTexts, family, listing, matchOf } from '../domain/consultant/fixtures.ts';
import { clinician, referral } from '../domain/referral/referrals.ts';
import { content, day, instrumentNamed, partial, read, reported } from '../domain/screening/forms.ts';
import { openText, pageOf } from '../web/views/page.ts';

const low = { total: 2, internalizing: 1, attention: 0, externalizing: 1 };

describe('trap 14: "sent" shown as "accepted"', () => {
  const states: readonly DeliveryState[] = [
    freshDelivery,
    { ...freshDelivery, written: { order: { id: '1' } } },
    {
      ...freshDelivery,
      written: { order: { id: '1' }, task: { id: '2' }, provenance: { id: '3' } },
      status: 'done',
    },
    { ...freshDelivery, uncertain: 'order' },
    { ...freshDelivery, status: 'parked', parked: { reason: 'unconfirmed' } },
  ];

  it('trap 14: no standing of a delivery says that a program has it, let alone took it', () => {
    for (const state of states) {
      const { words, explanation } = standingOf(referral(), state);
      expect(`${words} ${explanation}`).not.toMatch(/accepted|\bsent to\b|received by|the program has/i);
    }
    expect(standingOf(referral(), states[2]).explanation).toMatch(/tells the program nothing yet/);
    expect(handOffWords(referral())).toBe('Not yet handed to the program');
  });

  it('trap 14: after an answer that never came it is looked up, not written a second time', () => {
    const uncertain = applyAnswer(freshDelivery, { do: 'post', write: 'order' }, { kind: 'unknown-fate' }, 0);
    expect(nextStep(uncertain)).toEqual({ do: 'search', write: 'order' });
    const found = applyAnswer(
      uncertain,
      { do: 'search', write: 'order' },
      { kind: 'found', ids: ['order-7'] },
      1,
    );
    expect(found.written.order?.id).toBe('order-7');
    expect(nextStep(found)).toEqual({ do: 'post', write: 'task' });
  });
});

describe('trap 15: a translation nobody checked', () => {
  it.each([
    ['so', false],
    ['ps', false],
    ['en', true],
  ])('trap 15: a low PSC-17 filled in in %s: negative is %s', (language, negative) => {
    const result = read(reported('psc-17', '2026-11-20', low, { language }), '2018-11-23');
    expect(result.negative).toBe(negative);
    if (!negative) expect(result.because.join(' ')).toMatch(/no checked form in that language is known here/);
  });

  it('trap 15: words of ours in another language are marked until a person has read them', () => {
    const spanish = child({ languages: [{ tag: 'es', original: 'es', preferred: true }] });
    const page = pageOf(
      chart({ child: spanish, forms: [reported('psc-17', '2026-11-20', { ...low, total: 20 })] }),
    );
    expect(page.querySelectorAll('[lang="es"]').length).toBeGreaterThan(0);
    expect(page.textContent).toMatch(/Translation not yet reviewed by a person/);
  });
});

describe('trap 16: a diagnosis code suggested by a screen', () => {
  it('trap 16: no reason offered names a diagnosis or belongs on the caregiver’s chart, signed or not', () => {
    const signed = content.reasons.map((one) => ({
      ...one,
      reviewedBy: 'A Clinician, MD',
      reviewedOn: day('2026-11-01'),
    }));
    expect(signed.some(({ use }) => use === 'diagnosed-only')).toBe(true);
    for (const { code, use } of offeredReasons(signed)) {
      expect(use).toBe('neutral');
      expect(code).not.toMatch(/^(F|Z13\.32)/);
    }
    expect(signed.find(({ code }) => code === 'Z13.32')?.use).toBe('caregiver-chart-only');
    // Web lists err: Z13.42 is global developmental delay, Z13.41 autism.
    const label = (code: string) =>
      content.reasons.find((one) => one.code === code)?.label.toLowerCase() ?? '';
    expect(label('Z13.41')).toContain('autism');
    expect(label('Z13.42')).not.toContain('autism');
  });

  it('trap 16: whatever was found, the order carries no code of a condition by itself', () => {
    const kind = content.referralKinds.find(({ id }) => id === 'developmental-evaluation');
    if (!kind) throw new Error('no such kind');
    const order = serviceRequestFrom(referral({ reason: kind.reason }), clinician, { kind });
    expect(order.reasonCode?.flatMap(({ coding }) => coding ?? [])).toEqual([]);
    expect(order.reasonReference).toBeUndefined();
  });

  it('trap 16: no step, tier or prompt for a positive screen names a diagnosis', () => {
    const page = decide(
      chart({
        child: child({ birthDate: partial('2024-11-01') }),
        forms: [reported('m-chat-r', '2026-11-20', { total: 15 })],
      }),
    );
    const said = [
      ...page.nextSteps.map(({ kind, words }) => `${kind.reason} ${words}`),
      ...page.prompts.prompts.map(({ english }) => english),
    ].join(' ');
    expect(page.leading?.tier).toBe('positive');
    expect(said).not.toMatch(/\bF\d\d|has autism|is autistic|diagnosed with|disorder/i);
  });
});

describe('trap 17: an old listing, another language', () => {
  it.each([
    ['2026-05-28', false],
    ['2026-05-26', true],
  ])('trap 17: a listing confirmed on %s: said to be old is %s, and it is never hidden', (on, stale) => {
    const record = listing({
      provenance: { source: 'a test', assuredOn: day(on), licence: 'none', kind: 'fictional' },
    });
    const [match] = matchOf(family(), record).matches;
    expect(match?.stale).toBe(stale);
    expect(factTexts(family(), record).join(' ').includes('not confirmed since')).toBe(stale);
  });

  it('trap 17: who does not list the family’s language stands below who speaks it, and says so', () => {
    const speaks = listing({
      id: 'speaks',
      languages: [{ tag: 'es', level: 'delivered', verifiedOn: null }],
    });
    const doesNot = listing({ id: 'does-not' });
    // Equals stand by lot, and the lot turns with the seed: language must decide whatever it says.
    for (const seed of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) {
      const { matches } = matchOf(family({ languages: ['es'], seed }), doesNot, speaks);
      expect(matches.map(({ consultant }) => consultant.id)).toEqual(['speaks', 'does-not']);
      const facts = matches[1]?.facts.map(({ mark, text }) => `${mark}: ${text}`).join(' ') ?? '';
      expect(facts).toMatch(/no: .*(?:Spanish|English)/);
    }
  });
});

describe('trap 18: alert fatigue', () => {
  const page = (form: ReturnType<typeof reported>, birth: string) =>
    chart({ child: child({ birthDate: partial(birth) }), forms: [form] });
  const interrupts = (of: ReturnType<typeof page>): boolean =>
    pageOf(of).querySelector('section.strip') !== null;

  it.each([
    ['a positive screen', reported('psc-17', '2026-11-20', { ...low, total: 30 }), '2018-11-23'],
    ['an M-CHAT-R of 15', reported('m-chat-r', '2026-11-20', { total: 15 }), '2024-11-23'],
    ['a self-harm question nobody saw', reported('phq-9', '2026-11-20', { total: 22 }), '2012-01-10'],
    ['a score without a cut-off', reported('asq-se-2', '2026-11-20', { total: 200 }), '2024-11-23'],
    ['a form that cannot be used', reported('psc-17', '2026-11-20', { total: 99 }), '2018-11-23'],
  ])('trap 18: %s interrupts nobody', (_, form, birth) => {
    expect(interrupts(page(form, birth))).toBe(false);
  });

  it('trap 18: a safety answer does, until it was looked at once', () => {
    const form = reported(
      'phq-9',
      '2026-11-20',
      { total: 3 },
      { respondent: 'the child', items: { 'item-9': 1 } },
    );
    const told = page(form, '2012-01-10');
    expect(interrupts(told)).toBe(true);
    const { key } = read(form, '2012-01-10', undefined, instrumentNamed('phq-9'));
    const acknowledged = [{ resultKey: key, plan: 'spoke with them', by: 'Dr. Ada', on: day('2026-11-21') }];
    expect(pageOf(told, { context: { acknowledged } }).querySelector('section.strip')).toBeNull();
    expect(openText(pageOf(told))).not.toMatch(/PHQ-9[^,]*answered/);
  });
});
