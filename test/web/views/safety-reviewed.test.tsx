// A safety answer before and after its review: what the strip says first, and what stays within reach without interrupting again.
import { describe, expect, it } from 'vitest';
import type { ReportedForm } from '../../../src/domain/chart.ts';
import { calendarDate } from '../../../src/domain/age.ts';
import { chart, child, decide } from '../../domain/charts.ts';
import { partial, reported } from '../../domain/screening/forms.ts';
import { openText, pageOf, section } from './page.ts';

const infant = child({ birthDate: partial('2026-09-19') });
const teen = child({ birthDate: partial('2012-05-01') });
const epds = reported('epds', '2026-11-20', { total: 6 }, { respondent: 'mother', items: { 'item-10': 2 } });
const phq = reported(
  'phq-9',
  '2026-11-20',
  { total: 16 },
  { respondent: 'the child', items: { 'item-9': 1 } },
);
const atHome = reported(
  'seek-pq-r',
  '2026-11-20',
  {},
  { respondent: 'mother', items: { 'partner-hurt': 1 } },
);

const stripOf = (who: typeof infant, form: ReportedForm) =>
  section(pageOf(chart({ child: who, forms: [form] })), 'Review before you go on');

const reviewedPage = (who: typeof infant, form: ReportedForm) => {
  const given = chart({ child: who, forms: [form] });
  const [answer] = decide(given).safety;
  if (!answer) throw new Error('the form holds a safety answer');
  const plan = { plan: 'Call her on Friday', by: 'Dr. Prueba', on: calendarDate('2026-11-23') };
  return pageOf(given, { context: { acknowledged: [{ resultKey: answer.result.key, ...plan }] } });
};

describe('the strip', () => {
  it('puts the plan right after what comes before the visit ends, then 911 and 988, and folds the rest', () => {
    const strip = stripOf(infant, epds);
    const inner = strip?.querySelector('details details');
    const folded = inner?.textContent ?? '';
    expect(folded).toMatch(/Domestic Violence.*What to say.*What to arrange.*Support lines/s);
    inner?.remove();
    const text = strip?.textContent ?? '';
    expect(text).toMatch(
      /Before this visit ends.*you must make a report.*Your plan.*I have reviewed.*911.*988/s,
    );
    expect(text).not.toMatch(/Violence|mandated/);
    expect(`${text}${folded}`.match(/\b911\b/g)).toHaveLength(1);
  });

  it('gives the violence line at once where the answer tells of home', () => {
    const strip = stripOf(infant, atHome);
    strip?.querySelector('details details')?.remove();
    expect(strip?.textContent).toMatch(/Domestic Violence/);
  });

  it('arranges for the caregiver without a trace on the child’s chart, and links to no directory', () => {
    const strip = stripOf(infant, epds);
    expect(strip?.textContent).toMatch(
      /Crisis assessment.*For the caregiver; nothing on the child’s chart\./s,
    );
    expect(strip?.textContent).not.toMatch(/For the child and family|Who offers this/);
    expect(strip?.querySelectorAll('a').length).toBe(0);
  });
});

describe('after the review', () => {
  it('says what leads, not a cut-off nobody reached, and keeps plan and lines in the closed part', () => {
    const page = reviewedPage(infant, epds);
    expect(openText(page)).not.toMatch(/Friday|988|safety answer/i);
    const drawer = section(page, 'Next steps')?.querySelector('details')?.textContent ?? '';
    expect(drawer).toMatch(/A safety answer, reviewed because/);
    expect(drawer).not.toMatch(/Above a cut-off|Consultation for the child’s program/);
    for (const words of [/Call her on Friday/, /988/, /Maternal Mental Health/])
      expect(drawer).toMatch(words);
    const [first] = section(page, 'Next steps')?.querySelectorAll('details ul.tagged h3') ?? [];
    expect(first?.textContent).toBe('The caregiver’s own care');
  });

  it('meets a young person with words and people for mood, never with speech or a maternity line', () => {
    const drawer =
      section(reviewedPage(teen, phq), 'Next steps')?.querySelector('details')?.textContent ?? '';
    expect(drawer).toMatch(/A safety answer, reviewed; its total is above a cut-off/);
    expect(drawer).toMatch(/Hear the young person alone.*Counseling.*psychologist.*psychiatrist/s);
    expect(drawer).not.toMatch(/Early Intervention or the school|Speech and language|Hearing test|Maternal/);
  });
});
