// The built-in code maps against CLINICAL 1c and against the real PHQ-9 of the US Core guide.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { QuestionnaireResponse } from 'fhir/r4.js';
import { loadContent } from '../../src/content/load.ts';
import type { FormPart } from '../../src/domain/screening/code-map.ts';

const { codes, setAside, questionnaires, answers, instruments } = loadContent([]);
const loinc = 'http://loinc.org';

const partWords = (part: FormPart): string => ('id' in part ? part.id : part.kind);
const mapped = (code: string): string | undefined => {
  const found = codes.find((one) => one.code === code && one.system === loinc);
  return found && `${found.instrumentId} ${partWords(found.part)}`;
};

// In the order of the printed forms.
const epds = '71344-6 71345-3 71346-1 71347-9 71348-7 71349-5 71350-3 71351-1 71352-9 71353-7'.split(' ');
const phq9 = '44250-9 44255-8 44259-0 44254-1 44251-7 44258-2 44252-5 44253-3 44260-8'.split(' ');
const gad7 = '69725-0 68509-9 69733-4 69734-2 69735-9 69689-8 69736-7'.split(' ');

describe('LOINC codes', () => {
  it.each([
    ['71354-5', 'epds panel'],
    ['99046-5', 'epds total'],
    ['71353-7', 'epds item-10'],
    ['55757-9', 'phq-2 panel'],
    ['55758-7', 'phq-2 total'],
    ['44249-1', 'phq-9 panel'],
    ['44261-6', 'phq-9 total'],
    ['44260-8', 'phq-9 item-9'],
    ['89206-7', 'phq-a panel'],
    ['89204-2', 'phq-a total'],
    ['69737-5', 'gad-7 panel'],
    ['70274-6', 'gad-7 total'],
    ['95403-2', 'seek-pq-r panel'],
    ['95391-9', 'seek-pq-r partner-hurt'],
  ])('%s carries the %s', (code, carries) => {
    expect(mapped(code)).toBe(carries);
  });

  it.each([
    ['epds', epds],
    ['phq-9', phq9],
    ['gad-7', gad7],
  ])('the questions of the %s are mapped in the order of its form', (id, list) => {
    expect(list.map(mapped)).toEqual(list.map((_, index) => `${id} item-${index + 1}`));
    expect(instruments.find((one) => one.id === id)?.itemCount).toBe(list.length);
  });

  it('no code says an edition or an age form, so none is claimed', () => {
    expect(codes.filter(({ edition, form }) => edition !== null || form !== null)).toEqual([]);
  });

  it('every safety question with a LOINC code is reached by it', () => {
    const reached = codes.map(({ instrumentId, part }) => `${instrumentId} ${partWords(part)}`);
    expect(reached).toEqual(
      expect.arrayContaining(['epds item-10', 'phq-9 item-9', 'seek-pq-r partner-hurt']),
    );
  });
});

describe('codes set aside', () => {
  const why = (code: string) => setAside.find((one) => one.code === code && one.system === loinc);

  // CLINICAL 1c, both rows of ASQ "totals": 36 to 18 months, then 16 to 2.
  it.each(
    '71954-2 72116-7 72117-5 72118-3 72119-1 72120-9 72121-7 72122-5 72123-3 72124-1 72125-8 72126-6 72127-4 72128-2 72129-0 72130-8 72131-6 72132-4'.split(
      ' ',
    ),
  )('%s is an ASQ of an unknown edition: shown as not usable, and why', (code) => {
    expect(why(code)).toMatchObject({ listAs: 'screening', why: expect.stringMatching(/edition/) as string });
  });

  it.each([
    ['71936-9', 'screening', /does not hold this instrument/],
    ['71935-1', 'screening', /does not hold this instrument/],
    ['73831-0', 'screening', /was done, not .* what it found/],
    ['73832-8', 'screening', /was done, not .* what it found/],
    ['95387-7', 'screening', /words/],
    ['82813-7', 'other', /not the PEARLS/],
    ['82152-0', 'other', /not the PEARLS/],
    ['88121-9', 'other', /food/],
    ['88124-3', 'other', /food/],
    ['69722-7', 'other', /no part of its total/],
    ['59283-2', 'other', /note of a visit/],
  ] as const)('%s is listed among the %s results with its reason', (code, listAs, reason) => {
    expect(why(code)?.listAs).toBe(listAs);
    expect(why(code)?.why).toMatch(reason);
  });

  it('no code is both read and set aside', () => {
    expect(setAside.filter(({ code }) => mapped(code) !== undefined)).toEqual([]);
  });
});

describe('answers', () => {
  const worth = (code: string, instrument: string): number | undefined =>
    answers.find((one) => one.system === loinc && one.code === code && one.instruments.includes(instrument))
      ?.value;

  it.each(['phq-2', 'phq-9', 'phq-a', 'gad-7'])('the PHQ answer list is worth 0 to 3 in the %s', (id) => {
    expect(['LA6568-5', 'LA6569-3', 'LA6570-1', 'LA6571-9'].map((code) => worth(code, id))).toEqual([
      0, 1, 2, 3,
    ]);
  });

  it('a yes is one and a no is nothing where the form counts them, and nowhere else', () => {
    expect(['phq-a', 'seek-pq-r', 'pearls'].map((id) => [worth('LA33-6', id), worth('LA32-8', id)])).toEqual([
      [1, 0],
      [1, 0],
      [1, 0],
    ]);
    // In the M-CHAT-R a yes is reassuring for most questions: it has no number of its own.
    expect(instruments.filter(({ id }) => worth('LA33-6', id) !== undefined)).toHaveLength(3);
  });

  it('the PHQ list is worth nothing in the EPDS or the M-CHAT-R', () => {
    expect([worth('LA6571-9', 'epds'), worth('LA6571-9', 'm-chat-r')]).toEqual([undefined, undefined]);
  });
});

describe('questionnaires', () => {
  const map = (id: string) => {
    const found = questionnaires.find((one) => one.id === id);
    if (!found) throw new Error(`no questionnaire ${id}`);
    return found;
  };

  it.each(questionnaires.map(({ id }) => id))('%s reaches every question of its instrument', (id) => {
    const { instrumentId, items } = map(id);
    const count = instruments.find((one) => one.id === instrumentId)?.itemCount ?? 0;
    const reached = new Set(Object.values(items).flatMap((part) => (part.kind === 'item' ? [part.id] : [])));
    expect([...reached].toSorted()).toEqual(
      Array.from({ length: count }, (_, index) => `item-${index + 1}`).toSorted(),
    );
  });

  it('agrees with the code map wherever a linkId is a LOINC code', () => {
    for (const { id, instrumentId, items } of questionnaires)
      for (const [linkId, part] of Object.entries(items)) {
        const said = mapped(linkId.replace(/^\//, ''));
        // The PHQ-2 borrows the PHQ-9’s first two questions, so there only the questionnaire tells them apart.
        if (said !== undefined && instrumentId !== 'phq-2')
          expect(said, `${id} ${linkId}`).toBe(`${instrumentId} ${partWords(part)}`);
      }
  });

  it('knows the numbers LOINC’s own PHQ-9 gives its questions: 14363 to 14371, and 14372 for the total', () => {
    const { items } = map('loinc-phq-9');
    const numbered = Array.from({ length: 10 }, (_, index) => items[String(14_363 + index)]);
    expect(numbered.map((part) => part && partWords(part))).toEqual([
      ...phq9.map((_, index) => `item-${index + 1}`),
      'total',
    ]);
  });

  const sample = new URL(
    '../../../shared/samples/us-core/QuestionnaireResponse-phq-9-example.json',
    import.meta.url,
  );
  if (!existsSync(sample))
    console.warn(
      'SKIPPED: the US Core samples (../shared/samples) are not here; the PHQ-9 map was not tried.',
    );
  it.skipIf(!existsSync(sample))('reads the US Core PHQ-9 to the total it reports itself', () => {
    const response = JSON.parse(readFileSync(sample, 'utf8')) as QuestionnaireResponse;
    const own = questionnaires.find(({ questionnaire }) => questionnaire === response.questionnaire);
    expect(own?.instrumentId).toBe('phq-9');
    let sum = 0;
    let total: number | undefined;
    for (const { linkId, answer } of response.item ?? []) {
      const part = own?.items[linkId];
      if (part?.kind === 'score') total = answer?.[0]?.valueDecimal;
      if (part?.kind !== 'item') continue;
      const code = answer?.[0]?.valueCoding?.code;
      sum +=
        answers.find((one) => one.code === code && one.instruments.includes('phq-9'))?.value ?? Number.NaN;
    }
    expect([sum, total]).toEqual([12, 12]);
  });
});
