// The referral as a letter: what the program needs and nothing else. No score, no instrument, no reason beyond the neutral words.
import type { CalendarDate } from '../age.ts';
import { dateWords } from '../date-words.ts';
import { languageName } from '../language.ts';
import { shortReference, type Referral } from './referral.ts';
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
  /** How the program answers. */
  readonly answer: string;
  /** What the site has not configured, to be written on the paper by hand. */
  readonly missing: readonly ('phone' | 'fax' | 'address')[];
  /** Present when the consent was withdrawn or has ended: this letter must not leave the clinic. */
  readonly doNotSend?: string;
  /** Present until a clinician has confirmed: a draft must not pass for an order. */
  readonly draft?: string;
}

/** The clinic as its own letters name it. */
export interface LetterClinic {
  readonly name: string;
  readonly phone?: string | undefined;
  readonly fax?: string | undefined;
  readonly address?: string | undefined;
}

const contactWords = (referral: Referral, clinic: LetterClinic): string => {
  if (referral.warmHandOff) return `The family is in the clinic on ${dateWords(referral.targetDate)}.`;
  const { kind, noVoicemail, number, hours } = referral.safeContact;
  if (kind === 'no-contact') return 'Please do not contact the family. Answer to the clinic only.';
  const ask = `Ask the clinic for the family’s number${clinic.phone ? `: ${clinic.phone}` : ''}.`;
  return [
    number ? `Call this number only: ${number}.` : ask,
    noVoicemail ? 'Leave no voicemail.' : '',
    hours ? `Call only at these times: ${hours}.` : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
};

/** Whom to ask for: who agreed, as the form names them. Nobody where the family must not be called, or is here. */
const speakWith = ({ consent, safeContact, warmHandOff }: Referral): string | undefined => {
  if (warmHandOff || safeContact.kind === 'no-contact') return undefined;
  const { givenBy, authority } = consent;
  const role = authority.replaceAll('-', ' ');
  return `${givenBy}${givenBy.toLowerCase() === role ? '' : ` (${role})`}, who agreed to this referral`;
};

const answerWords = ({ phone, fax, address }: LetterClinic): string => {
  const ways = [
    phone ? `phone ${phone}` : '',
    fax ? `fax ${fax}` : '',
    address ? `mail ${address}` : '',
  ].filter((way) => way !== '');
  const how = ways.length > 0 ? `: ${ways.join('; ')}` : '';
  return `Please tell the clinic whether you accept this referral and when the first visit is${how}.`;
};

const doNotSendWords = (referral: Referral, today: CalendarDate): string | undefined => {
  const { withdrawnOn, until } = referral.consent;
  if (withdrawnOn) return `Do not send: consent withdrawn on ${dateWords(withdrawnOn)}`;
  return consentHolds(referral, today)
    ? undefined
    : `Do not send: consent ended on ${until ? dateWords(until) : 'an unknown day'}`;
};

/** `today` is the clinic's calendar date: a consent may have ended since the referral was written. */
export const letterFor = (
  referral: Referral,
  child: { readonly name: string; readonly birthDate: string },
  kindName: string,
  clinic: LetterClinic,
  today: CalendarDate,
): Letter => {
  const caregiver = speakWith(referral);
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
    re: `${child.name}, born ${dateWords(child.birthDate)}`,
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
        text: dateWords(referral.targetDate),
      },
      ...(referral.nextStep ? [{ label: 'Agreed with the family', text: referral.nextStep }] : []),
      ...(referral.note ? [{ label: 'Note', text: referral.note }] : []),
      {
        label: 'Consent to share',
        text: `${referral.consent.form} consent by ${referral.consent.givenBy} (${referral.consent.authority.replaceAll('-', ' ')}) on ${dateWords(referral.consent.on)}${referral.consent.until ? `, until ${dateWords(referral.consent.until)}` : ''}`,
      },
      { label: 'Referral number', text: shortReference(referral.id) },
      ...(caregiver ? [{ label: 'Speak with', text: caregiver }] : []),
    ],
    contact: contactWords(referral, clinic),
    from: `${referral.requester?.display ?? referral.preparedBy?.display ?? 'The clinic'}, ${clinic.name}`,
    answer: answerWords(clinic),
    missing: (['phone', 'fax', 'address'] as const).filter((way) => clinic[way] === undefined),
    ...(doNotSend ? { doNotSend } : {}),
    ...(referral.stage === 'prepared'
      ? { draft: 'Draft: no clinician has confirmed this referral yet.' }
      : {}),
  };
};
