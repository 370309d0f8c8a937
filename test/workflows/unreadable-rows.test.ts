// One row that cannot be read holds up neither the deliveries nor the list (SECURITY Z25).
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Patient } from 'fhir/r4.js';
import Libsql from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { renderToString } from 'preact-render-to-string';
import type { Ehr } from '../../src/ehr/port.ts';
import type { Store } from '../../src/store/port.ts';
import { WorklistPage } from '../../src/web/views/worklist.tsx';
import type { LaunchInUse } from '../../src/workflows/context.ts';
import { makeListWorklist } from '../../src/workflows/list-worklist.ts';
import { referral } from '../domain/referral/referrals.ts';
import { created, setUp } from './scripted-ehr.ts';
import { grant, openStore, submit, t0 } from './stores.ts';

let folder: string;
let file: string;
let store: Store;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hearth-unreadable-'));
  file = join(folder, 'hearth.db');
  store = await openStore(grant(), file);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const spoil = (sql: string): void => {
  const raw = new Libsql(file);
  raw.exec(sql);
  raw.close();
};
const stateOf = async (id: string) => (await store.outboxEntryOf(id))?.state;

describe('a delivery that cannot be read, first in the queue', () => {
  beforeEach(async () => {
    await submit(store, referral({ id: 'poison' }), { createdAt: t0 - 5_000 });
    await submit(store, referral({ id: 'good', patientId: 'child-2' }));
  });
  const script = () => setUp(store, [created('sr-2'), created('t-2'), created('p-2')]);

  it.each([
    ['broken text', '\'{"written":\''],
    ['text of another shape', "'[1]'"],
    ['nothing at all', "''"],
  ])('%s is parked for a person, left in the audit trail, and the others flow', async (_, state) => {
    spoil(`update outbox set state = ${state} where referral_id = 'poison'`);
    const { deliver, wire } = script();
    expect(await deliver()).toBe(1);
    expect(wire()).toHaveLength(3);
    expect(await stateOf('good')).toMatchObject({ status: 'done' });
    expect(await stateOf('poison')).toMatchObject({ status: 'parked', parked: { reason: 'unconfirmed' } });
    expect(await store.readAudit(10)).toContainEqual(
      expect.objectContaining({
        action: 'referral.delivery.unreadable',
        entity: 'Referral/poison',
        outcome: 'failed',
      }),
    );
    expect(await deliver()).toBe(0);
  });

  it('a referral whose seal is broken is parked too, and said so', async () => {
    spoil("update referrals set sealed_body = substr(sealed_body, 1, 60) where id = 'poison'");
    const { deliver } = script();
    await deliver();
    expect(await stateOf('good')).toMatchObject({ status: 'done' });
    expect(await stateOf('poison')).toMatchObject({
      status: 'parked',
      parked: { reason: 'unconfirmed', detail: 'its referral cannot be read' },
    });
    expect(await store.readAudit(10)).toContainEqual(
      expect.objectContaining({ action: 'referral.delivery.unconfirmed', entity: 'Referral/poison' }),
    );
  });

  it('a grant whose tokens cannot be read waits for the person to open the app again', async () => {
    const { deliver } = setUp(store, [], {
      accessForGrant: async (id) => {
        await store.findGrant(id);
        throw new Error('the grant was read');
      },
    });
    spoil("update grants set sealed_tokens = 'x.y.z'");
    await deliver();
    expect(await stateOf('poison')).toMatchObject({ parked: { reason: 'needs-relaunch' } });
  });
});

describe('the worklist', () => {
  const named = (id: string): Patient => ({
    resourceType: 'Patient',
    id,
    name: [{ given: ['Child'], family: `Sample-${id}` }],
    birthDate: '2024-01-01',
  });
  const list = (mayBeSeen: (id: string) => boolean, patientId?: string) => {
    const never = (): Promise<never> => Promise.reject(new Error('not part of a list'));
    const ehr: Ehr = {
      readChart: never,
      capabilities: never,
      deliver: never,
      findPatients: () => Promise.reject(new Error('nobody is looked for')),
      readPatients: (_, ids) => Promise.resolve({ resources: ids.filter(mayBeSeen).map(named) }),
    };
    const use: LaunchInUse = {
      launch: {
        id: 'launch-1',
        sessionId: 'session-1',
        grantId: 'grant-1',
        ehrId: 'practice',
        role: 'coordinator',
        needPatientBanner: true,
        createdAt: t0,
        ...(patientId === undefined ? {} : { patientId }),
      },
      grantId: 'grant-1',
      user: { person: { fhirUser: 'Practitioner/cora', display: 'Cora' }, role: 'coordinator' },
      access: () =>
        Promise.resolve({ ehrId: 'practice', iss: 'i', accessToken: 't', scopes: 'user/Patient.s' }),
    };
    const listWorklist = makeListWorklist({ store, ehr, mayReadOthers: () => patientId === undefined });
    return (after?: string) => listWorklist(use, after);
  };
  const html = (page: Awaited<ReturnType<ReturnType<typeof list>>>): string =>
    renderToString(
      WorklistPage({ page, navigation: { launchId: 'launch-1', hasChild: false, logoutToken: 'x' } }),
    );

  beforeEach(async () => {
    await submit(store, referral({ id: 'poison' }));
    await submit(store, referral({ id: 'good', patientId: 'child-2' }));
  });

  it('leaves a broken row out and says so, with the others and their true state', async () => {
    spoil("update referrals set sealed_body = 'a.b.c' where id = 'poison'");
    spoil("update outbox set state = 'x' where referral_id = 'good'");
    const page = await list(() => true)();
    expect(page.rows.map((row) => [row.referral.id, row.standing.name])).toEqual([['good', 'unconfirmed']]);
    expect(page.unreadable).toBe(1);
    expect(html(page)).toMatch(/One referral is missing from this page: Hearth’s own record cannot be read/);
  });

  it('tells nobody of a broken row whose child they may not see', async () => {
    spoil("update referrals set sealed_body = 'a.b.c' where id = 'poison'");
    const page = await list((id) => id !== 'child-1')();
    expect(page).toMatchObject({ rows: [{ referral: { id: 'good' } }], unreadable: 0 });
    expect(html(page)).not.toMatch(/missing from this page/);
    const child2 = await list(() => true, 'child-2')();
    expect(child2).toMatchObject({ rows: [{ referral: { id: 'good' } }], unreadable: 0 });
  });

  it('goes on past a page of rows this person may not see, and its key says nothing of them', async () => {
    for (let hidden = 0; hidden < 25; hidden += 1)
      await submit(
        store,
        referral({
          id: `hidden-${String(hidden)}`,
          patientId: `hidden-child-${String(hidden)}`,
          createdAt: '2026-11-22T09:00:00-06:00',
        }),
      );
    const look = list((id) => !id.startsWith('hidden'));
    const first = await look();
    expect(first.rows).toEqual([]);
    expect(html(first)).toMatch(/None on this page that you may see; older ones follow\./);
    expect(html(first)).toMatch(/Older referrals/);
    const key = (first.next ?? '')
      .split('.')
      .map((part) => Buffer.from(part, 'base64url').toString('latin1'));
    expect(`${first.next} ${key.join(' ')}`).not.toMatch(/hidden|2026-11|17953/);
    const second = await look(first.next);
    expect(second.rows.map((row) => row.referral.id).toSorted()).toEqual(['good', 'poison']);
    expect(second.next).toBeUndefined();
  });

  it('begins again at the newest for a key that opens no place any more', async () => {
    expect((await list(() => true)('a..b.c.d')).rows).toHaveLength(2);
  });
});
