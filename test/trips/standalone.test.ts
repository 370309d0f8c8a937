// Hearth opened on its own: the EHR's picker names the child, never Hearth.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newBrowser } from '../support/browser.ts';
import { type RunningPair, startPair } from '../support/hearth.ts';

let pair: RunningPair;
beforeAll(async () => {
  pair = await startPair();
});
afterAll(() => pair.close());

describe('A standalone launch', () => {
  it('asks for launch/patient, sends no launch handle, and opens the child picked in the EHR', async () => {
    const browser = newBrowser();
    const signIn = await browser.open(
      `${pair.origin}/launch/standalone?iss=${encodeURIComponent(pair.ehr.fhirBase)}`,
    );
    const authorize = signIn.way.find((one) => new URL(one.url).pathname === '/auth/authorize');
    const asked = new URL(authorize?.url ?? '').searchParams;
    expect(asked.get('scope')?.split(' ')).toContain('launch/patient');
    expect(asked.get('scope')?.split(' ')).not.toContain('launch');
    expect(asked.has('launch')).toBe(false);
    expect(asked.get('aud')).toBe(pair.ehr.fhirBase);

    const picker = await browser.press(signIn, 'Sign in');
    const page = await browser.follow(picker, /Mateo Rivera-Ejemplo/);
    expect(page.status).toBe(200);
    expect(new URL(page.url).origin).toBe(pair.origin);
    expect(page.root.querySelector('.banner .name')?.text).toBe('Mateo Rivera-Ejemplo');
  });

  it('refuses a launch handle that has no business there, before anything is fetched', async () => {
    const browser = newBrowser();
    pair.ehr.traffic.clear();
    const page = await browser.open(
      `${pair.origin}/launch/standalone?iss=${encodeURIComponent(pair.ehr.fhirBase)}&launch=x`,
    );
    expect(page.status).toBe(400);
    expect(pair.ehr.traffic.to('/auth/authorize')).toEqual([]);
  });
});
