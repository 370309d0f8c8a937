import { createHash } from 'node:crypto';
import type { Referral } from '../domain/referral/referral.ts';

/** Keys in one order, `undefined` left out: the same content gives the same text however it was built. */
const canonical = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, canonical(one)]),
  );
};

/** SHA-256 of what the form said. When it was sent and which version it became are not part of that: the same form sent twice is one referral. */
export const contentHash = (referral: Referral): string => {
  const { createdAt: _createdAt, requestedAt: _requestedAt, version: _version, ...said } = referral;
  return createHash('sha256')
    .update(JSON.stringify(canonical(said)))
    .digest('base64url');
};
