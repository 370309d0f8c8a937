import { describe, expect, it } from 'vitest';
import { calendarDate } from '../../../src/domain/age.ts';
import { chart, child, gap } from '../../domain/charts.ts';
import { content, partial, reported } from '../../domain/screening/forms.ts';
import type { Rendered } from './made.ts';
import { openText, pageOf, section } from './page.ts';

const infant = child({ birthDate: partial('2025-05-14') });
const above = { total: 20, internalizing: 6, attention: 7, externalizing: 7 };
const psc17 = (on: string) => reported('psc-17', on, above, { respondent: 'mother' });

const linkTo = (page: Rendered, words: RegExp): string | undefined =>
  page
    .querySelectorAll('a')
    .find((link) => words.test(link.textContent))
    ?.getAttribute('href')
    ?.replaceAll('&amp;', '&');
const field = (page: Rendered, name: string) => page.querySelector(`[name="${name}"]`);

describe('the heading', () => {
  it('names the visit and its window by the schedule of the place', () => {
    const page = pageOf(chart({ child: infant }), { context: { state: undefined } });
    expect(page.querySelector('h1')?.textContent).toMatch(/18.*, Nov 23, 2026$/);
    expect(openText(page)).toMatch(
      /Window [A-Z][a-z]{2} \d+, 2026 to [A-Z][a-z]{2} \d+, 202\d, by age from birth/,
    );
  });

  it('says a partial birth date and age as what they are', () => {
    const text = openText(pageOf(chart({ child: child({ birthDate: partial('2024-12') }) })));
    expect(text).toMatch(/born 2024-12 \(day not given\)/);
    expect(text).toMatch(/age between 22 months 23 days and 23 months 22 days/);
  });
});

describe('the weeks at birth', () => {
  it('are asked for when the chart has none, weeks and days apart, and term is not assumed', () => {
    const page = pageOf(chart({ child: infant }));
    expect(openText(page)).toMatch(/not in the chart: ages are not corrected, and term birth is not assumed/);
    expect(field(page, 'bornAtWeeks')).not.toBeNull();
    expect(field(page, 'bornAtDays')).not.toBeNull();
  });

  it('once told, correct the age with the arithmetic on the page, and can be taken back', () => {
    const page = pageOf(chart({ child: infant }), { query: { bornAtWeeks: '30', bornAtDays: '4' } });
    const today = section(page, 'Today')?.textContent;
    expect(today).toMatch(/Age from birth 18 months 9 days/);
    expect(today).toMatch(/Corrected age 16 months 14 days/);
    expect(today).toMatch(/39 − 31 = 8 weeks early; 8 × 7 = 56 days/);
    expect(today).toMatch(/The family told: born at 30 weeks 4 days/);
    expect(field(page, 'bornAtWeeks')).toBeNull();
    expect(linkTo(page, /Take it back/)).toBe('/launches/launch-1/summary');
  });

  it('that were refused stay in their field with the reason, and correct nothing', () => {
    const page = pageOf(chart({ child: infant }), { query: { bornAtWeeks: '50' } });
    expect(field(page, 'bornAtWeeks')?.getAttribute('value')).toBe('50');
    expect(field(page, 'bornAtWeeks')?.getAttribute('aria-describedby')).toBe('bornAtFault');
    expect(field(page, 'bornAtDays')?.getAttribute('aria-invalid')).toBeUndefined();
    expect(page.querySelector('#bornAtFault')?.textContent).toMatch(/20 to 44; “50” was not used/);
    expect(openText(page)).not.toMatch(/Corrected age/);
  });

  it('of a child born at term are said to change nothing', () => {
    const page = pageOf(chart({ child: infant }), { query: { bornAtWeeks: '40' } });
    expect(openText(page)).toMatch(/born at 40 weeks\..*Ages are not corrected/);
  });

  it('and a concern travel together through every link of the page that leads back to it', () => {
    const query = { concern: 'yes', bornAtWeeks: '30', bornAtDays: '4' };
    const page = pageOf(chart({ child: infant }), { query });
    expect(linkTo(page, /Take the concern back/)).toBe(
      '/launches/launch-1/summary?bornAtWeeks=30&bornAtDays=4',
    );
    expect(linkTo(page, /Take it back/)).toBe('/launches/launch-1/summary?concern=yes');
    const asked = pageOf(chart({ child: infant }), { query: { concern: 'yes' } });
    expect(field(asked, 'concern')?.getAttribute('value')).toBe('yes');
    const unread = pageOf(chart({ child: infant, gaps: [gap('patient')] }), { query });
    expect(linkTo(unread, /Try again/)).toBe(
      '/launches/launch-1/summary?concern=yes&bornAtWeeks=30&bornAtDays=4',
    );
    const strip = pageOf(
      chart({
        child: infant,
        forms: [reported('epds', '2026-11-20', { total: 3 }, { items: { 'item-10': 2 } })],
      }),
      { query: { concern: 'yes' } },
    );
    expect(strip.querySelector('.strip form')?.getAttribute('action')).toBe(
      '/launches/launch-1/safety?concern=yes',
    );
  });
});

describe('next steps', () => {
  const steps = (birth: string, query = {}) =>
    section(
      pageOf(chart({ child: child({ birthDate: partial(birth) }), forms: [psc17('2026-11-23')] }), { query }),
      'Next steps',
    );

  it('begin with what the result means and what comes first', () => {
    const tier = content.tiers.find(({ id }) => id === 'positive');
    const text = steps('2022-05-23')?.textContent;
    expect(text).toContain(tier?.name);
    expect(text).toContain(tier?.first);
    expect(text).toContain('because: PSC-17 of Nov 23, 2026');
  });

  it('never fold away a clock that runs out', () => {
    const part = steps('2023-12-23', { concern: 'yes' });
    for (const closed of part?.querySelectorAll('details') ?? []) closed.remove();
    expect(part?.textContent).toMatch(/▲ ClosingEarly Intervention/);
  });

  it('say who is the client, and keep at most four in sight', () => {
    const part = steps('2022-05-23');
    expect(part?.textContent).toMatch(/For the child and family, unless/);
    expect(part?.textContent).toMatch(/not care for the child or the family/);
    for (const closed of part?.querySelectorAll('details') ?? []) closed.remove();
    expect(part?.querySelectorAll('li').length).toBeLessThanOrEqual(4);
  });

  it('give the clinician’s own lines closed, with their hours, not for families and not on paper', () => {
    const lines = steps('2022-05-23')
      ?.querySelectorAll('details')
      .find((one) => /Call about this patient/.test(one.textContent));
    expect(lines?.classList.contains('no-print')).toBe(true);
    expect(lines?.textContent).toMatch(/For clinicians; not given to families/);
    expect(lines?.textContent).toMatch(/Hours/);
  });
});

describe('results', () => {
  it('come with their trend when a form was filled in before by the same person', () => {
    const page = pageOf(chart({ forms: [psc17('2026-11-23'), psc17('2025-11-20')] }));
    const card = section(page, 'PSC-17');
    expect(card?.querySelector('svg[aria-label*="over time"]')).not.toBeNull();
    const alone = pageOf(chart({ forms: [psc17('2026-11-23')] }));
    expect(section(alone, 'PSC-17')?.querySelector('svg[aria-label*="over time"]')).toBeNull();
  });

  it('that are old are not a plain check', () => {
    const low = { total: 2, internalizing: 0, attention: 1, externalizing: 1 };
    const birth = child({ birthDate: partial('2018-05-01') });
    const page = pageOf(chart({ child: birth, forms: [reported('psc-17', '2025-06-20', low)] }));
    expect(section(page, 'PSC-17')?.querySelector('.tag')?.textContent).toMatch(/^○ .*17 months 3 days ago$/);
  });

  it('are drawn for a birth date that is whole and never for one that is not', () => {
    expect(section(pageOf(chart()), 'From birth to now')).toBeDefined();
    expect(
      section(pageOf(chart({ child: child({ birthDate: partial('2022-05') }) })), 'From birth to now'),
    ).toBeUndefined();
  });

  it('told in confidence and not usable are listed closed, never in the open', () => {
    const row = {
      id: 'Observation/1',
      instrumentId: 'epds',
      label: 'EPDS total',
      reason: 'the value is text',
      on: calendarDate('2026-11-20'),
      kind: 'unusable' as const,
    };
    const page = pageOf(
      chart({
        unusable: [row, { ...row, id: 'Observation/2', instrumentId: 'psc-17', label: 'PSC-17 total' }],
      }),
    );
    expect(openText(page)).toContain('PSC-17 total');
    expect(openText(page)).not.toContain('EPDS total');
    expect(section(page, 'Private answers')?.textContent).toContain('EPDS total');
  });
});
