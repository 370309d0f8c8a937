// What people do at the practice, over HTTP: launch, refer, look at the chart. Used by the whole-trip tests.
import type { FhirResource } from 'fhir/r4.js';
import type { Exchange } from '../../fixtures/sandbox-ehr/index.ts';
import { type Browser, type Filling, newBrowser, type Page } from './browser.ts';
import type { RunningPair } from './hearth.ts';

export interface Wish {
  readonly browser?: Browser;
  readonly app?: string;
  readonly user?: string;
  /** A patient id when the child is not one of the synthetic ones. */
  readonly patient?: string;
  /** Without the visit the launch names no encounter. */
  readonly withVisit?: boolean;
}

export interface Visit {
  readonly browser: Browser;
  readonly page: Page;
  /** `http://.../launches/{id}` */
  readonly base: string;
}

export const patientOf = (pair: RunningPair, childKey: string): string => {
  const id = pair.ehr.children[childKey];
  if (id === undefined) throw new Error(`no synthetic child ${childKey}`);
  return id;
};

/** The address the EHR would open for this child (or for no child). */
export const launchUrlFor = (pair: RunningPair, childKey: string | undefined, wish: Wish = {}): string => {
  const patient = wish.patient ?? (childKey === undefined ? undefined : patientOf(pair, childKey));
  const visit = pair.ehr.schedule.find((one) => one.patientId === patient)?.encounterId;
  return pair.ehr.launchUrl({
    appId: wish.app ?? 'clinician',
    user: wish.user ?? (wish.app === 'coordinator' ? 'coordinator' : 'pediatrician'),
    ...(patient === undefined ? {} : { patient }),
    ...(visit === undefined || wish.withVisit === false ? {} : { encounter: visit }),
  });
};

const baseOf = (page: Page): string => /^https?:\/\/[^/]+\/launches\/[^/?]+/.exec(page.url)?.[0] ?? page.url;

/** From the click in the EHR to the first page. */
export const launchFor = async (
  pair: RunningPair,
  childKey: string | undefined,
  wish: Wish = {},
): Promise<Visit> => {
  const browser = wish.browser ?? newBrowser();
  const page = await browser.open(launchUrlFor(pair, childKey, wish));
  return { browser, page, base: baseOf(page) };
};

/** What the family said, and its consent. */
export const familySaid: Filling = {
  parentRole: 'mother',
  contact: 'careful',
  noVoicemail: 'yes',
  safeHours: 'weekdays 9 to 12',
  nextStep: 'The family is called on Monday morning',
  // Many tests refer the same child to the same place.
  again: 'yes',
  consentAgreed: 'yes',
  consentBy: 'mother',
};

/** First match, form, review: the page before anything is saved. */
export const toReview = async ({ browser, page }: Visit, filling: Filling = {}): Promise<Page> => {
  const form = await browser.follow(page, /^(Refer|Prepare): /);
  return browser.press(form, 'Review before anything is written', { ...familySaid, ...filling });
};

export const sendButton = /^(Write the order to the chart|Prepare for a clinician)$/;

/** All the way: the referral's own page. */
export const refer = async (visit: Visit, filling: Filling = {}): Promise<Page> =>
  visit.browser.press(await toReview(visit, filling), sendButton);

/** The referral's number from its page's address. */
export const referralIdOf = (page: Page): string =>
  /\/referrals\/([0-9a-f-]{36})/.exec(page.url)?.[1] ?? 'no referral in the address';

/** Every resource of a type in the EHR that Hearth wrote for this referral. */
export const written = <Type extends FhirResource['resourceType']>(
  pair: RunningPair,
  type: Type,
  referralId: string,
): Extract<FhirResource, { resourceType: Type }>[] => {
  const all = pair.ehr.all(type) as Extract<FhirResource, { resourceType: Type }>[];
  if (type !== 'Provenance') return all.filter((one) => JSON.stringify(one).includes(referralId));
  const orders = written(pair, 'ServiceRequest', referralId).map(({ id }) => `ServiceRequest/${id}`);
  return all.filter((one) => orders.some((order) => JSON.stringify(one).includes(`"${order}"`)));
};

/** Creates of a type that reached the EHR, whatever became of them. */
export const posts = (pair: RunningPair, type: string): readonly Exchange[] =>
  pair.ehr.traffic.to(`/fhir/${type}`).filter((one) => one.method === 'POST');

/** Looks again and again until it holds: deliveries go on behind the page. */
export const until = async <Value>(
  look: () => Promise<Value> | Value,
  holds: (value: Value) => boolean,
  withinMs = 8_000,
): Promise<Value> => {
  const end = Date.now() + withinMs;
  for (;;) {
    const value = await look();
    if (holds(value) || Date.now() > end) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
