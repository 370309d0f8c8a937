// Every fault of an EHR, in fixed words. fhir-kit-client puts the whole URL, so ids and search terms, into its
// messages (SMART e): nothing of the original error is kept, not even as a cause.

export type EhrErrorCode =
  | 'EHR_UNKNOWN' // not a registered EHR, or not under its registered address: nothing was sent
  | 'EHR_BAD_REQUEST' // an id or identifier that must not go into a URL or header: nothing was sent
  | 'EHR_UNREACHABLE' // no connection was made: certainly nothing arrived
  | 'EHR_BROKEN' // the connection broke before a whole answer came
  | 'EHR_TOO_SLOW'
  | 'EHR_REDIRECTED'
  | 'EHR_UNREADABLE' // not JSON, not UTF-8, too large
  | 'EHR_REFUSED' // 401 or 403
  | 'EHR_FAILED'; // any other status

const words: Readonly<Record<EhrErrorCode, string>> = {
  EHR_UNKNOWN: 'not a registered EHR',
  EHR_BAD_REQUEST: 'the request was not fit to send to an EHR',
  EHR_UNREACHABLE: 'no connection to the EHR',
  EHR_BROKEN: 'the connection to the EHR broke',
  EHR_TOO_SLOW: 'the EHR did not answer in time',
  EHR_REDIRECTED: 'the EHR answered with a redirect, which Hearth does not follow',
  EHR_UNREADABLE: 'the answer of the EHR could not be read',
  EHR_REFUSED: 'the EHR refused',
  EHR_FAILED: 'the EHR answered with a failure',
};

/** What may be known of a failed exchange. All of it is free of patient data. */
export interface EhrErrorFacts {
  /** HTTP status, when there was an answer. */
  readonly status?: number;
  /** FHIR issue codes of the OperationOutcome, e.g. `forbidden`. */
  readonly issues?: readonly string[];
  /** 0 to 3600. */
  readonly retryAfterSeconds?: number;
  /** What made the answer unreadable, in plain words. */
  readonly detail?: string;
}

/** A fault of an EHR or on the way to it. `message` is a fixed sentence; `code` is stable. */
export class EhrError extends Error {
  readonly code: EhrErrorCode;
  readonly status: number | undefined;
  readonly issues: readonly string[];
  readonly retryAfterSeconds: number | undefined;
  readonly detail: string | undefined;

  constructor(code: EhrErrorCode, facts: EhrErrorFacts = {}) {
    super(words[code]);
    this.name = 'EhrError';
    this.code = code;
    this.status = facts.status;
    this.issues = facts.issues ?? [];
    this.retryAfterSeconds = facts.retryAfterSeconds;
    this.detail = facts.detail;
  }
}
