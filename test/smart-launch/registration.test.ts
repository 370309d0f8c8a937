import { describe, expect, it } from 'vitest';
import { registrationSchema, registrationsSchema } from '../../smart-launch/index.ts';

const app = {
  id: 'clinician',
  role: 'clinician',
  clientId: 'c',
  clientAuth: { method: 'none' },
  scopes: 'launch openid',
};
const good = {
  id: 'north',
  name: 'North Clinic',
  iss: 'https://ehr.example/fhir',
  timeZone: 'America/Chicago',
  state: 'IL',
  apps: [app],
};

it('fills in the safe defaults', () => {
  expect(registrationSchema.parse(good)).toMatchObject({
    frameOrigins: [],
    allowedOrigins: [],
    allowInsecureHttp: false,
    nonce: 'required',
  });
});

describe('a registration refused', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['an unknown key', { isss: 'x' }, ''],
    ['an unknown key in an app', { apps: [{ ...app, scope: 'x' }] }, 'apps.0'],
    ['a wildcard frame origin (G3)', { frameOrigins: ['*'] }, 'frameOrigins.0'],
    ['a wildcard host', { allowedOrigins: ['https://*.example/'] }, 'allowedOrigins.0'],
    ['an origin with a path', { allowedOrigins: ['https://a.example/x'] }, 'allowedOrigins.0'],
    ['plain http', { iss: 'http://ehr.example/fhir' }, 'iss'],
    ['plain http off the loopback', { iss: 'http://ehr.example/fhir', allowInsecureHttp: true }, 'iss'],
    ['plain http on the loopback without leave', { iss: 'http://127.0.0.1:1/fhir' }, 'iss'],
    ['a plain http endpoint origin', { allowedOrigins: ['http://a.example'] }, 'allowedOrigins.0'],
    ['an iss with a query', { iss: 'https://ehr.example/fhir?x=1' }, 'iss'],
    ['an iss with a user', { iss: 'https://u:p@ehr.example/fhir' }, 'iss'],
    ['an iss that is no URL', { iss: 'ehr' }, 'iss'],
    ['a time zone nobody knows', { timeZone: 'America/Springfield' }, 'timeZone'],
    ['a state in words', { state: 'Illinois' }, 'state'],
    ['no apps', { apps: [] }, 'apps'],
    ['two apps of one id', { apps: [app, app] }, 'apps.1.id'],
    [
      'a method we do not know',
      { apps: [{ ...app, clientAuth: { method: 'client_secret_post' } }] },
      'apps.0.clientAuth.method',
    ],
    [
      'a confidential app without its secret',
      { apps: [{ ...app, clientAuth: { method: 'client_secret_basic' } }] },
      'apps.0.clientAuth.secret',
    ],
    ['scopes with double spaces', { apps: [{ ...app, scopes: 'launch  openid' }] }, 'apps.0.scopes'],
  ])('has %s', (_name, change, path) => {
    const result = registrationSchema.safeParse({ ...good, ...change });
    expect(result.error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });

  it('repeats an iss or an id of another', () => {
    const result = registrationsSchema.safeParse([
      good,
      { ...good, id: 'south' },
      { ...good, iss: `${good.iss}/2` },
    ]);
    expect(result.error?.issues.map((issue) => issue.path.join('.'))).toEqual(['2.id', '1.iss']);
  });

  it('never repeats a secret in its complaint', () => {
    const clientAuth = { method: 'client_secret_basic', secret: 'CANARY' };
    const result = registrationSchema.safeParse({ ...good, apps: [{ ...app, clientAuth }] });
    expect(result.error?.message).toContain('secret');
    expect(JSON.stringify(result.error)).not.toContain('CANARY');
  });
});
