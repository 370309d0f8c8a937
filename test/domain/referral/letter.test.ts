import { describe, expect, it } from 'vitest';
import { calendarDate } from '../../../src/domain/age.ts';
import type { Referral } from '../../../src/domain/referral/referral.ts';
import { letterFor } from '../../../src/domain/referral/letter.ts';
import { prepared, referral } from './referrals.ts';

const write = (given: Referral) =>
  letterFor(
    given,
    { name: 'Nino Prueba', birthDate: '2022-05-23' },
    'Counselling for the child and family',
    'Sample Pediatrics',
    calendarDate('2026-11-23'),
  );
const line = (given: Referral, label: string) => write(given).lines.find((one) => one.label === label)?.text;

describe('a letter', () => {
  it('says to whom, about whom, what, why, by when, with whose consent, and the number', () => {
    const letter = write(referral());
    expect(letter).toMatchObject({
      to: 'Fictional clinicians, Fictional agency',
      re: 'Nino Prueba, born 2022-05-23',
      date: '2026-11-21',
      from: 'Ada Prueba, Sample Pediatrics',
    });
    expect(letter.lines.map(({ label }) => label)).toEqual([
      'Asked for',
      'Reason',
      'Family’s language',
      'Please begin by',
      'Consent to share',
      'Referral number',
    ]);
    expect(line(referral(), 'Consent to share')).toBe('spoken consent by mother (parent) on 2026-11-20');
  });

  it('holds no score, no instrument and nothing that was attached to the order', () => {
    const given = referral({ attachments: ['Observation/psc-17-total', 'QuestionnaireResponse/epds'] });
    expect(JSON.stringify(write(given))).not.toMatch(/PSC|EPDS|Observation|QuestionnaireResponse|score/i);
  });

  it('passes for no order until a clinician has confirmed it', () => {
    expect(write(prepared())).toMatchObject({
      draft: expect.stringMatching(/no clinician has confirmed/) as string,
      from: 'Cora Muster, Sample Pediatrics',
      date: '2026-11-20',
    });
    expect(write(referral()).draft).toBeUndefined();
  });

  it.each([
    ['es', 'yes', 'Spanish; interpreter needed'],
    ['en', 'no', 'English; no interpreter needed'],
    [undefined, 'unknown', 'not recorded: please ask; interpreter: please ask'],
  ] as const)('with language %s and interpreter %s says %s', (familyLanguage, interpreterNeeded, words) => {
    const given = referral({ interpreterNeeded, ...(familyLanguage ? { familyLanguage } : {}) });
    expect(line(given, 'Family’s language')).toBe(words);
  });

  it('carries what the family answered and agreed only where they did', () => {
    const given = referral({
      familyAnswers: { program: 'A preschool', schoolDistrict: 'District 33' },
      nextStep: 'A call on Monday',
      note: 'Ring twice',
    });
    expect(line(given, 'Program the child is in')).toBe('A preschool');
    expect(line(given, 'School district')).toBe('District 33');
    expect(line(given, 'Agreed with the family')).toBe('A call on Monday');
    expect(line(given, 'Note')).toBe('Ring twice');
  });
});

describe('a letter whose consent no longer holds', () => {
  it('says first that it must not be sent, and since when', () => {
    const consent = referral().consent;
    const until = calendarDate('2026-11-22');
    expect(write(referral({ consent: { ...consent, until } })).doNotSend).toBe(
      'Do not send: consent ended on 2026-11-22',
    );
    const withdrawnOn = calendarDate('2026-11-21');
    expect(write(referral({ stage: 'withdrawn', consent: { ...consent, withdrawnOn } })).doNotSend).toBe(
      'Do not send: consent withdrawn on 2026-11-21',
    );
    expect(write(referral()).doNotSend).toBeUndefined();
    expect(line(referral({ consent: { ...consent, until } }), 'Consent to share')).toContain(
      'until 2026-11-22',
    );
  });
});

describe('how the family may be reached', () => {
  const contact = (safeContact: Referral['safeContact']) => write(referral({ safeContact })).contact;

  it('in the usual way when nothing else was said', () => {
    expect(contact({ kind: 'usual', noVoicemail: false })).toBe(
      'Call the family in the usual way; the clinic has their number.',
    );
  });

  it('only at the safe number, at the safe hours and without a voicemail', () => {
    expect(contact({ kind: 'careful', noVoicemail: true, number: '555-0100', hours: 'mornings' })).toBe(
      'Call this number only: 555-0100. Leave no voicemail. Call: mornings.',
    );
  });

  it('not at all, and no number is given away, when the family must not be contacted', () => {
    const words = contact({ kind: 'no-contact', noVoicemail: true, number: '555-0100', hours: 'mornings' });
    expect(words).toBe('Please do not contact the family. Answer to the clinic only.');
    expect(
      JSON.stringify(
        write(referral({ safeContact: { kind: 'no-contact', noVoicemail: false, number: '555-0100' } })),
      ),
    ).not.toContain('555-0100');
  });
});
