// A self-harm answer is never let go because its form, its status or its code is odd.
import type { Observation, QuestionnaireResponse } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import { observation, readForms, response } from './resources.ts';

const item10 = '/71353-7';
const withAnswers = (
  values: readonly object[],
  more: Partial<QuestionnaireResponse> = {},
): QuestionnaireResponse => ({
  ...response({}, more),
  item: [{ linkId: item10, answer: values as never }],
});
const selfHarm = (more: Partial<Observation>): Observation => observation('71353-7', { id: 'o-10', ...more });

describe('several answers to one question', () => {
  it('the highest counts', () => {
    const { forms } = readForms([], [withAnswers([{ valueInteger: 0 }, { valueInteger: 3 }])]);
    expect(forms[0]?.items['item-10']).toBe(3);
  });

  it('one that cannot be read leaves the question unread, and says so', () => {
    const { forms, unusable } = readForms(
      [],
      [withAnswers([{ valueInteger: 0 }, { valueString: 'sometimes' }])],
    );
    expect(forms.flatMap((form) => Object.keys(form.items))).not.toContain('item-10');
    expect(unusable[0]?.itemIds).toEqual(['item-10']);
  });
});

describe('an answer that may not be used', () => {
  it.each<[string, Partial<Observation>]>([
    ['preliminary', { status: 'preliminary', valueInteger: 2 }],
    ['a code nobody knows', { valueCodeableConcept: { text: 'Yes, quite often' } }],
    ['a yes', { valueBoolean: true }],
    ['dated in the future', { effectiveDateTime: '2030-01-01', valueInteger: 1 }],
    ['modified', { modifierExtension: [{ url: 'https://example.org/x' }], valueInteger: 1 }],
  ])('%s: names the item', (_words, more) => {
    expect(readForms([selfHarm(more)], []).unusable[0]?.itemIds).toEqual(['item-10']);
  });

  it('names none when it is plainly zero, or nothing was answered', () => {
    expect(
      readForms([selfHarm({ status: 'preliminary', valueInteger: 0 })], []).unusable[0]?.itemIds,
    ).toBeUndefined();
    expect(readForms([selfHarm({ status: 'preliminary' })], []).unusable[0]?.itemIds).toBeUndefined();
  });

  it('in a form not finished: names the item', () => {
    const { unusable } = readForms([], [withAnswers([{ valueInteger: 1 }], { status: 'in-progress' })]);
    expect(unusable[0]?.itemIds).toEqual(['item-10']);
  });

  it('withdrawn by the source: is not brought back', () => {
    expect(readForms([selfHarm({ status: 'entered-in-error', valueInteger: 3 })], []).unusable).toEqual([]);
  });
});

describe('a screening nobody mapped', () => {
  it.each(['M-CHAT-R/F', 'ASQ:SE-2 36 month', 'Edinburgh total', 'Thoughts of self-harm', 'SWYC PPSC'])(
    '%s is listed as not recognised, not as some other survey',
    (text) => {
      const row = {
        ...observation('x1', { valueInteger: 1 }),
        code: { text, coding: [{ system: 'https://unmapped.example', code: 'x1' }] },
      };
      expect(readForms([row], []).unusable[0]?.kind).toBe('not-recognised');
    },
  );
});
