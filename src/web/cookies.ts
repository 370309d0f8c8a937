// Two cookies: one says which browser began a launch, the other which session it is. Both are random and mean nothing by themselves.
import { createHash, randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';

export type CookieKind = 'session' | 'binding';

export interface CookiePolicy {
  /** Https outside loopback: `__Host-Http-` names, Secure. */
  readonly secure: boolean;
}

const longestHeader = 8192;

export const cookieName = (kind: CookieKind, { secure }: CookiePolicy): string => {
  const name = kind === 'session' ? 'hearth' : 'hearth-launch';
  return secure ? `__Host-Http-${name}` : name;
};

export const newSecret = (): string => randomBytes(32).toString('base64url');
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** The cookie's value, or nothing: an oversized header, a doubled name or another shape than ours is no cookie (SECURITY S5). */
export const readCookie = (request: Request, kind: CookieKind, policy: CookiePolicy): string | undefined => {
  const header = request.headers.cookie;
  if (header === undefined || header.length > longestHeader) return undefined;
  const wanted = `${cookieName(kind, policy)}=`;
  const found = header
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(wanted));
  const value = found[0]?.slice(wanted.length);
  return found.length === 1 && value !== undefined && /^[A-Za-z0-9_-]{43}$/.test(value) ? value : undefined;
};

/**
 * SECURITY section 5. Framed by an EHR of another site a cookie must be `SameSite=None; Partitioned`; at the top `Lax` is enough and
 * `Strict` would break the callback. On loopback http there is no Secure, and so no None.
 */
export const setCookie = (
  response: Response,
  kind: CookieKind,
  value: string,
  policy: CookiePolicy,
  framed: boolean,
): void => {
  const sameSite = policy.secure && framed ? 'SameSite=None; Partitioned' : 'SameSite=Lax';
  const parts = [
    `${cookieName(kind, policy)}=${value}`,
    'Path=/',
    ...(policy.secure ? ['Secure'] : []),
    'HttpOnly',
    sameSite,
  ];
  response.append('Set-Cookie', parts.join('; '));
};

export const clearCookie = (response: Response, kind: CookieKind, policy: CookiePolicy): void => {
  const secure = policy.secure ? '; Secure' : '';
  response.append('Set-Cookie', `${cookieName(kind, policy)}=; Path=/; Max-Age=0; HttpOnly${secure}`);
};
