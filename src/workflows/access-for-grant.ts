// A grant -> an access token that works now, renewed once however many ask at the same time.
import { AppError } from '../errors.ts';
import type { EhrAccess } from '../ehr/port.ts';
import type { Grant, GrantTokens, Store } from '../store/port.ts';
import type { ClinicOf, Now } from './context.ts';

/** Renew this long before the EHR's own end, so that a token does not die on its way (SMART quirks: 570 s tokens). */
const skewMs = 30_000;

export type RefreshGrant = (grant: Grant) => Promise<GrantTokens>;

/**
 * @param refresh exchanges the refresh token with the EHR; throws when the EHR refuses it
 * @throws AppError `SESSION_EXPIRED` when the grant is ended, or expired without a refresh token, or the EHR refuses to renew it
 */
export const makeAccessForGrant = ({
  store,
  refresh,
  clinicOf,
  now,
}: {
  store: Store;
  refresh: RefreshGrant;
  clinicOf: ClinicOf;
  now: Now;
}) => {
  const underway = new Map<string, Promise<GrantTokens>>();

  const renew = async (seen: Grant): Promise<GrantTokens> => {
    // Someone may have renewed between our look and our turn; a refresh token used twice ends the whole grant.
    const grant = await store.findGrant(seen.id);
    if (!grant || grant.endedAt !== undefined) throw new AppError('SESSION_EXPIRED');
    if (grant.version > seen.version) return grant.tokens;
    try {
      const tokens = await refresh(grant);
      if (await store.replaceTokens(grant.id, grant.version, tokens)) return tokens;
      // Another process renewed first; its tokens are the living ones.
      const current = await store.findGrant(grant.id);
      if (!current) throw new AppError('SESSION_EXPIRED');
      return current.tokens;
    } catch (cause) {
      const current = await store.findGrant(grant.id);
      if (current && current.version > grant.version && current.endedAt === undefined) return current.tokens;
      if (cause instanceof AppError && cause.code === 'EHR_UNREACHABLE') throw cause;
      await store.endGrant(grant.id, now().getTime());
      throw new AppError('SESSION_EXPIRED', { cause });
    }
  };

  /** @param not.refused a token the EHR just answered 401 to: it is renewed whatever its hour, if it is still the grant's */
  return async (grantId: string, not: { readonly refused?: string } = {}): Promise<EhrAccess> => {
    const grant = await store.findGrant(grantId);
    if (!grant || grant.endedAt !== undefined) throw new AppError('SESSION_EXPIRED');
    let tokens = grant.tokens;
    const isRefused = tokens.accessToken === not.refused;
    if (isRefused || tokens.accessTokenExpiresAt - skewMs <= now().getTime()) {
      if (tokens.refreshToken === undefined) {
        if (isRefused || tokens.accessTokenExpiresAt <= now().getTime())
          throw new AppError('SESSION_EXPIRED');
      } else {
        const running = underway.get(grantId) ?? renew(grant).finally(() => underway.delete(grantId));
        underway.set(grantId, running);
        tokens = await running;
      }
    }
    return {
      ehrId: grant.ehrId,
      iss: clinicOf(grant.ehrId).iss,
      accessToken: tokens.accessToken,
      scopes: grant.scopes,
    };
  };
};
export type AccessForGrant = ReturnType<typeof makeAccessForGrant>;
