import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EhrInOrder } from './ehr-in-order.ts';
import { scopes, startEhrInOrder } from './ehr-in-order.ts';

let ehr: EhrInOrder;
beforeEach(async () => {
  ehr = await startEhrInOrder();
});
afterEach(() => ehr.server.close());

describe('a launch that would work with less is amber', () => {
  it('when scopes asked for are not offered, each named', async () => {
    ehr.smartConfiguration['scopes_supported'] = ['openid', 'fhirUser', 'launch', 'patient/*.read'];
    const { status, found } = await ehr.check('scopes');
    expect(status).toBe('amber');
    expect(found).toBe(
      'Asked for and not offered: patient/ServiceRequest.crs patient/Task.crs patient/Provenance.c.',
    );
  });

  it('when scopes are not listed, or asked for with a wildcard', async () => {
    delete ehr.smartConfiguration['scopes_supported'];
    expect((await ehr.check('scopes')).status).toBe('amber');
    ehr.smartConfiguration['scopes_supported'] = scopes.split(' ').concat('patient/*.cruds');
    for (const app of ehr.registration.apps) app.scopes = `${scopes} patient/*.rs`;
    expect(await ehr.check('scopes')).toMatchObject({
      status: 'amber',
      found: expect.stringContaining('wildcard'),
    });
  });

  it('when key ids repeat', async () => {
    ehr.documents['/jwks'] = {
      keys: [
        { kty: 'RSA', kid: '1' },
        { kty: 'RSA', kid: '1' },
      ],
    };
    expect((await ehr.check('keys')).status).toBe('amber');
  });

  it('when the method of the client is not listed', async () => {
    for (const app of ehr.registration.apps) {
      app.clientAuth = { method: 'client_secret_basic', secret: 'secret-1' };
    }
    ehr.smartConfiguration['token_endpoint_auth_methods_supported'] = ['private_key_jwt'];
    expect(await ehr.check('client-auth')).toMatchObject({
      status: 'amber',
      found: expect.stringContaining('private_key_jwt'),
    });
  });

  it('when the EHR takes no ServiceRequest: rung G, print or paste (G7)', async () => {
    ehr.redeclare('ServiceRequest', ['read', 'search-type']);
    ehr.redeclare('DocumentReference', ['create']);
    const { status, found } = await ehr.check('write-back');
    expect(status).toBe('amber');
    expect(found).toContain('takes no ServiceRequest');
    expect(found).toContain('print or paste');
    expect(found).toContain('DocumentReference');
  });

  it('when the app does not ask to write what the EHR would take', async () => {
    for (const app of ehr.registration.apps)
      app.scopes = scopes.replace('ServiceRequest.crs', 'ServiceRequest.rs');
    expect(await ehr.check('write-back')).toMatchObject({
      status: 'amber',
      found: expect.stringContaining('rung G'),
    });
  });

  it('when Task cannot be written beside the order', async () => {
    ehr.redeclare('Task', ['read', 'search-type']);
    expect(await ehr.check('write-back')).toMatchObject({
      status: 'amber',
      found: expect.stringContaining('Not Task'),
    });
  });

  it('when a lost answer could not be cleared up: the consequence is said (G7)', async () => {
    ehr.redeclare('ServiceRequest', ['create', 'read', 'search-type'], ['patient']);
    expect(await ehr.check('duplicates')).toMatchObject({
      status: 'amber',
      whatToDo: expect.stringContaining('unconfirmed'),
    });
  });

  it('when a kind of resource cannot be read: what is not known then is said', async () => {
    ehr.redeclare('QuestionnaireResponse', []);
    expect(await ehr.check('reads')).toMatchObject({
      status: 'amber',
      found: expect.stringContaining('questionnaires'),
    });
  });

  it.each<[string, unknown]>([
    ['missing', undefined],
    ['something else', { resourceType: 'OperationOutcome' }],
    ['out of order', 503],
  ])('when the CapabilityStatement is %s', async (_name, document) => {
    ehr.documents['/fhir/metadata'] = document;
    expect((await ehr.check('capabilities')).status).toBe('amber');
    expect((await ehr.check('discovery')).status).toBe('green');
  });
});
