// Every code a person may meet, with its status and the words a clinician understands. A code without a row does not compile.
import type { SmartErrorCode } from '../../smart-launch/index.ts';
import type { AppErrorCode } from '../errors.ts';

export type PublicCode = SmartErrorCode | AppErrorCode;

export interface ErrorRow {
  readonly status: number;
  readonly title: string;
  readonly what: string;
  readonly todo: string;
  /** Offer to go on in a window of its own, where the browser keeps our cookie. */
  readonly newWindow?: boolean;
}

const again = 'Open Hearth again from the child’s chart.';
const tellIt = 'If it happens again, tell your EHR team and give them the code below.';

export const errorTable: Readonly<Record<PublicCode, ErrorRow>> = {
  SMART_LAUNCH_INVALID: {
    status: 400,
    title: 'This launch is incomplete',
    what: 'The EHR did not say properly which EHR and which chart this is.',
    todo: `${again} ${tellIt}`,
  },
  SMART_ISSUER_UNKNOWN: {
    status: 403,
    title: 'This EHR is not registered',
    what: 'Hearth only opens from EHRs its administrator has registered, and this one is not among them. Nothing was sent to it.',
    todo: 'Ask your Hearth administrator to register this EHR.',
  },
  SMART_APP_UNKNOWN: {
    status: 404,
    title: 'This entry is not set up',
    what: 'This EHR has no entry of Hearth under that name.',
    todo: 'Ask your Hearth administrator which launch address to use.',
  },
  SMART_BROWSER_UNKNOWN: {
    status: 400,
    title: 'Your browser did not keep Hearth’s cookie',
    what: 'Without it Hearth cannot be sure that the browser that comes back is the one that left. This often happens inside a frame.',
    todo: 'Open Hearth in its own window.',
    newWindow: true,
  },
  SMART_CALLBACK_INVALID: {
    status: 400,
    title: 'The EHR’s answer cannot be used',
    what: 'It was incomplete or contradicted itself. No sign-in took place.',
    todo: `${again} ${tellIt}`,
  },
  SMART_STATE_MISMATCH: {
    status: 403,
    title: 'This sign-in does not belong here',
    what: 'It was used before, or it was begun in another browser. Nothing was opened.',
    todo: again,
  },
  SMART_ATTEMPT_EXPIRED: {
    status: 403,
    title: 'This sign-in took too long',
    what: 'A sign-in has to end within ten minutes.',
    todo: again,
  },
  SMART_ISSUER_MISMATCH: {
    status: 403,
    title: 'Another EHR answered',
    what: 'The answer did not come from the EHR the launch began with. Nothing was opened.',
    todo: `${again} ${tellIt}`,
  },
  SMART_AUTHORIZATION_DENIED: {
    status: 403,
    title: 'The EHR said no',
    what: 'The EHR, or the person at it, did not allow Hearth to open.',
    todo: `${again} If you should have access, ask your EHR team.`,
  },
  SMART_AUTHORIZATION_FAILED: {
    status: 502,
    title: 'The EHR could not sign you in',
    what: 'The EHR’s sign-in service answered with an error.',
    todo: `${again} ${tellIt}`,
  },
  SMART_DISCOVERY_INVALID: {
    status: 502,
    title: 'The EHR’s set-up cannot be read',
    what: 'The EHR does not publish its sign-in settings in a form Hearth can use.',
    todo: 'Tell your EHR team; “hearth doctor” names what is wrong.',
  },
  SMART_ENDPOINT_REFUSED: {
    status: 502,
    title: 'The EHR points to an address nobody allowed',
    what: 'Its sign-in settings name an address that is not registered for this EHR. Nothing was sent there.',
    todo: 'Tell your Hearth administrator; “hearth doctor” names the address.',
  },
  SMART_PKCE_UNSUPPORTED: {
    status: 502,
    title: 'The EHR lacks a protection Hearth needs',
    what: 'It does not offer PKCE with S256, without which this kind of app can be impersonated.',
    todo: 'Tell your EHR team, or register Hearth as a confidential client.',
  },
  SMART_EHR_UNREACHABLE: {
    status: 502,
    title: 'The EHR cannot be reached',
    what: 'Hearth got no connection to the EHR.',
    todo: `Try again in a minute. ${tellIt}`,
  },
  SMART_EHR_TIMEOUT: {
    status: 504,
    title: 'The EHR did not answer in time',
    what: 'The EHR’s sign-in service took too long.',
    todo: `Try again in a minute. ${tellIt}`,
  },
  SMART_ANSWER_TOO_LARGE: {
    status: 502,
    title: 'The EHR’s answer is too large',
    what: 'It is far larger than such an answer can be, so Hearth did not read it.',
    todo: tellIt,
  },
  SMART_REDIRECT_REFUSED: {
    status: 502,
    title: 'The EHR sent Hearth elsewhere',
    what: 'A sign-in address answered with a redirect. Hearth follows none, so that nothing secret goes to a stranger.',
    todo: tellIt,
  },
  SMART_TOKEN_REFUSED: {
    status: 502,
    title: 'The EHR did not accept the sign-in',
    what: 'The EHR refused to exchange the sign-in for access.',
    todo: `${again} ${tellIt}`,
  },
  SMART_TOKEN_INVALID: {
    status: 502,
    title: 'The EHR’s access cannot be used',
    what: 'Its answer is not a valid access.',
    todo: `${again} ${tellIt}`,
  },
  SMART_ID_TOKEN_INVALID: {
    status: 403,
    title: 'The EHR’s proof of who you are does not hold',
    what: 'Its signature, its date or whom it is meant for is wrong. Nothing was opened.',
    todo: `${again} ${tellIt}`,
  },
  SMART_JWKS_INVALID: {
    status: 502,
    title: 'The EHR’s signing keys cannot be read',
    what: 'Hearth cannot check who you are without them.',
    todo: tellIt,
  },
  SMART_FHIR_USER_MISSING: {
    status: 403,
    title: 'The EHR did not say who you are',
    what: 'Hearth writes orders in your name, so it has to know it.',
    todo: 'Tell your EHR team: the launch must grant “openid fhirUser”.',
  },
  SMART_REFRESH_REFUSED: {
    status: 401,
    title: 'Your EHR session has ended',
    what: 'The EHR no longer lets Hearth read this chart.',
    todo: again,
  },
  SMART_CONTEXT_CHANGED: {
    status: 403,
    title: 'The EHR changed the child or the user',
    what: 'A renewal came back for someone else, so this session was ended.',
    todo: again,
  },

  NOT_FOUND: {
    status: 404,
    title: 'There is no such page',
    what: 'It does not exist, or it is not yours to see.',
    todo: again,
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    title: 'This is not how this page is used',
    what: 'The address was opened in a way it does not offer. Nothing was changed.',
    todo: 'Go back and use the buttons on the page.',
  },
  FORM_TYPE_UNSUPPORTED: {
    status: 415,
    title: 'This form cannot be read',
    what: 'It was not sent as a web form. Nothing was changed.',
    todo: 'Go back and use the buttons on the page.',
  },
  FORM_TOO_LARGE: {
    status: 413,
    title: 'This form is too large',
    what: 'It holds more text than Hearth takes. Nothing was saved.',
    todo: 'Go back and shorten the notes.',
  },
  TOO_MANY_REQUESTS: {
    status: 429,
    title: 'Too many launches at once',
    what: 'So many launches came from this address that Hearth rests for a moment.',
    todo: 'Try again in a minute.',
  },
  FORM_FORGED: {
    status: 403,
    title: 'This form did not come from Hearth’s own page',
    what: 'Hearth could not see that it was sent from its own page in your browser. Nothing was changed.',
    todo: 'Open Hearth in its own window and try again there.',
    newWindow: true,
  },
  SESSION_EXPIRED: {
    status: 401,
    title: 'Your session has ended',
    what: 'Hearth keeps nothing open longer than it must.',
    todo: again,
  },
  NO_PATIENT: {
    status: 400,
    title: 'No child was chosen',
    what: 'The EHR opened Hearth without saying for which child. Hearth never guesses and has no list of patients.',
    todo: 'Open the child’s chart first, then Hearth from there.',
  },
  USER_NOT_STAFF: {
    status: 403,
    title: 'Hearth is for the care team',
    what: 'The EHR says you are signed in as a patient or a relative.',
    todo: 'Ask the clinic to open it with you.',
  },
  ROLE_FORBIDDEN: {
    status: 403,
    title: 'This is not part of your role',
    what: 'Your entry to Hearth does not include this page.',
    todo: 'Ask a colleague whose role it is.',
  },
  PATIENT_FORBIDDEN: {
    status: 403,
    title: 'You may not see this child here',
    what: 'The EHR does not let your account read this child’s chart now, so Hearth shows nothing of it.',
    todo: 'Ask your EHR team if you should have access.',
  },
  EHR_UNREACHABLE: {
    status: 502,
    title: 'The EHR cannot be reached',
    what: 'Hearth got no connection to the EHR.',
    todo: 'Try again in a minute. Nothing that was saved is lost.',
  },
  STORE_CONFLICT: {
    status: 409,
    title: 'Someone else changed this meanwhile',
    what: 'Your change was not saved, so that theirs is not lost.',
    todo: 'Look at the page again and decide.',
  },
  STORE_LOCKED: {
    status: 503,
    title: 'Hearth is being started elsewhere',
    what: 'Another process holds the store.',
    todo: 'Try again in a minute.',
  },
  STORE_UNAVAILABLE: {
    status: 503,
    title: 'Hearth cannot save right now',
    what: 'Its store does not answer. Nothing was saved.',
    todo: 'Keep this page open and try again in a minute.',
  },
  INTERNAL: {
    status: 500,
    title: 'Something went wrong in Hearth',
    what: 'It is our fault, not yours. Nothing more is known here.',
    todo: `Go back and look at the page again. ${tellIt}`,
  },
};
