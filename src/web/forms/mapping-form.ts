// The mapping console's forms: what an administrator may choose and type, and what is missing in words that say how to mend it.
import { z } from 'zod';
import { type DraftKind, draftKinds, type DraftRow } from '../../domain/screening/mapping-draft.ts';
import type { MappingFault, MappingWish } from '../../domain/screening/mapping-wish.ts';
import type { PatientSearch } from '../../ehr/port.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { FieldFault, TypedFields } from './referral-form.ts';

export const textOf = (typed: TypedFields, name: string): string => {
  const value = typed[name];
  return typeof value === 'string' ? value.trim() : '';
};
const maybe = (typed: TypedFields, name: string): string | undefined => textOf(typed, name) || undefined;

const search = z.object({
  by: z.enum(['name', 'mrn', 'id'], { error: 'Choose what you look for.' }),
  text: z.string().min(2, 'Type at least two characters.').max(200, 'Shorten this to 200 characters.'),
});

/** A patient is looked for by one thing at a time. */
export const readPatientSearch = (typed: TypedFields): Result<PatientSearch, readonly FieldFault[]> => {
  const read = search.safeParse({ by: textOf(typed, 'by'), text: textOf(typed, 'text') });
  return read.success
    ? ok(read.data)
    : fail(read.error.issues.map(({ path, message }) => ({ field: String(path[0]), words: message })));
};

/** The id of a patient as a button of this console carries it; anything else was typed by hand into something. */
export const patientIdIn = (typed: TypedFields): string | undefined => {
  const id = textOf(typed, 'patientId');
  return /^[A-Za-z0-9\-._~]{1,256}$/.test(id) ? id : undefined;
};

export const draftKindIn = (typed: TypedFields): DraftKind | undefined =>
  draftKinds.find((kind) => kind === textOf(typed, 'draftKind'));

/** `psc-17/panel`, `psc-17/score/total`, `psc-17/item`. */
const carried = /^([a-z0-9-]+)\/(?:(panel|item)|score\/([a-z0-9-]+))$/;
const question = 'q.';

/** The field of one question: a linkId may hold spaces and slashes, a field's name is also its id on the page. */
export const questionField = (linkId: string): string =>
  `${question}${encodeURIComponent(linkId.replace(/\p{Surrogate}/gu, '\ufffd'))}`;

/** The linkId a field stands for; `undefined` for any other field. */
export const linkIdOf = (field: string): string | undefined => {
  if (!field.startsWith(question)) return undefined;
  try {
    return decodeURIComponent(field.slice(question.length));
  } catch {
    return undefined;
  }
};

/** Faults of questions, at the fields they stand in. */
export const atFields = (faults: readonly MappingFault[]): readonly FieldFault[] =>
  faults.map(({ field, words }) => ({
    field: field.startsWith(question) ? questionField(field.slice(question.length)) : field,
    words,
  }));

/** The questions a sent form holds. */
export const questionsTyped = (typed: TypedFields): readonly string[] =>
  Object.keys(typed).flatMap((field) => linkIdOf(field) ?? []);

type Faulty = Result<MappingWish, readonly MappingFault[]>;

const tooLong = (typed: TypedFields): readonly MappingFault[] =>
  Object.entries(typed)
    .filter(([, value]) => typeof value === 'string' && value.length > 500)
    .map(([field]) => ({ field, words: 'Shorten this to 500 characters.' }));

const readCode = (typed: TypedFields): Faulty => {
  const [, instrumentId, kind, scoreId] = carried.exec(textOf(typed, 'carries')) ?? [];
  const [system, code] = [textOf(typed, 'system'), textOf(typed, 'code')];
  const faults: MappingFault[] = [];
  if (system === '')
    faults.push({ field: 'system', words: 'Give the code system, exactly as the EHR sends it.' });
  if (code === '') faults.push({ field: 'code', words: 'Give the code, exactly as the EHR sends it.' });
  if (instrumentId === undefined) faults.push({ field: 'carries', words: 'Choose what this code carries.' });
  if (faults.length > 0 || instrumentId === undefined) return fail(faults);
  return ok({
    kind: 'codes',
    system,
    code,
    instrumentId,
    part: scoreId === undefined ? { kind: kind as 'panel' | 'item' } : { kind: 'score', id: scoreId },
    item: maybe(typed, 'item'),
    edition: maybe(typed, 'edition'),
    form: formIn(typed, instrumentId),
  });
};

/** `asq-se-2/24`: the age form of the instrument chosen; another instrument's is left whole, which no instrument knows. */
const formIn = (typed: TypedFields, instrumentId: string): string | undefined => {
  const chosen = maybe(typed, 'form');
  return chosen?.startsWith(`${instrumentId}/`) ? chosen.slice(instrumentId.length + 1) : chosen;
};

const readForm = (typed: TypedFields): Faulty => {
  const questionnaire = textOf(typed, 'questionnaire');
  const instrumentId = textOf(typed, 'instrument');
  if (questionnaire === '')
    return fail([{ field: 'questionnaire', words: 'Open this form from a chart again.' }]);
  if (instrumentId === '') return fail([{ field: 'instrument', words: 'Choose the instrument.' }]);
  return ok({
    kind: 'questionnaires',
    questionnaire,
    version: textOf(typed, 'versions') === 'this' ? maybe(typed, 'version') : undefined,
    instrumentId,
    edition: maybe(typed, 'edition'),
    form: formIn(typed, instrumentId),
    items: Object.fromEntries(
      Object.keys(typed).flatMap((field) => {
        const linkId = linkIdOf(field);
        return linkId === undefined || textOf(typed, field) === '' ? [] : [[linkId, textOf(typed, field)]];
      }),
    ),
  });
};

const readAnswer = (typed: TypedFields): Faulty => {
  const [system, code, value] = [textOf(typed, 'system'), textOf(typed, 'code'), textOf(typed, 'value')];
  const instrumentId = textOf(typed, 'instrument');
  const faults: MappingFault[] = [];
  if (system === '')
    faults.push({ field: 'system', words: 'Give the code system, exactly as the EHR sends it.' });
  if (code === '')
    faults.push({ field: 'code', words: 'Give the answer’s code, exactly as the EHR sends it.' });
  if (instrumentId === '') faults.push({ field: 'instrument', words: 'Choose the instrument.' });
  if (!/^-?\d{1,3}$/.test(value))
    faults.push({ field: 'value', words: 'Give the whole number this answer is worth, such as 2.' });
  return faults.length > 0
    ? fail(faults)
    : ok({ kind: 'answers', system, code, instrumentId, value: Number(value) });
};

/** What was meant, or every field that is missing. Whether it fits the instrument is for `draftFrom`. */
export const readMappingForm = (kind: DraftKind, typed: TypedFields): Faulty => {
  const long = tooLong(typed);
  if (long.length > 0) return fail(long);
  switch (kind) {
    case 'codes':
      return readCode(typed);
    case 'questionnaires':
      return readForm(typed);
    case 'answers':
      return readAnswer(typed);
  }
};

const partTyped = (part: { readonly kind: string; readonly id?: string }): string =>
  part.kind === 'item' ? (/^item-(\d+)$/.exec(part.id ?? '')?.[1] ?? part.id ?? '') : (part.id ?? '');

/** A row as the form would have been filled in for it. */
export const typedFrom = (draft: DraftRow): TypedFields => {
  switch (draft.kind) {
    case 'codes': {
      const { part, instrumentId, system, code, edition, form } = draft.row;
      return {
        system,
        code,
        carries: `${instrumentId}/${part.kind === 'score' ? `score/${part.id}` : part.kind}`,
        item: part.kind === 'item' ? partTyped(part) : '',
        edition: edition ?? '',
        form: form === null ? '' : `${instrumentId}/${form}`,
      };
    }
    case 'questionnaires': {
      const { questionnaire, versions, instrumentId, edition, form, items } = draft.row;
      return {
        questionnaire,
        version: versions?.[0] ?? '',
        versions: versions === null ? 'any' : 'this',
        instrument: instrumentId,
        edition: edition ?? '',
        form: form === null ? '' : `${instrumentId}/${form}`,
        ...Object.fromEntries(
          Object.entries(items).map(([linkId, part]) => [questionField(linkId), partTyped(part)]),
        ),
      };
    }
    case 'answers':
      return {
        system: draft.row.system,
        code: draft.row.code,
        value: String(draft.row.value),
        instrument: draft.row.instruments[0] ?? '',
      };
  }
};
