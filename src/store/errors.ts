// Every fault of the store, in fixed words: an SQL error may quote what was being saved.

export type StoreErrorCode =
  | 'STORE_UNAVAILABLE' // cannot be opened, read, written or unsealed
  | 'STORE_CONFLICT' // what was asked does not fit what is saved
  | 'STORE_LOCKED'; // another process serves from this file

const words: Readonly<Record<StoreErrorCode, string>> = {
  STORE_UNAVAILABLE: 'the store cannot be used',
  STORE_CONFLICT: 'the change does not fit what is saved',
  STORE_LOCKED: 'another Hearth process is serving from this store',
};

/** A fault of the store. `message` is a fixed sentence, `detail` a driver's code (`SQLITE_FULL`) or a plain hint. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;
  readonly detail: string | undefined;

  constructor(code: StoreErrorCode, detail?: string) {
    super(detail ? `${words[code]} (${detail})` : words[code]);
    this.name = 'StoreError';
    this.code = code;
    this.detail = detail;
  }
}

/** One sealed value that cannot be read, while the rows beside it can. */
export class UnreadableError extends StoreError {
  /** Its key is not configured: with the key it can be read again. Otherwise it never will. */
  readonly keyIsMissing: boolean;

  constructor(detail: string, { keyIsMissing = false } = {}) {
    super('STORE_UNAVAILABLE', detail);
    this.name = 'UnreadableError';
    this.keyIsMissing = keyIsMissing;
  }
}

const driverCode = (error: unknown): string | undefined => {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[A-Z0-9_]{1,60}$/.test(code) ? code : undefined;
};

/** Turns whatever the driver threw into a `StoreError`; the original, which may quote values, is dropped. */
export const storeError = (error: unknown): StoreError => {
  if (error instanceof StoreError) return error;
  const code = driverCode(error);
  return new StoreError(code?.startsWith('SQLITE_CONSTRAINT') ? 'STORE_CONFLICT' : 'STORE_UNAVAILABLE', code);
};
