// A broken outside world, with a stable code. Expected outcomes are Result values instead (see result.ts).

export const appErrorCodes = [
  'NOT_FOUND',
  'METHOD_NOT_ALLOWED',
  'FORM_TYPE_UNSUPPORTED',
  'FORM_TOO_LARGE',
  'TOO_MANY_REQUESTS',
  'FORM_FORGED',
  'SESSION_EXPIRED',
  'NO_PATIENT',
  'USER_NOT_STAFF',
  'ROLE_FORBIDDEN',
  'PATIENT_FORBIDDEN',
  'EHR_UNREACHABLE',
  'STORE_CONFLICT',
  'STORE_LOCKED',
  'STORE_UNAVAILABLE',
  'INTERNAL',
] as const;
export type AppErrorCode = (typeof appErrorCodes)[number];

/** Its message is its code: nothing of a patient, a token or an address can be in it. */
export class AppError extends Error {
  readonly code: AppErrorCode;

  constructor(code: AppErrorCode, options: { cause?: unknown } = {}) {
    super(code);
    this.name = 'AppError';
    this.code = code;
    // Not enumerable: a raw cause may quote a URL, and loggers skip what they cannot list.
    if (options.cause !== undefined)
      Object.defineProperty(this, 'cause', { value: options.cause, enumerable: false });
  }
}
