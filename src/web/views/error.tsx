// What happened, and what to do; a code for whoever helps. Nothing of a patient, nothing typed by a stranger.
import type { ErrorRow } from '../error-table.ts';
import { linkIdOf } from '../forms/mapping-form.ts';
import type { TypedFields } from '../forms/referral-form.ts';
import { Layout } from './layout.tsx';

export interface ErrorPageProps {
  readonly row: ErrorRow;
  readonly code: string;
  /** A short word from a fixed vocabulary, e.g. `nonce`. */
  readonly reason?: string | undefined;
  /** The EHR's own words, shown as such. */
  readonly ehrSays?: string | undefined;
  /** Where a window of its own would begin; only what this same browser just asked for. */
  readonly newWindowHref?: string | undefined;
  /** What this browser just sent and Hearth could not save. */
  readonly typed?: TypedFields | undefined;
}

const fieldWords: Readonly<Record<string, string>> = {
  reason: 'Reason',
  system: 'Code system',
  code: 'Code',
  carries: 'Carries',
  item: 'Question',
  instrument: 'Instrument',
  edition: 'Edition',
  form: 'Age form',
  value: 'Is worth',
  note: 'Note',
  nextStep: 'Agreed next step',
  targetDate: 'Please begin by',
  consentBy: 'Who agreed',
  safeNumber: 'Safe number',
  safeHours: 'Safe hours',
  consultant: 'Consultant or program, by its number',
  kind: 'Kind of help',
  familyLanguage: 'Family’s language',
  interpreterNeeded: 'Interpreter needed?',
  contact: 'How may the family be reached?',
  noVoicemail: 'No voicemail',
  attachments: 'Results that go along',
  consentAgreed: 'The family agrees to share',
  consentAuthority: 'With what authority',
  consentForm: 'How consent was given',
  consentUntil: 'Consent until',
  schoolDistrict: 'School or district',
  program: 'Program the child is in',
  funder: 'Who pays for that program',
  parentRole: 'Who the parent is, for this need',
  again: 'Refer again though it was referred before',
  channel: 'How was it handed to the program?',
  on: 'On',
  plan: 'Plan',
  agreedBy: 'Who in the family agreed',
  reasonCode: 'Reason code',
};

export const ErrorPage = ({ row, code, reason, ehrSays, newWindowHref, typed }: ErrorPageProps) => {
  const kept = Object.entries(typed ?? {}).flatMap(([name, value]) => {
    const label = Object.hasOwn(fieldWords, name) ? fieldWords[name] : linkIdOf(name);
    const text = typeof value === 'string' ? value : value.join(', ');
    return label && text !== '' ? [{ label, value: text }] : [];
  });
  return (
    <Layout title={row.title} narrow>
      <h1>{row.title}</h1>
      <section class="notice bad" aria-label="What happened">
        <p>{row.what}</p>
        {ehrSays ? (
          <p>
            The EHR says: <bdi>{`“${ehrSays}”`}</bdi>
          </p>
        ) : null}
        <p>
          <strong>{row.todo}</strong>
        </p>
        {newWindowHref ? (
          <p class="buttons">
            <a class="btn" href={newWindowHref} target="_blank" rel="noopener">
              Open Hearth in its own window
            </a>
          </p>
        ) : null}
      </section>
      {kept.length > 0 ? (
        <section class="card" aria-label="What you typed">
          <h2>What you typed, not saved: copy it if you need it</h2>
          <dl class="pairs">
            {kept.map(({ label, value }) => (
              <>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </>
            ))}
          </dl>
        </section>
      ) : null}
      <p class="small">{`Code: ${code}${reason ? ` (${reason})` : ''}`}</p>
    </Layout>
  );
};
