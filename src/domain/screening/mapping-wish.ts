// What an administrator may wish a code, a form or an answer to mean, and the small checks every wish shares.
import { fail, ok, type Result } from '../../result.ts';
import type { CodeMaps, FormPart } from './code-map.ts';
import type { Instrument } from './instrument.ts';
import type { DraftRow } from './mapping-draft.ts';

/** What was chosen and typed; texts are trimmed, an empty one is `undefined`. */
export type MappingWish =
  | {
      readonly kind: 'codes';
      readonly system: string;
      readonly code: string;
      readonly instrumentId: string;
      /** Chosen: the whole form, one of its scores by id, or one question, named in `item`. */
      readonly part: { readonly kind: 'panel' | 'item' } | { readonly kind: 'score'; readonly id: string };
      readonly item: string | undefined;
      readonly edition: string | undefined;
      readonly form: string | undefined;
    }
  | {
      readonly kind: 'questionnaires';
      readonly questionnaire: string;
      /** The version it holds for; `undefined` = whichever. */
      readonly version: string | undefined;
      readonly instrumentId: string;
      readonly edition: string | undefined;
      readonly form: string | undefined;
      /** By linkId, what the question carries, as typed: `3`, `total`; what is empty is left out. */
      readonly items: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'answers';
      readonly system: string;
      readonly code: string;
      readonly instrumentId: string;
      readonly value: number;
    };

export interface MappingFault {
  /** The form's field: `instrument`, `item`, `q.<linkId>` ... */
  readonly field: string;
  readonly words: string;
}

export interface MappingContext {
  readonly instruments: readonly Instrument[];
  /** Hearth's and the site's maps in use: what they watch may not be led away. */
  readonly inUse: CodeMaps;
  /** The same with every other draft laid over. */
  readonly drafted: CodeMaps;
  /** Who mapped it and when, in words for whoever reviews the file. */
  readonly source: string;
  /** Names a form no row has yet. */
  readonly newId: string;
}

export const listed = (ids: readonly string[]): string => ids.join(', ');

export const isItemOf = (id: string, { itemCount, extraItems, safetyItems }: Instrument): boolean => {
  if (extraItems.includes(id) || safetyItems.some((one) => one.id === id)) return true;
  const number = /^item-([1-9]\d{0,2})$/.exec(id)?.[1];
  return number !== undefined && (itemCount === null || Number(number) <= itemCount);
};

export const itemWords = (instrument: Instrument): string => {
  const numbers =
    instrument.itemCount === null ? 'its question’s number' : `a number from 1 to ${instrument.itemCount}`;
  const extra = instrument.extraItems.length > 0 ? ` or one of ${listed(instrument.extraItems)}` : '';
  return `${numbers}${extra}`;
};

/** `3` and `item-3` are the third question; anything else is meant as an id. */
export const itemId = (typed: string): string => (/^\d+$/.test(typed) ? `item-${Number(typed)}` : typed);

export const isSafety = (part: FormPart | undefined, instrument: Instrument | undefined): boolean =>
  part?.kind === 'item' && (instrument?.safetyItems.some(({ id }) => id === part.id) ?? false);

export const formFaults = (form: string | undefined, instrument: Instrument): readonly MappingFault[] => {
  if (form === undefined || instrument.forms.some(({ id }) => id === form)) return [];
  const words =
    instrument.forms.length === 0
      ? `The ${instrument.name} has one form for all ages. Leave the age form open.`
      : `This age form is none of the ${instrument.name}. Choose one of ${listed(instrument.forms.map(({ name }) => name))}, or leave it open.`;
  return [{ field: 'form', words }];
};

export type Checked = Result<DraftRow, readonly MappingFault[]>;
export const settled = (draft: DraftRow, faults: readonly MappingFault[]): Checked =>
  faults.length > 0 ? fail(faults) : ok(draft);
