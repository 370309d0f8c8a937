// What was told in confidence: not in the open, not on paper, not in a letter or a referral (CLINICAL traps 12 and 13).
import { describe, expect, it } from 'vitest';
import type { Chart, ReportedForm } from '../../../src/domain/chart.ts';
import { LetterPage } from '../../../src/web/views/letter.tsx';
import { chart, child, mother } from '../../domain/charts.ts';
import { content, partial, reported } from '../../domain/screening/forms.ts';
import { textOf } from './made.ts';
import { openText, pageOf, paperText, section } from './page.ts';

const infant = child({ birthDate: partial('2026-09-19') });
const toddler = child({ birthDate: partial('2024-05-19') });
const teen = child({ birthDate: partial('2013-09-19') });

interface Told {
  readonly chart: Chart;
  /** What would give it away: the form's name, what it asks about, its numbers in a band's words. */
  readonly secret: RegExp;
  /** On the screen, once tapped. */
  readonly inside: RegExp;
  readonly why: RegExp;
}

const told = (who: Chart['child'], form: ReportedForm, rest: Omit<Told, 'chart'>): Told => ({
  chart: chart({ ...(who ? { child: who } : {}), caregivers: [mother({ languages: [] })], forms: [form] }),
  ...rest,
});

const cases: readonly [string, Told][] = [
  [
    'a caregiver’s depression screen',
    told(
      infant,
      reported('epds', '2026-11-20', { total: 14 }, { respondent: 'mother', items: { 'item-10': 0 } }),
      {
        secret: /EPDS|Total \d|above (the|its) cut-off/i,
        inside: /EPDS/,
        why: /A parent answered about themselves/,
      },
    ),
  ],
  [
    'a family’s risks',
    told(toddler, reported('seek-pq-r', '2026-11-20', {}, { respondent: 'mother', items: { 'item-1': 1 } }), {
      secret: /SEEK/,
      inside: /SEEK/,
      why: /at risk when another person reads it/,
    }),
  ],
  [
    'a young person’s own answers',
    told(
      teen,
      reported('phq-9', '2026-11-20', { total: 16 }, { respondent: 'the child', items: { 'item-9': 0 } }),
      {
        secret: /PHQ-9|Total \d|above (the|its) cut-off/i,
        inside: /PHQ-9/,
        why: /agree with the young person what a parent is told/,
      },
    ),
  ],
];

/** Which tools fit an age is no secret; what was answered is. */
const withoutTools = (text: string): string => text.replaceAll(/Tools that fit this age: [^.]*/g, '');

describe('what was answered in confidence', () => {
  it.each(cases)(
    '%s stays closed until it is tapped, with the reason',
    (_name, { chart: given, secret, inside, why }) => {
      const page = pageOf(given);
      expect(withoutTools(openText(page))).not.toMatch(secret);
      const card = section(page, 'Private answers');
      expect(card?.querySelector('details')?.textContent).toMatch(why);
      expect(card?.querySelector('details')?.textContent).toMatch(inside);
      expect(card?.querySelector('summary')?.textContent).toMatch(/^Open when you are alone/);
    },
  );

  it.each(cases)('%s shows whoever watches no more than a date', (_name, { chart: given }) => {
    const card = section(pageOf(given), 'Private answers');
    for (const closed of card?.querySelectorAll('details') ?? [])
      closed.replaceWith(closed.querySelector('summary')?.textContent ?? '');
    expect(card?.textContent).not.toMatch(/parent|partner|caregiver|young person|family|Open today/i);
    expect(card?.querySelectorAll('.tag').length).toBe(0);
  });

  it.each(cases)(
    '%s is not on paper, even when it was open on the screen',
    (_name, { chart: given, secret, inside }) => {
      const paper = withoutTools(paperText(pageOf(given)));
      expect(paper).not.toMatch(secret);
      expect(paper).not.toMatch(inside);
      expect(paper).not.toMatch(/answered in confidence 2026|Answered 2026/);
      expect(paper).toContain('Left out of print');
    },
  );

  it('prints the same line when there is nothing to leave out, so that the line gives nothing away', () => {
    expect(paperText(pageOf(chart()))).toContain('Left out of print');
  });

  it.each(cases)(
    '%s leads to steps, words and programs that are closed with it',
    (_name, { chart: given }) => {
      const page = pageOf(given);
      for (const label of ['Next steps', 'Talk with the family']) {
        const part = section(page, label);
        for (const closed of part?.querySelectorAll('details') ?? []) closed.remove();
        expect(part?.textContent).not.toMatch(/Offer|Above a cut-off|closer look/);
        expect(section(pageOf(given), label)?.classList.contains('no-print')).toBe(true);
      }
    },
  );

  it('keeps the caregiver’s own help closed beside a result about the child', () => {
    const forms = [
      reported('psc-17', '2026-11-23', { total: 20, internalizing: 6, attention: 7, externalizing: 7 }),
    ];
    const steps = section(pageOf(chart({ forms })), 'Next steps');
    const named = content.referralKinds.filter(
      ({ forCaregiver, tiers }) => forCaregiver && tiers.includes('positive'),
    );
    expect(named.length).toBeGreaterThan(0);
    expect(named.some(({ name }) => steps?.textContent.includes(name))).toBe(true);
    for (const closed of steps?.querySelectorAll('details.no-print') ?? []) closed.remove();
    for (const { name } of named) expect(steps?.textContent).not.toContain(name);
  });

  it('prints no empty part of results, which would pass for “nothing found”', () => {
    const forms = [reported('epds', '2026-11-20', { total: 14 }, { items: { 'item-10': 0 } })];
    expect(paperText(pageOf(chart({ child: infant, forms })))).not.toMatch(/Results|result found/);
    expect(paperText(pageOf(chart({ child: infant })))).not.toMatch(/Results|result found/);
  });

  it('prints a result about the child', () => {
    const forms = [
      reported('psc-17', '2026-11-23', { total: 20, internalizing: 6, attention: 7, externalizing: 7 }),
    ];
    const paper = paperText(pageOf(chart({ forms })));
    expect(paper).toContain('PSC-17');
    expect(paper).toMatch(/Above the cut-off/);
    expect(paper).toContain('Next steps');
  });

  it('keeps the safety strip off paper whole', () => {
    const forms = [
      reported('epds', '2026-11-20', { total: 3 }, { respondent: 'mother', items: { 'item-10': 2 } }),
    ];
    const given = chart({ child: infant, forms });
    expect(section(pageOf(given), 'Review before you go on')).toBeDefined();
    expect(paperText(pageOf(given))).not.toMatch(/Review before you go on|harm|EPDS (?!\()/);
  });

  it('never names a form or a score in a letter', () => {
    const navigation = { launchId: 'launch-1', hasChild: true, logoutToken: 'token' };
    const letter = {
      to: 'A program',
      re: 'Nino Prueba, born 2022-05-23',
      date: partial('2026-11-23').earliest,
      lines: content.referralKinds.map(({ name, reason }) => ({ label: name, text: reason })),
      contact: 'Call in the usual way.',
      from: 'The clinic',
      answer: 'Please tell the clinic.',
      missing: [],
    };
    const text = textOf(<LetterPage letter={letter} navigation={navigation} back="/" />).replace(
      'It holds no score and no name of a form.',
      '',
    );
    for (const { name } of content.instruments) expect(text).not.toContain(name);
    expect(text).not.toMatch(/\bscored?\b|cut-off|depress|violen/i);
  });
});

describe('words to say', () => {
  it('in the open are the family’s; those for one person wait until the clinician is alone with them', () => {
    const forms = [
      reported('epds', '2026-11-20', { total: 14 }, { respondent: 'mother', items: { 'item-10': 0 } }),
    ];
    const talk = section(pageOf(chart({ child: infant, forms })), 'Talk with the family');
    const alone = talk
      ?.querySelectorAll('details')
      .find((one) => /alone with the caregiver/.test(one.textContent));
    const theirs = content.prompts.filter(({ audience }) => audience === 'caregiver');
    expect(theirs.some(({ title }) => alone?.textContent.includes(title))).toBe(true);
    for (const closed of talk?.querySelectorAll('details') ?? []) closed.remove();
    for (const { title } of theirs) expect(talk?.textContent).not.toContain(title);
  });

  it('for a young person wait too, also where the result that leads stands in the open', () => {
    const forms = [
      reported('psc-17', '2026-11-23', { total: 20, internalizing: 6, attention: 7, externalizing: 7 }),
    ];
    const talk = section(pageOf(chart({ child: teen, forms })), 'Talk with the family');
    const theirs = content.prompts.filter(({ audience }) => audience === 'young-person');
    expect(theirs.some(({ title }) => talk?.textContent.includes(title))).toBe(true);
    for (const closed of talk?.querySelectorAll('details') ?? []) closed.remove();
    for (const { title } of theirs) expect(talk?.textContent).not.toContain(title);
  });

  it('stand in the family’s language under the English, marked as that language', () => {
    const spanish = child({ languages: [{ tag: 'es', original: 'es', preferred: true }] });
    const talk = section(pageOf(chart({ child: spanish })), 'Talk with the family');
    expect(talk?.querySelectorAll('[lang="es"]').length).toBeGreaterThan(0);
    expect(talk?.textContent).toContain('not yet reviewed by a person');
  });
});
