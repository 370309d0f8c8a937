// What a clinician confirms, pair by pair: the same on the review and on the referral's own page.
import { dateWords } from '../../domain/date-words.ts';
import { languageName } from '../../domain/language.ts';
import type { Consent, FamilyAnswers, Referral, SafeContact } from '../../domain/referral/referral.ts';

const pair = (term: string, text: string | undefined) =>
  text === undefined || text === '' ? null : (
    <>
      <dt>{term}</dt>
      <dd>{text}</dd>
    </>
  );

const contactWords = ({ kind, noVoicemail, number, hours }: SafeContact): string => {
  if (kind === 'no-contact') return 'Nobody may contact the family: the clinic will.';
  const parts = [noVoicemail ? 'no voicemail' : '', number ? `number ${number}` : '', hours ?? ''].filter(
    (part) => part !== '',
  );
  return parts.length > 0 ? parts.join('; ') : 'In the usual way';
};

const consentWords = ({ form, givenBy, authority, on, until, withdrawnOn }: Consent): string =>
  [
    `${form} consent by ${givenBy} (${authority.replaceAll('-', ' ')}), ${dateWords(on)}`,
    until ? `until ${dateWords(until)}` : '',
    withdrawnOn ? `withdrawn ${dateWords(withdrawnOn)}` : '',
  ]
    .filter((part) => part !== '')
    .join('; ');

const answerWords = ({ schoolDistrict, program, funder, parentRole }: FamilyAnswers): string =>
  [
    schoolDistrict ? `school or district: ${schoolDistrict}` : '',
    program ? `program the child is in: ${program.replaceAll('-', ' ')}` : '',
    funder ? `paid by: ${funder.replaceAll('-', ' ')}` : '',
    parentRole ? `parent: ${parentRole.replaceAll('-', ' ')}` : '',
  ]
    .filter((part) => part !== '')
    .join('; ');

export type Confirmed = Pick<
  Referral,
  | 'reason'
  | 'reasonCode'
  | 'warmHandOff'
  | 'targetDate'
  | 'nextStep'
  | 'note'
  | 'familyLanguage'
  | 'interpreterNeeded'
  | 'safeContact'
  | 'familyAnswers'
  | 'consent'
>;

/** Inside a `dl`. `attached` names what goes along in words, or by reference where the chart was not read. */
export const ReferralPairs = ({
  referral,
  attached,
}: {
  referral: Confirmed;
  attached: readonly string[];
}) => {
  const { reasonCode, warmHandOff } = referral;
  return (
    <>
      {pair('Reason', referral.reason)}
      {pair('Reason code', reasonCode && `${reasonCode.code}, ${reasonCode.label}`)}
      {pair(warmHandOff ? 'To meet on' : 'Please begin by', dateWords(referral.targetDate))}
      {pair('Agreed next step', referral.nextStep)}
      {pair('Note', referral.note)}
      {pair(
        'Family’s language',
        referral.familyLanguage ? languageName(referral.familyLanguage) : 'Not known',
      )}
      {pair(
        'Interpreter',
        { yes: 'Needed', no: 'Not needed', unknown: 'Not known' }[referral.interpreterNeeded],
      )}
      {pair(
        'Reaching the family',
        warmHandOff ? 'They are in the clinic' : contactWords(referral.safeContact),
      )}
      {pair('What the family told', answerWords(referral.familyAnswers))}
      {pair('Results that go along', attached.length > 0 ? attached.join('\n') : 'None')}
      {pair('Consent', consentWords(referral.consent))}
    </>
  );
};
