import { describe, expect, it } from 'vitest';
import { allows, parseResourceScope, parseScopes, uncoveredScopes } from '../../smart-launch/index.ts';

describe('reading a scope', () => {
  it.each([
    ['patient/Observation.read', 'rs'],
    ['user/Task.write', 'cud'],
    ['patient/*.*', 'cruds'],
    ['patient/Observation.rs', 'rs'],
    ['system/Task.cruds', 'cruds'],
    ['user/Patient.r', 'r'],
  ])('%s grants %s', (scope, letters) => {
    expect([...(parseResourceScope(scope)?.permissions ?? [])].join('')).toBe(letters);
  });

  it.each([
    'patient/Observation.sr',
    'patient/Observation.rr',
    'patient/Observation.',
    'patient/Observation.x',
    'patient/Observation',
    'group/Observation.rs',
    'patient/observation.rs',
    'patient/Observation.read?category=x',
    'launch/patient',
    'openid',
  ])('%s grants nothing on resources', (scope) => {
    expect(parseResourceScope(scope)).toBeUndefined();
  });

  it('keeps the query of a narrowed scope', () => {
    const scope = 'patient/Observation.rs?category=http://x|survey';
    expect(parseResourceScope(scope)?.query).toBe('category=http://x|survey');
  });

  it('leaves out what is no resource scope', () => {
    expect(parseScopes(' openid  launch patient/Patient.rs ')).toHaveLength(1);
  });
});

describe('what granted scopes allow', () => {
  it('follows context, resource and letter, each of them', () => {
    const granted = 'openid patient/Observation.rs user/Task.read patient/ServiceRequest.c';
    expect(allows(granted, 'patient', 'Observation', 's')).toBe(true);
    expect(allows(granted, 'patient', 'Observation', 'c')).toBe(false);
    expect(allows(granted, 'user', 'Observation', 'r')).toBe(false);
    expect(allows(granted, 'user', 'Task', 's')).toBe(true);
    expect(allows(granted, 'patient', 'ServiceRequest', 'c')).toBe(true);
    expect(allows(granted, 'patient', 'ServiceRequest', 'r')).toBe(false);
    expect(allows('', 'patient', 'Patient', 'r')).toBe(false);
    expect(allows('patient/*.rs', 'patient', 'Anything', 'r')).toBe(true);
  });
});

describe('what an EHR does not offer of what is asked', () => {
  it('knows that one spelling covers another, and that parts add up', () => {
    const asked = 'openid launch patient/Task.cu patient/Observation.rs user/Patient.rs';
    const offered = 'openid patient/Task.create patient/Task.write patient/*.read';
    expect(uncoveredScopes(asked, offered)).toEqual(['launch', 'user/Patient.rs']);
  });

  it('does not take a narrowed offer for the whole', () => {
    expect(uncoveredScopes('patient/Observation.rs', 'patient/Observation.rs?category=vital-signs')).toEqual([
      'patient/Observation.rs',
    ]);
  });
});
