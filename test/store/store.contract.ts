// What any store must do, whichever database stands behind it. `sqlite.test.ts` runs it; PostgreSQL joins with issue 6.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { calendarDate } from '../../src/domain/age.ts';
import { freshDelivery } from '../../src/domain/referral/delivery.ts';
import { declinedKey, nextStepKey, type VisitRecord } from '../../src/domain/visit-record.ts';
import type { Store } from '../../src/store/port.ts';
import { audit, entry, grant, launch, referral, secrets, session, t0 } from './samples.ts';

/** `open` opens the same database each time, as two processes would; `reset` makes it empty. */
export const storeContract = (
  name: string,
  database: { readonly reset: () => Promise<void>; readonly open: () => Promise<Store> },
): void => {
  describe(name, () => {
    let store: Store;
    let other: Store;
    beforeEach(async () => {
      await database.reset();
      store = await database.open();
      other = await database.open();
    });
    afterEach(async () => {
      await store.close();
      await other.close();
    });

    const opened = () =>
      store.openLaunch({
        session: session(),
        grant: grant(),
        launch: launch(),
        audit: audit('launch.open'),
      });
    const submitted = (id: string, change: { patientId?: string; createdAt?: number } = {}) => {
      const patientId = change.patientId ?? 'child-1';
      return store.submitReferral({
        referral: referral(id, { patientId }),
        entry: entry(`entry-of-${id}`, {
          referralId: id,
          patientId,
          createdAt: change.createdAt ?? t0,
        }),
        audit: audit('referral.submit'),
      });
    };
    const lease = (from: Store, now = t0, limit = 10) =>
      from.leaseDue({ now, leaseUntil: now + 30_000, limit });

    describe('launch attempts', () => {
      const attempt = (stateHash: string, createdAt = t0) => ({
        stateHash,
        bindingHash: 'browser-a',
        body: JSON.stringify({ codeVerifier: secrets.codeVerifier }),
        createdAt,
        expiresAt: createdAt + 600_000,
      });

      it('gives an attempt back once and whole', async () => {
        await store.saveAttempt(attempt('state-1'));
        expect(await store.takeAttempt('state-1', 'browser-a')).toEqual({
          body: JSON.stringify({ codeVerifier: secrets.codeVerifier }),
          createdAt: t0,
          expiresAt: t0 + 600_000,
        });
        expect(await store.takeAttempt('state-1', 'browser-a')).toBeUndefined();
      });

      it('neither gives nor burns an attempt for another browser', async () => {
        await store.saveAttempt(attempt('state-1'));
        expect(await store.takeAttempt('state-1', 'browser-b')).toBeUndefined();
        expect(await store.takeAttempt('state-1', 'browser-a')).toBeDefined();
      });

      it('gives an attempt to exactly one of two callbacks at once', async () => {
        await store.saveAttempt(attempt('state-1'));
        const taken = await Promise.all([
          store.takeAttempt('state-1', 'browser-a'),
          other.takeAttempt('state-1', 'browser-a'),
        ]);
        expect(taken.filter(Boolean)).toHaveLength(1);
      });

      it('clears long expired attempts away with a later launch', async () => {
        await store.saveAttempt(attempt('abandoned'));
        await store.saveAttempt(attempt('later', t0 + 24 * 3_600_000));
        expect(await store.takeAttempt('abandoned', 'browser-a')).toBeUndefined();
        expect(await store.takeAttempt('later', 'browser-a')).toBeDefined();
      });

      it('refuses the same state twice', async () => {
        await store.saveAttempt(attempt('state-1'));
        await expect(store.saveAttempt(attempt('state-1'))).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
      });
    });

    describe('sessions, grants and launches', () => {
      it('keeps what a launch opened, for another process too', async () => {
        await opened();
        expect(await other.findSession('session-1')).toEqual(session());
        expect(await other.findGrant('grant-1')).toEqual(grant());
        expect(await other.findLaunch('launch-1')).toEqual(launch());
        expect((await other.readAudit(10)).map((one) => one.action)).toEqual(['launch.open']);
      });

      it('keeps a launch without a patient as one without a patient', async () => {
        const { patientId: _p, ...coordinatorGrant } = grant();
        const { patientId: _q, encounterId: _e, ...coordinatorLaunch } = launch();
        await store.openLaunch({
          session: session(),
          grant: coordinatorGrant,
          launch: { ...coordinatorLaunch, role: 'coordinator', needPatientBanner: false },
          audit: audit('launch.open'),
        });
        expect(await store.findGrant('grant-1')).not.toHaveProperty('patientId');
        expect(await store.findLaunch('launch-1')).toEqual({
          ...coordinatorLaunch,
          role: 'coordinator',
          needPatientBanner: false,
        });
      });

      it('lets a session of the same user go on with a second launch', async () => {
        await opened();
        await store.openLaunch({
          session: session('session-1', { lastSeenAt: t0 + 5_000 }),
          grant: grant('grant-2', { patientId: 'child-2' }),
          launch: launch('launch-2', { grantId: 'grant-2', patientId: 'child-2', createdAt: t0 + 5_000 }),
          audit: audit('launch.open'),
        });
        expect((await store.findSession('session-1'))?.lastSeenAt).toBe(t0 + 5_000);
        expect((await store.findLaunch('launch-1'))?.patientId).toBe('child-1');
        expect((await store.findLaunch('launch-2'))?.patientId).toBe('child-2');
      });

      it('saves nothing of a launch that would slip into another user’s session', async () => {
        await opened();
        const slipping = store.openLaunch({
          session: session('session-1', { fhirUser: 'Practitioner/ben' }),
          grant: grant('grant-2', { fhirUser: 'Practitioner/ben' }),
          launch: launch('launch-2', { grantId: 'grant-2' }),
          audit: audit('launch.open'),
        });
        await expect(slipping).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
        expect(await store.findGrant('grant-2')).toBeUndefined();
        expect(await store.readAudit(10)).toHaveLength(1);
      });

      it('ends a session once and does not touch it afterwards', async () => {
        await opened();
        await store.endSession('session-1', t0 + 1_000, audit('session.end'));
        await store.endSession('session-1', t0 + 9_000, audit('session.end'));
        await store.touchSession('session-1', t0 + 20_000);
        expect(await store.findSession('session-1')).toEqual(session('session-1', { endedAt: t0 + 1_000 }));
      });

      it('moves the last sight of a session only forward', async () => {
        await opened();
        await store.touchSession('session-1', t0 + 9_000);
        await store.touchSession('session-1', t0 + 2_000);
        expect((await store.findSession('session-1'))?.lastSeenAt).toBe(t0 + 9_000);
      });

      it('lets exactly one of two refreshes of the same version save its tokens', async () => {
        await opened();
        const tokens = (accessToken: string) => ({ accessToken, accessTokenExpiresAt: t0 + 900_000 });
        const saved = await Promise.all([
          store.replaceTokens('grant-1', 1, tokens('first')),
          other.replaceTokens('grant-1', 1, tokens('second')),
        ]);
        expect(saved.filter(Boolean)).toHaveLength(1);
        expect(await store.findGrant('grant-1')).toMatchObject({
          version: 2,
          tokens: tokens(saved[0] ? 'first' : 'second'),
        });
      });

      it('remembers when a grant ended, and the first time only', async () => {
        await opened();
        await store.endGrant('grant-1', t0 + 1_000);
        await store.endGrant('grant-1', t0 + 2_000);
        expect((await store.findGrant('grant-1'))?.endedAt).toBe(t0 + 1_000);
      });
    });

    describe('forgetting grants', () => {
      const dayLater = t0 + 24 * 3_600_000;

      it('keeps the tokens of a grant while its session is in use', async () => {
        await opened();
        await store.touchSession('session-1', dayLater + 1);
        expect(await store.forgetIdleGrants(dayLater)).toBe(0);
        expect(await store.findGrant('grant-1')).toBeDefined();
      });

      it('forgets the tokens of a session that ended or that nobody came back to', async () => {
        await opened();
        await store.openLaunch({
          session: session('session-2'),
          grant: grant('grant-2'),
          launch: launch('launch-2', { sessionId: 'session-2', grantId: 'grant-2' }),
          audit: audit('launch.open'),
        });
        await store.endSession('session-2', t0 + 1, audit('session.end'));
        expect(await store.forgetIdleGrants(dayLater)).toBe(2);
        expect(await store.findGrant('grant-1')).toBeUndefined();
        expect(await store.findGrant('grant-2')).toBeUndefined();
        expect(await store.replaceTokens('grant-1', 1, grant().tokens)).toBe(false);
        expect(await store.forgetIdleGrants(dayLater)).toBe(0);
      });

      it('keeps the tokens a waiting delivery needs, and forgets them when it is done', async () => {
        await opened();
        await submitted('referral-1');
        await store.endSession('session-1', t0 + 1, audit('session.end'));
        expect(await store.forgetIdleGrants(dayLater)).toBe(0);
        const [leased] = await lease(store);
        await store.saveDelivery({
          entryId: leased?.id ?? '',
          fence: leased?.fence ?? -1,
          state: { ...freshDelivery, status: 'done' },
          dueAt: t0,
          release: true,
        });
        expect(await store.forgetIdleGrants(dayLater)).toBe(1);
      });

      it('does not touch a grant younger than asked', async () => {
        await opened();
        await store.endSession('session-1', t0 + 1, audit('session.end'));
        expect(await store.forgetIdleGrants(t0)).toBe(0);
      });
    });

    describe('referrals', () => {
      it('saves a referral, its delivery and its audit row together', async () => {
        await opened();
        expect(await submitted('referral-1')).toBe('saved');
        expect(await other.findReferral('practice', 'referral-1')).toEqual(referral());
        expect(await other.outboxEntryOf('referral-1')).toEqual(
          entry('entry-of-referral-1', { referralId: 'referral-1' }),
        );
        expect((await other.readAudit(1))[0]?.action).toBe('referral.submit');
      });

      it('saves nothing when one part cannot be saved', async () => {
        await opened();
        const broken = store.submitReferral({
          referral: referral(),
          entry: entry('entry-1', { grantId: 'no-such-grant' }),
          audit: audit('referral.submit'),
        });
        await expect(broken).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
        expect(await store.findReferral('practice', 'referral-1')).toBeUndefined();
        expect(await store.readAudit(10)).toHaveLength(1);
      });

      it('refuses a delivery that speaks of another child', async () => {
        await opened();
        const wrong = store.submitReferral({
          referral: referral(),
          entry: entry('entry-1', { patientId: 'child-2' }),
          audit: audit('referral.submit'),
        });
        await expect(wrong).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
        expect(await store.findReferral('practice', 'referral-1')).toBeUndefined();
      });

      it('answers "same" to the same form sent later, and changes nothing', async () => {
        await opened();
        await submitted('referral-1');
        const again = await other.submitReferral({
          referral: referral('referral-1', {
            createdAt: '2026-11-22T09:05:00-06:00',
            requestedAt: '2026-11-22T09:05:00-06:00',
          }),
          entry: entry('entry-again'),
          audit: audit('referral.submit'),
        });
        expect(again).toBe('same');
        expect((await store.findReferral('practice', 'referral-1'))?.createdAt).toBe(
          '2026-11-22T09:00:00-06:00',
        );
        expect((await store.outboxEntryOf('referral-1'))?.id).toBe('entry-of-referral-1');
        expect(await store.readAudit(10)).toHaveLength(2);
      });

      it('answers "different" to other words, another child or another EHR under the same id', async () => {
        await opened();
        await submitted('referral-1');
        for (const change of [{ reason: 'other words' }, { patientId: 'child-2' }, { ehrId: 'elsewhere' }]) {
          const again = { referral: referral('referral-1', change), audit: audit('referral.submit') };
          expect(await store.submitReferral(again)).toBe('different');
        }
        expect(await store.findReferral('practice', 'referral-1')).toEqual(referral());
      });

      it('still answers "same" after the saved referral has moved on', async () => {
        await opened();
        await submitted('referral-1');
        await store.saveReferral({
          referral: referral('referral-1', { stage: 'withdrawn' }),
          expectedVersion: 1,
          audit: audit('referral.withdraw'),
        });
        expect(await submitted('referral-1')).toBe('same');
      });

      it('saves exactly one of two submissions at once', async () => {
        await opened();
        const send = (from: Store, id: string) =>
          from.submitReferral({
            referral: referral(),
            entry: entry(id),
            audit: audit('referral.submit'),
          });
        const answers = await Promise.all([send(store, 'entry-a'), send(other, 'entry-b')]);
        expect(answers.sort()).toEqual(['same', 'saved']);
        expect(await lease(store)).toHaveLength(1);
      });

      it('saves one of two changes to the same version and counts the version up', async () => {
        await opened();
        await submitted('referral-1');
        const change = (from: Store, note: string) =>
          from.saveReferral({
            referral: referral('referral-1', { note }),
            expectedVersion: 1,
            audit: audit('referral.change'),
          });
        const answers = await Promise.all([change(store, 'one'), change(other, 'two')]);
        expect([...answers].sort()).toEqual(['conflict', 'saved']);
        expect(await store.findReferral('practice', 'referral-1')).toMatchObject({
          version: 2,
          note: answers[0] === 'saved' ? 'one' : 'two',
        });
        expect((await store.readAudit(10)).filter((one) => one.action === 'referral.change')).toHaveLength(1);
      });

      it('adds the delivery when a prepared referral is confirmed', async () => {
        await opened();
        await store.submitReferral({
          referral: referral('referral-1', { stage: 'prepared' }),
          audit: audit('referral.prepare'),
        });
        expect(await store.outboxEntryOf('referral-1')).toBeUndefined();
        const confirmed = await store.saveReferral({
          referral: referral(),
          expectedVersion: 1,
          entry: entry(),
          audit: audit('referral.confirm'),
        });
        expect(confirmed).toBe('saved');
        expect(await lease(store)).toHaveLength(1);
      });

      it('does not overwrite a delivery a worker is holding', async () => {
        await opened();
        await submitted('referral-1');
        const read = await store.outboxEntryOf('referral-1');
        await lease(other);
        const withdrawn = await store.saveReferral({
          referral: referral('referral-1', { stage: 'withdrawn' }),
          expectedVersion: 1,
          entry: {
            ...(read ?? entry()),
            state: { ...freshDelivery, status: 'parked', parked: { reason: 'consent-withdrawn' } },
          },
          audit: audit('referral.withdraw'),
        });
        expect(withdrawn).toBe('conflict');
        expect((await store.findReferral('practice', 'referral-1'))?.stage).toBe('requested');
      });

      it('does not overwrite what a worker learned since the entry was read', async () => {
        await opened();
        await submitted('referral-1');
        const read = (await store.outboxEntryOf('referral-1')) ?? entry();
        await lease(other);
        const learned = { ...freshDelivery, written: { order: { id: 'sr-1' } } };
        await other.saveDelivery({ entryId: read.id, fence: 1, state: learned, dueAt: t0, release: true });
        const change = { referral: referral(), expectedVersion: 1, audit: audit('referral.change') };
        expect(await store.saveReferral({ ...change, entry: read })).toBe('conflict');
        expect((await store.outboxEntryOf('referral-1'))?.state).toEqual(learned);
        // Read again, it may be changed.
        const again = (await store.outboxEntryOf('referral-1')) ?? entry();
        expect(await store.saveReferral({ ...change, entry: again })).toBe('saved');
      });

      it('shows a referral only under its own EHR', async () => {
        await opened();
        await submitted('referral-1');
        expect(await store.findReferral('elsewhere', 'referral-1')).toBeUndefined();
        expect(await store.referralsOfPatient('elsewhere', 'child-1')).toEqual([]);
        expect(await store.pageReferrals('elsewhere', { limit: 10 })).toEqual({ rows: [], unreadable: [] });
      });

      it('pages newest first by instant, whatever the offset, without gap or repeat', async () => {
        await opened();
        const at = [
          '2026-11-22T09:00:00-06:00',
          '2026-11-22T15:30:00Z',
          '2026-11-22T15:30:00Z',
          '2026-11-22T10:15:00-05:00',
        ];
        for (const [index, createdAt] of at.entries())
          await store.submitReferral({
            referral: referral(`r${index}`, { createdAt, patientId: `child-${index}` }),
            audit: audit('referral.submit'),
          });
        const seen: string[] = [];
        const places: string[] = [];
        let after: string | undefined;
        do {
          const page = await store.pageReferrals('practice', {
            limit: 2,
            ...(after === undefined ? {} : { after }),
          });
          seen.push(...page.rows.map((one) => one.id));
          after = page.next;
          if (after !== undefined) places.push(after);
        } while (after !== undefined);
        expect(seen).toEqual(['r2', 'r1', 'r3', 'r0']);
        // Four rows in pages of two: no empty page is offered, and the place names neither row nor hour.
        expect(places).toHaveLength(1);
        const parts = (places[0] ?? '').split('.').map((part) => Buffer.from(part, 'base64url').toString());
        expect(parts.join('.')).not.toMatch(/r1|2026|1795/);
      });

      it('refuses a place in the list that is none', async () => {
        await expect(store.pageReferrals('practice', { after: 'nonsense', limit: 2 })).rejects.toMatchObject({
          code: 'STORE_CONFLICT',
        });
      });

      it('refuses a place in another EHR’s list', async () => {
        await opened();
        for (const id of ['r1', 'r2']) await submitted(id);
        const { next = '' } = await store.pageReferrals('practice', { limit: 1 });
        expect(await store.pageReferrals('practice', { limit: 1, after: next })).toMatchObject({
          rows: [{ id: 'r1' }],
        });
        await expect(store.pageReferrals('elsewhere', { limit: 1, after: next })).rejects.toMatchObject({
          code: 'STORE_CONFLICT',
        });
      });

      it('pages through one patient’s referrals alone when asked to', async () => {
        await opened();
        await submitted('r1');
        await submitted('r2', { patientId: 'child-2' });
        const { rows } = await store.pageReferrals('practice', { limit: 5, patientId: 'child-2' });
        expect(rows.map((one) => one.id)).toEqual(['r2']);
      });
    });

    describe('the outbox', () => {
      beforeEach(opened);

      it('gives an entry to exactly one of two workers at once', async () => {
        await submitted('referral-1');
        const leased = await Promise.all([lease(store), lease(other)]);
        expect(leased.flat()).toHaveLength(1);
        expect(leased.flat()[0]).toMatchObject({ fence: 1, leasedUntil: t0 + 30_000 });
      });

      it('gives several entries out once each under twenty workers', async () => {
        for (let child = 0; child < 30; child += 1)
          await submitted(`referral-${child}`, { patientId: `child-${child}`, createdAt: t0 + child });
        const leased = await Promise.all(
          Array.from({ length: 20 }, (_, worker) => lease(worker % 2 ? store : other, t0, 3)),
        );
        const ids = leased.flat().map((one) => one.id);
        expect(ids).toHaveLength(30);
        expect(new Set(ids).size).toBe(30);
      });

      it('leases oldest first, up to the limit, and nothing before it is due', async () => {
        await submitted('late', { patientId: 'child-2', createdAt: t0 + 2 });
        await submitted('early', { patientId: 'child-3', createdAt: t0 + 1 });
        expect(await lease(store, t0 - 1)).toEqual([]);
        expect((await lease(store, t0, 1)).map((one) => one.referralId)).toEqual(['early']);
        expect((await lease(store, t0, 1)).map((one) => one.referralId)).toEqual(['late']);
      });

      it('lets a child’s later entry wait while an earlier one is waiting, even when asked for by name', async () => {
        await submitted('first', { createdAt: t0 });
        await submitted('second', { createdAt: t0 + 1 });
        const byName = { now: t0, leaseUntil: t0 + 1, limit: 1, referralId: 'second' };
        expect(await store.leaseDue(byName)).toEqual([]);
        const [first] = await lease(store);
        expect(first?.referralId).toBe('first');
        expect(await lease(store)).toEqual([]);
        await store.saveDelivery({
          entryId: first?.id ?? '',
          fence: 1,
          state: { ...freshDelivery, status: 'parked', parked: { reason: 'refused' } },
          dueAt: t0,
          release: true,
        });
        // A parked one waits for a person and holds nobody up.
        expect((await store.leaseDue(byName)).map((one) => one.referralId)).toEqual(['second']);
      });

      it('lets other children pass a child whose entry is not due yet', async () => {
        await submitted('first', { createdAt: t0 });
        const [held] = await lease(store);
        await store.saveDelivery({
          entryId: held?.id ?? '',
          fence: 1,
          state: { ...freshDelivery, tries: 1 },
          dueAt: t0 + 300_000,
          release: true,
        });
        await submitted('other', { patientId: 'child-2', createdAt: t0 + 1 });
        expect((await lease(store, t0 + 1_000)).map((one) => one.referralId)).toEqual(['other']);
      });

      it('gives an entry again after its lease ran out, and refuses the first worker’s late word', async () => {
        await submitted('referral-1');
        const [slow] = await lease(store);
        expect(await lease(other, t0 + 29_999)).toEqual([]);
        const [second] = await lease(other, t0 + 30_000);
        expect(second?.fence).toBe(2);
        const late = {
          entryId: slow?.id ?? '',
          fence: slow?.fence ?? -1,
          state: { ...freshDelivery, tries: 7 },
          dueAt: t0,
          release: true,
          audit: audit('delivery.late'),
        };
        expect(await store.saveDelivery(late)).toBe(false);
        expect(await store.outboxEntryOf('referral-1')).toEqual(second);
        expect((await store.readAudit(1))[0]?.action).not.toBe('delivery.late');
      });

      it('keeps or releases the lease as the worker says', async () => {
        await submitted('referral-1');
        await lease(store);
        const save = (release: boolean) =>
          store.saveDelivery({
            entryId: 'entry-of-referral-1',
            fence: 1,
            state: { ...freshDelivery, written: { order: { id: 'sr-1', versionId: '1' } } },
            dueAt: t0,
            release,
            audit: audit('delivery.step'),
          });
        expect(await save(false)).toBe(true);
        expect((await store.outboxEntryOf('referral-1'))?.leasedUntil).toBe(t0 + 30_000);
        expect(await save(true)).toBe(true);
        const released = await store.outboxEntryOf('referral-1');
        expect(released).not.toHaveProperty('leasedUntil');
        expect(released?.state.written.order).toEqual({ id: 'sr-1', versionId: '1' });
      });

      it('lengthens a lease with a save that keeps it, under the fence only', async () => {
        await submitted('referral-1');
        await lease(store);
        const save = (fence: number) =>
          store.saveDelivery({
            entryId: 'entry-of-referral-1',
            fence,
            state: freshDelivery,
            dueAt: t0,
            release: false,
            leaseUntil: t0 + 80_000,
          });
        expect(await save(0)).toBe(false);
        expect((await store.outboxEntryOf('referral-1'))?.leasedUntil).toBe(t0 + 30_000);
        expect(await save(1)).toBe(true);
        expect(await lease(other, t0 + 79_999)).toEqual([]);
        expect(await lease(other, t0 + 80_000)).toHaveLength(1);
      });

      it('lets nothing starve when the clock is set back an hour', async () => {
        await submitted('fresh', { patientId: 'child-2' });
        await submitted('resting', { createdAt: t0 - 7_200_000 });
        const [resting] = await lease(store, t0, 1);
        expect(resting?.referralId).toBe('resting');
        await store.saveDelivery({
          entryId: 'entry-of-resting',
          fence: 1,
          state: { ...freshDelivery, tries: 3 },
          dueAt: t0 + 8_000,
          release: true,
        });
        const leased = await lease(store, t0 + 1_000 - 3_600_000);
        expect(leased.map((one) => one.referralId).toSorted()).toEqual(['fresh', 'resting']);
      });

      it('starts no entry early that the EHR asked to leave alone for an hour', async () => {
        await submitted('referral-1', { createdAt: t0 });
        await lease(store);
        await store.saveDelivery({
          entryId: 'entry-of-referral-1',
          fence: 1,
          state: { ...freshDelivery, tries: 1 },
          dueAt: t0 + 3_600_000,
          release: true,
        });
        expect(await lease(store, t0)).toEqual([]);
        expect(await lease(store, t0 + 3_599_999)).toEqual([]);
        expect(await lease(store, t0 + 3_600_000)).toHaveLength(1);
      });

      it('never leases what is done or parked', async () => {
        await submitted('referral-1');
        await lease(store);
        await store.saveDelivery({
          entryId: 'entry-of-referral-1',
          fence: 1,
          state: { ...freshDelivery, status: 'done' },
          dueAt: t0,
          release: true,
        });
        expect(await lease(store, t0 + 999_999)).toEqual([]);
      });

      it('reopens a parked entry under a new grant of the same user only', async () => {
        await submitted('referral-1');
        await lease(store);
        await store.saveDelivery({
          entryId: 'entry-of-referral-1',
          fence: 1,
          state: { ...freshDelivery, status: 'parked', parked: { reason: 'needs-relaunch' } },
          dueAt: t0,
          release: true,
        });
        await store.openLaunch({
          session: session('session-2'),
          grant: grant('grant-2'),
          launch: launch('launch-2', { sessionId: 'session-2', grantId: 'grant-2' }),
          audit: audit('launch.open'),
        });
        await store.openLaunch({
          session: session('session-3', { fhirUser: 'Practitioner/ben' }),
          grant: grant('grant-3', { fhirUser: 'Practitioner/ben' }),
          launch: launch('launch-3', { sessionId: 'session-3', grantId: 'grant-3' }),
          audit: audit('launch.open'),
        });
        const byAnother = store.reopenEntry('entry-of-referral-1', 'grant-3', t0 + 5, freshDelivery);
        await expect(byAnother).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
        expect(await lease(store, t0 + 10)).toEqual([]);

        await store.reopenEntry('entry-of-referral-1', 'grant-2', t0 + 5, freshDelivery);
        expect(await lease(store, t0 + 4)).toEqual([]);
        expect(await lease(store, t0 + 5)).toMatchObject([{ grantId: 'grant-2', fence: 2 }]);
      });

      it('keeps what a worker in the middle of an exchange will say, when the entry is reopened meanwhile', async () => {
        await submitted('referral-1');
        const [held] = await lease(store);
        await store.reopenEntry('entry-of-referral-1', 'grant-1', t0, { ...freshDelivery, tries: 99 });
        const told = { ...freshDelivery, written: { order: { id: 'sr-1' } } };
        expect(
          await store.saveDelivery({
            entryId: held?.id ?? '',
            fence: held?.fence ?? -1,
            state: told,
            dueAt: t0,
            release: true,
          }),
        ).toBe(true);
        expect((await store.outboxEntryOf('referral-1'))?.state).toEqual(told);
      });
    });

    describe('drafts of code mappings', () => {
      const draft = (code: string, change: Partial<{ score: string; by: string; ehrId: string }> = {}) => ({
        ehrId: change.ehrId ?? 'practice',
        kind: 'codes' as const,
        row: {
          system: 'https://ehr.example.org/codes',
          code,
          instrumentId: 'psc-17',
          part: { kind: 'score' as const, id: change.score ?? 'total' },
          edition: null,
          form: null,
          evidence: 'design' as const,
          source: 'mapped at the practice',
        },
        by: change.by ?? 'Alex Prueba-Sample',
        at: t0,
      });
      const key = (code: string) => `https://ehr.example.org/codes|${code}`;

      it('keeps the newest word for a code of an EHR, whole, with its audit row', async () => {
        await store.saveMappingDraft(draft('B'), audit('mapping.draft.save'));
        await store.saveMappingDraft(draft('A'), audit('mapping.draft.save'));
        await store.saveMappingDraft(draft('A', { score: 'attention', by: 'Ben' }), audit('again'));
        await store.saveMappingDraft(draft('A', { ehrId: 'elsewhere' }), audit('mapping.draft.save'));
        expect(await other.mappingDraftsOf('practice')).toEqual([
          draft('A', { score: 'attention', by: 'Ben' }),
          draft('B'),
        ]);
        expect((await other.readAudit(10)).map((one) => one.action)).toEqual([
          'mapping.draft.save',
          'again',
          'mapping.draft.save',
          'mapping.draft.save',
        ]);
      });

      it('removes one draft of one EHR and says whether there was one', async () => {
        await store.saveMappingDraft(draft('A'), audit('mapping.draft.save'));
        await store.saveMappingDraft(draft('A', { ehrId: 'elsewhere' }), audit('mapping.draft.save'));
        const remove = () => store.removeMappingDraft('practice', 'codes', key('A'), audit('remove'));
        expect(await store.removeMappingDraft('practice', 'answers', key('A'), audit('remove'))).toBe(false);
        expect(await remove()).toBe(true);
        expect(await remove()).toBe(false);
        expect(await other.mappingDraftsOf('practice')).toEqual([]);
        expect(await other.mappingDraftsOf('elsewhere')).toHaveLength(1);
        expect((await other.readAudit(10)).filter((one) => one.action === 'remove')).toHaveLength(1);
      });
    });

    describe('what was said in a visit', () => {
      const child = { ehrId: 'practice', patientId: 'child-1' };
      const today = calendarDate('2026-11-22');
      const declined = (ruleId: string, change: Partial<VisitRecord> = {}): VisitRecord => ({
        ...declinedKey(child, ruleId, today),
        text: '',
        by: secrets.recordedBy,
        at: t0,
        ...change,
      });
      const agreed = (text: string, change: Partial<VisitRecord> = {}): VisitRecord => ({
        ...nextStepKey(child, today),
        text,
        by: secrets.recordedBy,
        at: t0,
        ...change,
      });

      it('keeps the newest word of a day, and every day apart, newest first, each with its audit row', async () => {
        const earlier = calendarDate('2026-05-20');
        await store.saveVisitRecord(agreed('from May', { on: earlier, at: t0 - 9 }), audit('next-step.save'));
        await store.saveVisitRecord(agreed('first words', { at: t0 }), audit('next-step.save'));
        await store.saveVisitRecord(agreed(secrets.nextStep, { at: t0 + 5, by: 'Ben' }), audit('again'));
        expect(await other.visitRecordsOf('practice', 'child-1')).toEqual([
          agreed(secrets.nextStep, { at: t0 + 5, by: 'Ben' }),
          agreed('from May', { on: earlier, at: t0 - 9 }),
        ]);
        expect((await other.readAudit(10)).map((one) => one.action)).toEqual([
          'again',
          'next-step.save',
          'next-step.save',
        ]);
      });

      it('takes one back of one child, rule and day, and says whether there was one', async () => {
        await store.saveVisitRecord(declined('rule-a'), audit('screen.decline'));
        await store.saveVisitRecord(declined('rule-b'), audit('screen.decline'));
        await store.saveVisitRecord(declined('rule-a', { patientId: 'child-2' }), audit('screen.decline'));
        const undo = (change: Partial<VisitRecord> = {}) =>
          store.removeVisitRecord({ ...declinedKey(child, 'rule-a', today), ...change }, audit('undo'));
        for (const elsewhere of [
          { on: calendarDate('2026-11-21') },
          { ehrId: 'elsewhere' },
          { patientId: 'child-3' },
          { kind: 'next-step' as const },
        ])
          expect(await undo(elsewhere)).toBe(false);
        expect(await undo()).toBe(true);
        expect(await undo()).toBe(false);
        expect(await other.visitRecordsOf('practice', 'child-1')).toEqual([declined('rule-b')]);
        expect(await other.visitRecordsOf('practice', 'child-2')).toHaveLength(1);
        expect((await other.readAudit(10)).filter((one) => one.action === 'undo')).toHaveLength(1);
      });
    });

    describe('a referral that must not be saved twice', () => {
      const isLive = (one: { readonly stage: string }) => one.stage !== 'withdrawn';
      const send = (id: string, unless = true, patientId = 'child-1') => {
        const one = referral(id, { patientId });
        return store.submitReferral({
          referral: one,
          entry: entry(`${id}-delivery`, { referralId: id, patientId }),
          audit: audit('submit'),
          ...(unless ? { unless: isLive } : {}),
        });
      };

      it('is saved once, however many are sent at the same time, and leaves nothing of the others', async () => {
        await opened();
        const said = await Promise.all(['a', 'b', 'c'].map((id) => send(id)));
        expect(said.toSorted()).toEqual(['repeat', 'repeat', 'saved']);
        expect(await other.referralsOfPatient('practice', 'child-1')).toHaveLength(1);
        expect((await other.readAudit(10)).filter(({ action }) => action === 'submit')).toHaveLength(1);
        expect(await send('a')).not.toBe('saved');
        expect(await send('d', true, 'child-2')).toBe('saved');
        expect(await send('e', false)).toBe('saved');
      });

      it('is itself when the very same is sent again', async () => {
        await opened();
        expect(await send('a')).toBe('saved');
        expect(await send('a')).toBe('same');
      });
    });

    describe('acknowledgements and audit', () => {
      it('keeps one word for each result of each child, the newest', async () => {
        const said = (resultKey: string, plan: string, at: number) =>
          store.acknowledge(
            {
              ehrId: 'practice',
              patientId: 'child-1',
              resultKey,
              plan,
              by: 'Practitioner/ada',
              at,
            },
            audit('result.acknowledge'),
          );
        await said('epds 2026-11-22', 'first plan', t0);
        await said('epds 2026-11-22', secrets.plan, t0 + 1);
        await said('phq-9 2026-11-22', 'another plan', t0 + 2);
        const known = await other.acknowledgementsOf('practice', 'child-1');
        expect(known.map((one) => [one.resultKey, one.plan, one.at])).toEqual([
          ['phq-9 2026-11-22', 'another plan', t0 + 2],
          ['epds 2026-11-22', secrets.plan, t0 + 1],
        ]);
        expect(await other.acknowledgementsOf('practice', 'child-2')).toEqual([]);
        expect(await other.acknowledgementsOf('elsewhere', 'child-1')).toEqual([]);
      });

      it('numbers audit events in order and reads the newest first', async () => {
        await store.appendAudit(audit('one'));
        await store.appendAudit({ ...audit('two'), role: 'worker', launchId: 'launch-9' });
        const read = await other.readAudit(10);
        expect(read.map((one) => one.action)).toEqual(['two', 'one']);
        expect((read[0]?.seq ?? 0) > (read[1]?.seq ?? 0)).toBe(true);
        expect(read[0]).toMatchObject({ role: 'worker', launchId: 'launch-9' });
      });
    });

    it('answers a ping while open and says STORE_UNAVAILABLE once closed', async () => {
      await expect(store.ping()).resolves.toBeUndefined();
      await store.close();
      await expect(store.ping()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
      await expect(store.findSession('x')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    });
  });
};
