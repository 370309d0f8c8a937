// The safety traps of people: whose result, what is told in confidence, whom to call (CLINICAL, "Safety traps" 8 to 13).
import { describe, expect, it } from 'vitest';
import type { FhirResource } from 'fhir/r4.js';
import { letterFor } from '../../src/domain/referral/letter.ts';
import { fhirBase } from '../../src/ehr/origin-guard.ts';
import { isAboutPatient } from '../../src/ehr/subject.ts';
import { serviceRequestFrom, taskFrom } from '../../src/fhir/referral-resources.ts';
import { chart, child, decide, mother } from '../domain/charts.ts';
import { family, listing, matchOf } from '../domain/consultant/fixtures.ts';
import { clinician, referral } from '../domain/referral/referrals.ts';
import { answers, content, day, partial, reported } from '../domain/screening/forms.ts';
import { observation, readForms } from '../fhir/resources.ts';
import { openText, pageOf, paperText } from '../web/views/page.ts';

const infant = child({ birthDate: partial('2026-09-20') });
const teen = child({ birthDate: partial('2012-01-10') });
const low = { total: 2, internalizing: 1, attention: 0, externalizing: 1 };

describe('trap 08: a result that is old, or another child’s, or the mother’s', () => {
  it('trap 08: a negative of more than a year ago leads nothing and meets no yearly rule', () => {
    const page = decide(chart({ forms: [reported('psc-17', '2025-11-22', low)] }));
    expect(page.leading).toBeUndefined();
    expect(page.results[0]).toMatchObject({ isOld: true, ageInDays: 366 });
    expect(page.due.find(({ rule }) => rule.topic === 'behavioural')?.state).not.toBe('done');
  });

  it.each([
    ['the sibling', 'Patient/child-2', false],
    ['a child of the same number on another server', 'https://other.example.org/fhir/Patient/child-1', false],
    ['nobody', undefined, false],
    ['this child', 'Patient/child-1', true],
    ['this child in full', 'https://ehr.example.org/fhir/Patient/child-1', true],
  ])('trap 08: a result whose subject is %s (%s) is taken for this child’s: %s', (_, reference, ours) => {
    const { subject: _subject, ...plain } = observation('psc-total', { valueInteger: 3 });
    const resource = reference === undefined ? plain : { ...plain, subject: { reference } };
    const base = fhirBase('https://ehr.example.org/fhir');
    expect(isAboutPatient(base, resource as FhirResource, 'child-1')).toBe(ours);
  });

  it('trap 08: a result in the child’s chart that is about somebody else is not read as the child’s', () => {
    const about = (reference: string) =>
      readForms([observation('psc-total', { valueInteger: 3, focus: [{ reference }] })]);
    expect(about('Patient/child-2').forms).toEqual([]);
    expect(about('Patient/child-1').forms).toHaveLength(1);
  });

  it('trap 08: a mother’s PHQ-9 in the child’s chart is about the mother and meets no rule of the child’s', () => {
    const form = reported('phq-9', '2026-11-20', { total: 2 }, { respondent: 'mother', items: answers(9) });
    const page = decide(chart({ child: teen, forms: [form] }));
    expect(page.results[0]?.result.aboutWhom).toBe('caregiver');
    expect(page.due.find(({ rule }) => rule.topic === 'youth-depression')?.state).not.toBe('done');
  });

  it('trap 08: a result dated before the child was born is set aside with the reason', () => {
    const page = decide(chart({ forms: [reported('psc-17', '2022-05-22', low)] }));
    expect(page.results).toEqual([]);
    expect(page.unusable.map(({ reason }) => reason)).toEqual(['it is dated before the child’s birth']);
  });
});

describe('trap 09: an M-CHAT-R of 3 to 7', () => {
  const page = (...forms: Parameters<typeof reported>[]) =>
    decide(
      chart({
        child: child({ birthDate: partial('2024-11-01') }),
        forms: forms.map((one) => reported(...one)),
      }),
    );

  it.each([3, 7])(
    'trap 09: %i is neither negative nor a plain referral: the Follow-Up is named first',
    (total) => {
      const { leading, tier, due } = page(['m-chat-r', '2026-11-20', { total }]);
      expect(leading?.tier).toBe('follow-up');
      expect(tier?.first).toMatch(/Follow-Up/);
      expect(due.find(({ rule }) => rule.topic === 'autism')?.state).toBe('unfinished');
    },
  );

  it('trap 09: it is settled by its own Follow-Up and by nothing else', () => {
    const screen: Parameters<typeof reported> = ['m-chat-r', '2026-11-20', { total: 5 }];
    expect(page(screen, ['m-chat-r', '2026-11-21', { 'follow-up': 1 }]).leading?.tier).toBe('negative');
    expect(page(screen, ['m-chat-r', '2026-11-21', { 'follow-up': 2 }]).leading?.tier).toBe('positive');
    expect(page(screen, ['m-chat-r', '2026-11-19', { 'follow-up': 1 }]).leading?.tier).toBe('follow-up');
  });
});

describe('trap 10: the wrong line in a crisis', () => {
  const crisis = reported(
    'epds',
    '2026-11-20',
    { total: 14 },
    { respondent: 'mother', items: { 'item-10': 2 } },
  );
  const lines = (state: string | undefined, forms = [crisis], who = infant) =>
    decide(chart({ child: who, forms }), { state }).crisisLines;

  it('trap 10: the maternity hotline is no crisis line, and says so itself', () => {
    const maternal = lines('IL').find(({ id }) => id === 'maternal-hotline');
    expect(maternal).toMatchObject({ crisis: false });
    expect(maternal?.isNot).toMatch(/not a crisis line/i);
    const strip = pageOf(chart({ child: infant, forms: [crisis] })).querySelector('section.strip');
    const text = strip?.textContent ?? '';
    const [lines1, rest] = [text.split('Support lines')[0] ?? '', text.split('Support lines')[1] ?? ''];
    expect(lines1).not.toContain('Maternal');
    expect(rest).toContain('Maternal');
  });

  it.each([
    ['IL', ['il-cares'], ['ma-help-line', 'ma-mobile-crisis']],
    ['MA', ['ma-help-line', 'ma-mobile-crisis'], ['il-cares']],
    [undefined, [], ['il-cares', 'ma-help-line', 'ma-mobile-crisis']],
  ])(
    'trap 10: in %s only its own lines stand beside those of the whole country',
    (state, here, elsewhere) => {
      const ids = lines(state).map(({ id }) => id);
      expect(ids).toEqual(expect.arrayContaining(['988-lifeline', 'emergency-911', ...here]));
      for (const id of elsewhere) expect(ids).not.toContain(id);
    },
  );

  it('trap 10: a young person is handed no maternity line at all', () => {
    const own = reported(
      'phq-9',
      '2026-11-20',
      { total: 4 },
      { respondent: 'the child', items: { 'item-9': 1 } },
    );
    expect(lines('IL', [own], teen).map(({ id }) => id)).not.toContain('maternal-hotline');
  });
});

describe('trap 11: a consultant offered as therapy', () => {
  it('trap 11: consultation is never a step for the family, and says what it is not', () => {
    const steps = decide(
      chart({ forms: [reported('psc-17', '2026-11-20', { ...low, total: 20 })] }),
    ).nextSteps;
    const consultation = steps.filter(({ kind }) => kind.need === 'ecmh-consultation');
    expect(consultation.length).toBeGreaterThan(0);
    for (const { kind, client } of consultation) {
      expect(kind.track).not.toBe('family');
      expect(client).toMatch(/not care for the child or the family|nothing about the child or family/);
    }
  });

  it('trap 11: who consults programs is not listed for a family that looks for care', () => {
    const consults = listing({ track: 'program', needs: ['ecmh-consultation', 'ecmh-clinician'] });
    const { matches, notShown } = matchOf(family(), consults);
    expect(matches).toEqual([]);
    expect(notShown[0]?.failed).toContain('track');
  });
});

describe('trap 12: what a caregiver told in confidence', () => {
  const told = chart({
    child: infant,
    caregivers: [mother({ languages: [] })],
    forms: [
      reported('epds', '2026-11-20', { total: 14 }, { respondent: 'mother', items: { 'item-10': 0 } }),
      reported('seek-pq-r', '2026-11-20', { 'yes-answers': 2 }, { items: { 'partner-hurt': 0 } }),
      reported('pearls', '2026-11-20', { 'part-1': 4 }, { respondent: 'mother' }),
    ],
  });
  // That a caregiver is to be asked is no secret; what was asked and answered is.
  const secret = /EPDS|SEEK|PEARLS|violen|adversit|above (?:the|its) cut-off|Total 14|: 14/i;

  it('trap 12: it is neither in the open on the screen nor on paper', () => {
    const page = pageOf(told);
    const tools = /Tools that fit this age: [^.]*/g;
    expect(openText(page).replaceAll(tools, '')).not.toMatch(secret);
    expect(paperText(page).replaceAll(tools, '')).not.toMatch(secret);
    expect(page.textContent).toMatch(/EPDS/);
  });

  it('trap 12: letter, order and task carry the plain reason alone, whoever may be safely called, and no score', () => {
    const kind = content.referralKinds.find(({ id }) => id === 'ecmh-clinician');
    if (!kind) throw new Error('no such kind');
    const sent = referral({
      reason: kind.reason,
      safeContact: { kind: 'no-contact', noVoicemail: true },
    });
    const letter = letterFor(
      sent,
      { name: 'Nino Prueba', birthDate: '2026-09-20' },
      kind.name,
      { name: 'Clinic' },
      day('2026-11-23'),
    );
    expect(letter.contact).toMatch(/do not contact the family/i);
    const order = serviceRequestFrom(sent, clinician, { kind });
    expect(JSON.stringify(order)).toContain('contacting-subject-prohibited');
    expect(order.supportingInfo).toBeUndefined();
    for (const written of [letter, order, taskFrom(sent, clinician, 'order-1')])
      expect(JSON.stringify(written)).not.toMatch(/EPDS|PHQ|SEEK|PEARLS|depress|violen|score/i);
    for (const { reason } of content.referralKinds)
      expect(reason).not.toMatch(/depress|violen|abuse|EPDS|PHQ|\d/i);
  });

  it('trap 12: the card says for whose sake it is closed, and the reason line names no form', () => {
    const { results, leading } = decide(told);
    expect(results.map(({ result }) => result.confidence)).toEqual([
      'caregiver',
      'family-risk',
      'family-risk',
    ]);
    expect(leading?.because).toMatch(/^a form answered in confidence on/);
  });
});

describe('trap 13: a young person’s answers before a parent', () => {
  const told = chart({
    child: teen,
    forms: [
      reported('phq-9', '2026-11-20', { total: 17 }, { respondent: 'the child', items: { 'item-9': 0 } }),
      reported('y-psc', '2026-11-20', { total: 33 }, { respondent: 'the child' }),
    ],
    unusable: [
      {
        id: 'Observation/u',
        instrumentId: 'phq-a',
        label: 'PHQ-A',
        reason: 'it is preliminary',
        kind: 'unusable',
      },
    ],
  });

  it('trap 13: they are closed on the screen and absent on paper', () => {
    const page = pageOf(told);
    const tools = /Tools that fit this age: [^.]*/g;
    for (const text of [openText(page), paperText(page)])
      expect(text.replaceAll(tools, '')).not.toMatch(/PHQ|Y-PSC|Total 17|: 17|: 33/);
    expect(decide(told).results.map(({ result }) => result.confidence)).toEqual([
      'young-person',
      'young-person',
    ]);
  });

  it('trap 13: even one that could not be used is kept with them', () => {
    const page = decide(told);
    expect(page.unusable).toEqual([]);
    expect(page.unusableConfidential.map(({ id }) => id)).toEqual(['Observation/u']);
  });
});
