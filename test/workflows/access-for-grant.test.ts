import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../src/errors.ts';
import type { Grant, GrantTokens, Store } from '../../src/store/port.ts';
import { makeAccessForGrant } from '../../src/workflows/access-for-grant.ts';
import { clinicOf, clock, grant, openStore, t0 } from './stores.ts';

let store: Store;
beforeEach(async () => {
  store = await openStore();
});
afterEach(() => store.close());

const renewed: GrantTokens = {
  accessToken: 'second',
  refreshToken: 'refresh-2',
  accessTokenExpiresAt: t0 + 1_200_000,
};

/** An EHR that renews as told and keeps which refresh tokens it was shown. */
const access = (answer: (grant: Grant) => Promise<GrantTokens>, at = t0) => {
  const shown: (string | undefined)[] = [];
  const refresh = (given: Grant): Promise<GrantTokens> => {
    shown.push(given.tokens.refreshToken);
    return answer(given);
  };
  const time = clock(at);
  return { shown, time, get: makeAccessForGrant({ store, refresh, clinicOf, now: time.now }) };
};
const soon = <Value>(value: Value): Promise<Value> =>
  new Promise((resolve) => setTimeout(() => resolve(value), 5));
const almostExpired = t0 + 600_000 - 30_000;

describe('an access for a grant', () => {
  it('uses the token as long as it lives, and asks for no other', async () => {
    const { get, shown } = access(() => soon(renewed), almostExpired - 1);
    expect(await get('grant-1')).toEqual({
      ehrId: 'practice',
      iss: 'https://ehr.example.org/fhir',
      accessToken: 'first',
      scopes: grant().scopes,
    });
    expect(shown).toEqual([]);
  });

  it('is renewed half a minute before its end, and what came is saved', async () => {
    const { get } = access(() => soon(renewed), almostExpired);
    expect((await get('grant-1')).accessToken).toBe('second');
    expect(await store.findGrant('grant-1')).toMatchObject({ version: 2, tokens: renewed });
  });

  it('is renewed before its hour when the EHR answered 401 to it, once for all who saw that', async () => {
    const { get, shown } = access(() => soon(renewed));
    const both = await Promise.all([
      get('grant-1', { refused: 'first' }),
      get('grant-1', { refused: 'first' }),
    ]);
    expect(both.map(({ accessToken }) => accessToken)).toEqual(['second', 'second']);
    expect((await get('grant-1', { refused: 'first' })).accessToken).toBe('second');
    expect(shown).toEqual(['refresh-1']);
  });

  it('is renewed once, however many ask at the same time', async () => {
    const { get, shown } = access(() => soon(renewed), almostExpired);
    const all = await Promise.all(Array.from({ length: 20 }, () => get('grant-1')));
    expect(new Set(all.map(({ accessToken }) => accessToken))).toEqual(new Set(['second']));
    expect(shown).toEqual(['refresh-1']);
    await get('grant-1');
    expect(shown).toHaveLength(1);
  });

  it('is renewed again when the next one ends, with the rotated refresh token', async () => {
    const { get, shown, time } = access(() => soon(renewed), almostExpired);
    await get('grant-1');
    time.pass(1_000_000);
    await get('grant-1');
    expect(shown).toEqual(['refresh-1', 'refresh-2']);
  });

  it('takes the living tokens of another process that renewed first', async () => {
    const others = { ...renewed, accessToken: 'of the other process' };
    const { get } = access(async () => {
      await store.replaceTokens('grant-1', 1, others);
      return renewed;
    }, almostExpired);
    expect((await get('grant-1')).accessToken).toBe('of the other process');
    expect((await store.findGrant('grant-1'))?.tokens).toEqual(others);
  });

  it('survives a refusal when another process spent the refresh token first', async () => {
    const { get } = access(async () => {
      await store.replaceTokens('grant-1', 1, renewed);
      throw new AppError('SESSION_EXPIRED');
    }, almostExpired);
    expect((await get('grant-1')).accessToken).toBe('second');
    expect((await store.findGrant('grant-1'))?.endedAt).toBeUndefined();
  });

  it('ends the grant when the EHR refuses, for everyone who waited and for all who come later', async () => {
    const { get, shown } = access(
      () => soon(0).then(() => Promise.reject(new AppError('SESSION_EXPIRED'))),
      almostExpired,
    );
    const all = await Promise.allSettled([get('grant-1'), get('grant-1')]);
    for (const one of all)
      expect(one).toMatchObject({ status: 'rejected', reason: { code: 'SESSION_EXPIRED' } });
    expect((await store.findGrant('grant-1'))?.endedAt).toBe(almostExpired);
    await expect(get('grant-1')).rejects.toMatchObject({ code: 'SESSION_EXPIRED' });
    expect(shown).toHaveLength(1);
  });

  it('does not end the grant when the EHR could not be reached, and tries again when asked again', async () => {
    let isDown = true;
    const { get } = access(
      () => (isDown ? Promise.reject(new AppError('EHR_UNREACHABLE')) : soon(renewed)),
      almostExpired,
    );
    await expect(get('grant-1')).rejects.toMatchObject({ code: 'EHR_UNREACHABLE' });
    expect((await store.findGrant('grant-1'))?.endedAt).toBeUndefined();
    isDown = false;
    expect((await get('grant-1')).accessToken).toBe('second');
  });

  it('without a refresh token is used to its very end and not after', async () => {
    await store.close();
    store = await openStore(grant({ tokens: { accessToken: 'only', accessTokenExpiresAt: t0 + 1_000 } }));
    const { get, time } = access(() => soon(renewed), t0 + 999);
    expect((await get('grant-1')).accessToken).toBe('only');
    time.pass(1);
    await expect(get('grant-1')).rejects.toMatchObject({ code: 'SESSION_EXPIRED' });
  });

  it('is refused for a grant that ended or never was', async () => {
    await store.endGrant('grant-1', t0);
    const { get, shown } = access(() => soon(renewed));
    await expect(get('grant-1')).rejects.toMatchObject({ code: 'SESSION_EXPIRED' });
    await expect(get('no-such-grant')).rejects.toMatchObject({ code: 'SESSION_EXPIRED' });
    expect(shown).toEqual([]);
  });
});
