// The store's faults as its port promises them: by code and shape, never by a class of the implementation.

const isFault = (
  fault: unknown,
): fault is Error & { readonly code?: unknown; readonly keyIsMissing?: unknown } => fault instanceof Error;

/** One sealed value cannot be read while the rows beside it can; `keyIsMissing` when a key put back would open it again. */
export const isUnreadable = (fault: unknown): fault is Error & { readonly keyIsMissing: boolean } =>
  isFault(fault) && typeof fault.keyIsMissing === 'boolean';

/** What was asked does not fit what is saved. */
export const isStoreConflict = (fault: unknown): boolean => isFault(fault) && fault.code === 'STORE_CONFLICT';
