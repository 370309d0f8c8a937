// Would a launch of this app get through? PKCE, client authentication, scopes.
import type { AppRegistration, Registration, SmartConfiguration } from '../../smart-launch/index.ts';
import { requestedScopes, splitScopes, uncoveredScopes } from '../../smart-launch/index.ts';
import type { Check } from './doctor-report.ts';

/** Checks of one app entry: `pkce`, `client-auth`, `scopes`, `identity-scopes`. */
export const checkApp = (
  registration: Registration,
  app: AppRegistration,
  configuration: SmartConfiguration,
): Check[] => {
  const subject = `${registration.id}/${app.id}`;
  const isPublic = app.clientAuth.method === 'none';
  const s256 = configuration.code_challenge_methods_supported.includes('S256');
  const pkce: Check = s256
    ? { id: 'pkce', subject, status: 'green', found: 'The EHR advertises PKCE with S256.' }
    : {
        id: 'pkce',
        subject,
        status: isPublic ? 'red' : 'amber',
        found: 'The EHR does not advertise PKCE with S256.',
        whatToDo: isPublic
          ? 'Launches of this public client are refused. Register it as confidential (client_secret_basic), or ask the vendor for S256.'
          : 'S256 is sent all the same; ask the vendor whether it is checked.',
      };
  return [pkce, checkClientAuth(subject, app, configuration), ...checkScopes(subject, app, configuration)];
};

const checkClientAuth = (subject: string, app: AppRegistration, configuration: SmartConfiguration): Check => {
  const { method } = app.clientAuth;
  const capability = method === 'none' ? 'client-public' : 'client-confidential-symmetric';
  const methods = configuration.token_endpoint_auth_methods_supported;
  // `none` is commonly left out of the methods by servers that do take public clients.
  const listed = methods?.includes(method) ?? false;
  const capable = configuration.capabilities.includes(capability);
  const contradicted = methods !== undefined && !listed && method !== 'none';
  if ((listed || capable) && !contradicted) {
    return { id: 'client-auth', subject, status: 'green', found: `The EHR offers ${method}.` };
  }
  return {
    id: 'client-auth',
    subject,
    status: 'amber',
    found: `The EHR does not list ${method}${methods === undefined ? '' : `; it lists ${methods.join(', ')}`}.`,
    whatToDo: 'Compare with how the app is registered at the EHR; a wrong method ends in invalid_client.',
  };
};

const checkScopes = (subject: string, app: AppRegistration, configuration: SmartConfiguration): Check[] => {
  const asked = [
    ...new Set([false, true].flatMap((alone) => splitScopes(requestedScopes(app, alone)))),
  ].filter((scope) => scope !== 'launch/patient' || app.standaloneScopes !== undefined);
  const needed = ['openid', 'fhirUser'].filter((scope) => !asked.includes(scope));
  const identity: Check[] =
    needed.length === 0
      ? []
      : [
          {
            id: 'identity-scopes',
            subject,
            status: 'red',
            found: `This app does not ask for ${needed.join(' and ')}.`,
            whatToDo: `Add ${needed.join(' and ')} to its scopes; without it nobody knows who the user is, and launches stop.`,
          },
        ];
  const offered = configuration.scopes_supported;
  if (offered === undefined) {
    return [
      ...identity,
      {
        id: 'scopes',
        subject,
        status: 'amber',
        found: 'The EHR does not list the scopes it offers.',
        whatToDo: 'Nothing to compare; the first launch shows what is granted.',
      },
    ];
  }
  const missing = uncoveredScopes(asked.join(' '), offered.join(' '));
  const wildcards = asked.filter((scope) => scope.includes('*'));
  const found = [
    missing.length === 0
      ? `All ${asked.length} scopes asked for are offered.`
      : `Asked for and not offered: ${missing.join(' ')}.`,
    ...(wildcards.length === 0 ? [] : [`Asked for with a wildcard: ${wildcards.join(' ')}.`]),
  ].join('\n');
  const advice = [
    ...(missing.length === 0
      ? []
      : [
          'What is not granted is switched off and said on the page. Add these to the app at the EHR, or take them out here; some EHRs list only part of what they grant.',
        ]),
    ...(wildcards.length === 0 ? [] : ['Name resource types instead of *: many EHRs refuse wildcards.']),
  ];
  return [
    ...identity,
    {
      id: 'scopes',
      subject,
      status: advice.length === 0 ? 'green' : 'amber',
      found,
      ...(advice.length === 0 ? {} : { whatToDo: advice.join(' ') }),
    },
  ];
};
