import { describe, expect, it } from 'vitest';
import { calendarDate } from '../../../src/domain/age.ts';
import type { Referral } from '../../../src/domain/referral/referral.ts';
import { letterFor, type LetterClinic } from '../../../src/domain/referral/letter.ts';
import { prepared, referral } from './referrals.ts';

const sample: LetterClinic = {
  name: 'Sample Pediatrics',
  phone: '630-555-0140',
  fax: '630-555-0141',
  address: '1 Sample Street',
};
const write = (given: Referral, clinic: LetterClinic = sample) =>
  letterFor(
    given,
    { name: 'Nino Prueba', birthDate: '2022-05-23' },
    'Counselling for the child and family',
    clinic,
    calendarDate('2026-11-23'),
  );
const line = (given: Referral, label: string) => write(given).lines.find((one) => one.label === label)?.text;

describe('a letter', () => {
  it('says to whom, about whom, what, why, by when, with whose consent, and the number', () => {
    const letter = write(referral());
    expect(letter).toMatchObject({
      to: 'Fictional clinicians, Fictional agency',
      re: 'Nino Prueba, born May 23, 2022',
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
      'Speak with',
    ]);
    expect(line(referral(), 'Consent to share')).toBe('spoken consent by mother (parent) on Nov 20, 2026');
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

describe('how a program answers', () => {
  it('is on the letter: phone, fax and address of the clinic', () => {
    const letter = write(referral());
    expect(letter.answer).toMatch(/phone 630-555-0140; fax 630-555-0141; mail 1 Sample Street\.$/);
    expect(letter.missing).toEqual([]);
  });

  it('is left to the hand where the site configured none, and the letter says what', () => {
    const letter = write(referral(), { name: 'Sample Pediatrics', fax: '630-555-0141' });
    expect(letter.missing).toEqual(['phone', 'address']);
    expect(letter.answer).toMatch(/first visit is: fax 630-555-0141\.$/);
    expect(letter.contact).toBe('Ask the clinic for the family’s number.');
    expect(write(referral(), { name: 'Sample Pediatrics' }).answer).toMatch(/first visit is\.$/);
  });

  it('names the referral by a number one can read aloud, the beginning of the full one', () => {
    const id = '3f2a91bc-1c2d-4e5f-8a9b-0c1d2e3f4a5b';
    expect(line(referral({ id }), 'Referral number')).toBe('3F2A-91BC');
    expect(JSON.stringify(write(referral({ id })))).not.toContain(id);
  });
});

describe('a letter whose consent no longer holds', () => {
  it('says first that it must not be sent, and since when', () => {
    const consent = referral().consent;
    const until = calendarDate('2026-11-22');
    expect(write(referral({ consent: { ...consent, until } })).doNotSend).toBe(
      'Do not send: consent ended on Nov 22, 2026',
    );
    const withdrawnOn = calendarDate('2026-11-21');
    expect(write(referral({ stage: 'withdrawn', consent: { ...consent, withdrawnOn } })).doNotSend).toBe(
      'Do not send: consent withdrawn on Nov 21, 2026',
    );
    expect(write(referral()).doNotSend).toBeUndefined();
    expect(line(referral({ consent: { ...consent, until } }), 'Consent to share')).toContain(
      'until Nov 22, 2026',
    );
  });
});

describe('how the family may be reached', () => {
  const contact = (safeContact: Referral['safeContact']) => write(referral({ safeContact })).contact;

  it('in the usual way when nothing else was said', () => {
    expect(contact({ kind: 'usual', noVoicemail: false })).toBe(
      'Ask the clinic for the family’s number: 630-555-0140.',
    );
  });

  it('only at the safe number, at the safe hours and without a voicemail', () => {
    expect(contact({ kind: 'careful', noVoicemail: true, number: '555-0100', hours: 'mornings' })).toBe(
      'Call this number only: 555-0100. Leave no voicemail. Call only at these times: mornings.',
    );
  });

  it('never at hours without saying where the number is', () => {
    expect(contact({ kind: 'careful', noVoicemail: true, hours: 'weekdays 9 to 12' })).toBe(
      'Ask the clinic for the family’s number: 630-555-0140. Leave no voicemail. Call only at these times: weekdays 9 to 12.',
    );
  });

  it('by asking for whoever agreed, except where nobody may call or the family is here', () => {
    const given = referral();
    expect(line(given, 'Speak with')).toBe('mother (parent), who agreed to this referral');
    const themself = { ...given.consent, givenBy: 'Young person', authority: 'young-person' as const };
    expect(line(referral({ consent: themself }), 'Speak with')).toBe(
      'Young person, who agreed to this referral',
    );
    const never = { kind: 'no-contact', noVoicemail: false } as const;
    expect(line(referral({ safeContact: never }), 'Speak with')).toBeUndefined();
    const here = { memberId: 'a', role: 'ecmh-clinician', name: 'Sample A' } as const;
    expect(line(referral({ warmHandOff: here }), 'Speak with')).toBeUndefined();
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
