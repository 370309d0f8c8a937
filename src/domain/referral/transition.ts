// Who may do what to a referral, as one table: role x stage x action. The form, the referral page and the worklist all read it.
import { dateWords } from '../date-words.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { CalendarDate } from '../age.ts';
import type { HandOff, Person, Referral, Stage } from './referral.ts';

export const roles = ['clinician', 'coordinator', 'admin'] as const;
export type ActingRole = (typeof roles)[number];

export const actions = ['confirm', 'record-hand-off', 'withdraw-consent'] as const;
export type ActionName = (typeof actions)[number];

export type Action =
  | { readonly name: 'confirm' }
  | { readonly name: 'record-hand-off'; readonly handOff: Omit<HandOff, 'by'> }
  | { readonly name: 'withdraw-consent' };

/** A coordinator prepares and follows; only a clinician makes it an order. */
const allowed: Readonly<Record<ActingRole, Readonly<Record<Stage, readonly ActionName[]>>>> = {
  clinician: {
    prepared: ['confirm', 'withdraw-consent'],
    requested: ['record-hand-off', 'withdraw-consent'],
    withdrawn: [],
  },
  coordinator: {
    prepared: ['withdraw-consent'],
    requested: ['record-hand-off', 'withdraw-consent'],
    withdrawn: [],
  },
  admin: { prepared: [], requested: [], withdrawn: [] },
};

export const actionsFor = (role: ActingRole, stage: Stage): readonly ActionName[] => allowed[role][stage];

export interface Forbidden {
  readonly code: 'FORBIDDEN_TRANSITION';
  readonly words: string;
}

/** Consent that was withdrawn or has run out stops every write and every hand-off. */
export const consentHolds = (referral: Referral, today: CalendarDate): boolean =>
  referral.consent.withdrawnOn === undefined &&
  (referral.consent.until === undefined || referral.consent.until >= today);

/**
 * The referral after the action, or why not. `now` is an ISO instant with offset, `today` the clinic's calendar date.
 * The stored version grows when it is saved, not here.
 */
export const applyTransition = (
  referral: Referral,
  action: Action,
  actor: { readonly role: ActingRole; readonly person: Person },
  now: string,
  today: CalendarDate,
): Result<Referral, Forbidden> => {
  if (!actionsFor(actor.role, referral.stage).includes(action.name))
    return fail({
      code: 'FORBIDDEN_TRANSITION',
      words: forbiddenWords(action.name, actor.role, referral.stage),
    });
  switch (action.name) {
    case 'confirm':
      if (!consentHolds(referral, today))
        return fail({
          code: 'FORBIDDEN_TRANSITION',
          words: 'The family’s consent no longer holds. Ask the family again first.',
        });
      if (referral.warmHandOff && referral.targetDate < today)
        return fail({
          code: 'FORBIDDEN_TRANSITION',
          words: `This hand-off was meant for ${dateWords(referral.targetDate)}, while the family was here. Begin a new one.`,
        });
      return ok({ ...referral, stage: 'requested', requester: actor.person, requestedAt: now });
    case 'record-hand-off':
      if (!consentHolds(referral, today))
        return fail({
          code: 'FORBIDDEN_TRANSITION',
          words: 'The family’s consent no longer holds, so nothing may be handed over.',
        });
      return ok({ ...referral, handOff: { ...action.handOff, by: actor.person } });
    case 'withdraw-consent':
      return ok({ ...referral, stage: 'withdrawn', consent: { ...referral.consent, withdrawnOn: today } });
  }
};

const forbiddenWords = (action: ActionName, role: ActingRole, stage: Stage): string => {
  if (stage === 'withdrawn')
    return 'The family withdrew its consent, so nothing more is done with this referral.';
  if (action === 'confirm' && role !== 'clinician') return 'Only a clinician can confirm a referral.';
  if (action === 'confirm') return 'This referral was confirmed before.';
  if (action === 'record-hand-off')
    return 'A referral is handed to the program after a clinician has confirmed it.';
  return 'This cannot be done to this referral now.';
};
