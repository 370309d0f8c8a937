// The referral as a letter: what the program needs and nothing else. No score, no instrument, no reason beyond the neutral words.
import type { CalendarDate } from '../age.ts';
import { languageName } from '../language.ts';
import type { Referral } from './referral.ts';
import { consentHolds } from './transition.ts';

export interface LetterLine {
  readonly label: string;
  readonly text: string;
}

export interface Letter {
  readonly to: string;
  readonly re: string;
  readonly date: CalendarDate;
  readonly lines: readonly LetterLine[];
  readonly contact: string;
  readonly from: string;
  /** Present when the consent was withdrawn or has ended: this letter must not leave the clinic. */
  readonly doNotSend?: string;
  /** Present until a clinician has confirmed: a draft must not pass for an order. */
  readonly draft?: string;
}

const contactWords = (referral: Referral): string => {
  if (referral.warmHandOff) return `The family is in the clinic on ${referral.targetDate}.`;
  const { kind, noVoicemail, number, hours } = referral.safeContact;
  if (kind === 'no-contact') return 'Please do not contact the family. Answer to the clinic only.';
  const parts = [
    number ? `Call this number only: ${number}.` : '',
    noVoicemail ? 'Leave no voicemail.' : '',
    hours ? `Call: ${hours}.` : '',
  ];
  const careful = parts.filter((part) => part !== '').join(' ');
  return careful === '' ? 'Call the family in the usual way; the clinic has their number.' : careful;
};

const doNotSendWords = (referral: Referral, today: CalendarDate): string | undefined => {
  const { withdrawnOn, until } = referral.consent;
  if (withdrawnOn) return `Do not send: consent withdrawn on ${withdrawnOn}`;
  return consentHolds(referral, today) ? undefined : `Do not send: consent ended on ${until}`;
};

/** `today` is the clinic's calendar date: a consent may have ended since the referral was written. */
export const letterFor = (
  referral: Referral,
  child: { readonly name: string; readonly birthDate: string },
  kindName: string,
  clinicName: string,
  today: CalendarDate,
): Letter => {
  const doNotSend = doNotSendWords(referral, today);
  const language = referral.familyLanguage
    ? languageName(referral.familyLanguage)
    : 'not recorded: please ask';
  const interpreter = {
    yes: 'interpreter needed',
    no: 'no interpreter needed',
    unknown: 'interpreter: please ask',
  }[referral.interpreterNeeded];
  const date = (referral.requestedAt ?? referral.createdAt).slice(0, 10) as CalendarDate;
  return {
    to: `${referral.consultant.name}, ${referral.consultant.organizationName}`,
    re: `${child.name}, born ${child.birthDate}`,
    date,
    lines: [
      { label: 'Asked for', text: kindName },
      { label: 'Reason', text: referral.reason },
      { label: 'Family’s language', text: `${language}; ${interpreter}` },
      ...(referral.familyAnswers.program
        ? [{ label: 'Program the child is in', text: referral.familyAnswers.program }]
        : []),
      ...(referral.familyAnswers.schoolDistrict
        ? [{ label: 'School district', text: referral.familyAnswers.schoolDistrict }]
        : []),
      {
        label: referral.warmHandOff ? 'Please meet the family on' : 'Please begin by',
        text: referral.targetDate,
      },
      ...(referral.nextStep ? [{ label: 'Agreed with the family', text: referral.nextStep }] : []),
      ...(referral.note ? [{ label: 'Note', text: referral.note }] : []),
      {
        label: 'Consent to share',
        text: `${referral.consent.form} consent by ${referral.consent.givenBy} (${referral.consent.authority.replaceAll('-', ' ')}) on ${referral.consent.on}${referral.consent.until ? `, until ${referral.consent.until}` : ''}`,
      },
      { label: 'Referral number', text: referral.id },
    ],
    contact: contactWords(referral),
    from: `${referral.requester?.display ?? referral.preparedBy?.display ?? 'The clinic'}, ${clinicName}`,
    ...(doNotSend ? { doNotSend } : {}),
    ...(referral.stage === 'prepared'
      ? { draft: 'Draft: no clinician has confirmed this referral yet.' }
      : {}),
  };
};
