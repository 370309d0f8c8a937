// A delivery over the real store, with an EHR that answers from a script.
import { loadContent } from '../../src/content/load.ts';
import type { DeliveryAnswer } from '../../src/domain/referral/delivery.ts';
import type { DeliveryCommand, Ehr, EhrAccess, EhrCapabilities, SliceRead } from '../../src/ehr/port.ts';
import type { Store } from '../../src/store/port.ts';
import { type DeliveryParts, makeDeliverReferral } from '../../src/workflows/deliver-referral.ts';
import { clinicOf, clock } from './stores.ts';

const content = loadContent([]);
export const created = (id: string): DeliveryAnswer => ({ kind: 'created', id });
export const unknown: DeliveryAnswer = { kind: 'unknown-fate' };
export const found = (...ids: string[]): DeliveryAnswer => ({ kind: 'found', ids });

type Script = (DeliveryAnswer | ((command: DeliveryCommand) => Promise<DeliveryAnswer>))[];

/** An EHR that answers from a script and keeps what it was asked; a question beyond the script fails the test. */
export const setUp = (
  store: Store,
  script: Script,
  change: Partial<DeliveryParts> = {},
  capabilities: EhrCapabilities = { interactions: undefined },
  /** The child's own chart, as it is asked for before an order is sent. */
  chartOf: (id: string) => SliceRead = (id) => ({
    resources: [{ resourceType: 'Patient', id, birthDate: '2024-05-01' }],
  }),
) => {
  const asked: { access: EhrAccess; command: DeliveryCommand }[] = [];
  const never = (): Promise<never> => Promise.reject(new Error('not part of a delivery'));
  const ehr: Ehr = {
    readChart: never,
    readPatients: (_, ids) => Promise.resolve(chartOf(ids[0] ?? '')),
    findPatients: never,
    capabilities: () => Promise.resolve(capabilities),
    deliver: async (access, command) => {
      const next = script[asked.length];
      asked.push({ access, command });
      if (next === undefined) throw new Error('asked beyond the script');
      return typeof next === 'function' ? next(command) : next;
    },
  };
  const time = clock();
  const deliver = makeDeliverReferral({
    store,
    ehr,
    accessForGrant: (grantId) =>
      Promise.resolve({
        ehrId: 'practice',
        iss: 'https://ehr.example.org/fhir',
        accessToken: `token of ${grantId}`,
        scopes: 'all',
      }),
    kindOf: (need) => content.referralKinds.find((kind) => kind.need === need),
    mayCreate: () => true,
    clinicOf,
    now: time.now,
    random: () => 0,
    softwareVersion: '0.1.0',
    ...change,
  });
  const wire = (): string[] =>
    asked.map(
      ({ command }) =>
        `${command.do} ${command.do === 'post' ? command.resource.resourceType : command.resourceType}`,
    );
  return { deliver, asked, time, wire };
};
