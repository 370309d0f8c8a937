// What a clinician does in this visit besides referring out, as the tests press it.
import { type Filling, formOf, type Page } from './browser.ts';
import type { Visit } from './visit.ts';

/** The demo practice's people on site. */
export const onSiteClinician = 'Elena Ejemplo-Sample';
export const familyPartner = 'Fran Probe-Sample';

export const writeHandOff = 'Write the hand-off to the chart';
export const saidNoToday = /^The family said no today/;
/** What the family said to a hand-off. */
export const agreed: Filling = { agreedBy: 'parent', interpreterNeeded: 'no' };

export const toHandOff = ({ browser, page }: Visit, name = onSiteClinician): Promise<Page> =>
  browser.follow(page, `Introduce the family to ${name}`);

export const summaryOf = ({ browser, base }: Visit): Promise<Page> => browser.open(`${base}/summary`);

/** One line of Today, white space folded. */
export const lineOf = (page: Page, name: string): string =>
  page.root
    .querySelectorAll('section[aria-label="Today"] > ul > li')
    .map((one) => one.structuredText.replace(/\s+/g, ' '))
    .find((one) => one.includes(name)) ?? '';

/** The first line of Today that can be declined. */
export const lineNameOf = (page: Page): string => {
  const name = formOf(page, saidNoToday).parentNode?.querySelector('h3')?.text;
  if (name === undefined) throw new Error('no line can be declined');
  return name;
};
