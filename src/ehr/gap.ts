// From what went wrong on the wire to the gap the page names.
import type { ChartSlice, Gap } from '../domain/chart.ts';
import type { EhrError } from './errors.ts';
import type { Shortfall } from './search.ts';

const statusLine = (error: EhrError): string | undefined => {
  const facts = [error.status === undefined ? '' : `HTTP ${error.status}`, error.issues.join(', ')].filter(
    Boolean,
  );
  return facts.length > 0 ? facts.join(': ') : error.detail;
};

const reasonOf = (error: EhrError): Gap['reason'] => {
  switch (error.code) {
    case 'EHR_REFUSED':
      return 'refused';
    case 'EHR_UNREACHABLE':
      return error.detail === 'too slow' ? 'too-slow' : 'unreachable';
    case 'EHR_BROKEN':
      return 'unreachable';
    case 'EHR_TOO_SLOW':
      return 'too-slow';
    case 'EHR_UNREADABLE':
      return 'unreadable';
    case 'EHR_FAILED':
    case 'EHR_REDIRECTED':
    case 'EHR_UNKNOWN':
    case 'EHR_BAD_REQUEST':
      return 'failed';
  }
};

const fallback: Partial<Record<EhrError['code'], string>> = {
  EHR_REDIRECTED: 'redirect not followed',
  EHR_BAD_REQUEST: 'not a FHIR id',
};

/** `partial`: something of the slice was read before or beside the fault. */
export const gapOf = (slice: ChartSlice, error: EhrError, partial: boolean): Gap => {
  const detail = statusLine(error) ?? fallback[error.code];
  return {
    slice,
    reason: reasonOf(error),
    ...(detail ? { detail } : {}),
    partial,
    ...(error.status === 401 ? { accessEnded: true as const } : {}),
  };
};

export const gapOfShortfall = (slice: ChartSlice, shortfall: Shortfall, kept: number): Gap => {
  switch (shortfall.kind) {
    case 'fault':
      return gapOf(slice, shortfall.error, kept > 0);
    case 'foreign-link':
    case 'beyond-cap':
      return { slice, reason: shortfall.kind, partial: true };
    case 'warned':
      return { slice, reason: 'failed', detail: 'the EHR says its list may be incomplete', partial: true };
    case 'stray':
      return {
        slice,
        reason: 'unreadable',
        detail: 'an entry that was not asked for was dropped',
        partial: true,
      };
  }
};
