// The table of docs/instruments.md, from what the readers and the judgement really do with each instrument: every cell is a reading
// that ran, never a claim.
import type { Observation, QuestionnaireResponse } from 'fhir/r4.js';
import { loadContent } from '../../src/content/load.ts';
import {
  addDays,
  addMonths,
  calendarDate,
  type CalendarDate,
  parsePartialDate,
} from '../../src/domain/age.ts';
import type { ReportedForm } from '../../src/domain/chart.ts';
import type { CodeMapping, CodeMaps, QuestionnaireMap } from '../../src/domain/screening/code-map.ts';
import type { Instrument } from '../../src/domain/screening/instrument.ts';
import { readResult } from '../../src/domain/screening/read-result.ts';
import type { BandedBy, ScreeningResult } from '../../src/domain/screening/result.ts';
import { trended } from '../../src/domain/screening/trend.ts';
import { screeningForms } from '../../src/fhir/screening-forms.ts';

const content = loadContent([]);
const today = calendarDate('2026-11-20');
const earlier = addDays(today, -40);
const site = 'https://clinic.example.org/codes';
const siteForm = 'https://clinic.example.org/Questionnaire/form';
const made = { evidence: 'design' as const, source: 'a site’s own map' };

const bornInTheMiddle = (ages: { readonly from: number; readonly to: number }): CalendarDate =>
  addMonths(today, -Math.floor((ages.from + ages.to) / 2));

const birthFor = ({ ageMonths }: Instrument): CalendarDate =>
  bornInTheMiddle(ageMonths ?? { from: 4, to: 4 });

/** A child in the middle of the instrument's ages, and one in the middle of each cut-off's own. */
const birthsFor = (instrument: Instrument): readonly CalendarDate[] => [
  birthFor(instrument),
  ...instrument.thresholds.flatMap(({ ageMonths }) => (ageMonths ? [bornInTheMiddle(ageMonths)] : [])),
];

/** Questions; where a score itself is watched it comes as one. */
const safetyIds = ({ safetyItems, scores }: Instrument): readonly string[] =>
  safetyItems.map(({ id }) => id).filter((id) => !scores.some((score) => score.id === id));

/** A site's map for whatever of this instrument the published codes leave out. */
const siteCodes = (instrument: Instrument): readonly CodeMapping[] =>
  [
    ...instrument.scores.map(({ id }) => ({ kind: 'score' as const, id })),
    ...safetyIds(instrument).map((id) => ({ kind: 'item' as const, id })),
  ].map((part) => ({
    system: site,
    code: `${instrument.id}-${part.id}`,
    instrumentId: instrument.id,
    part,
    edition: instrument.edition ?? null,
    form: null,
    ...made,
  }));

const siteQuestionnaire = (instrument: Instrument): QuestionnaireMap => ({
  id: 'site-form',
  questionnaire: siteForm,
  versions: null,
  instrumentId: instrument.id,
  edition: instrument.edition ?? null,
  form: null,
  items: Object.fromEntries([
    ...instrument.scores.map(({ id }) => [id, { kind: 'score' as const, id }]),
    ...safetyIds(instrument).map((id) => [`safety-${id}`, { kind: 'item' as const, id }]),
  ]),
  ...made,
});

type Values = ReadonlyMap<string, number>;
const concernValues = (instrument: Instrument): Values =>
  new Map(
    instrument.scores.map(({ id, concern, min, max }) => [id, concern === 'higher' ? (max ?? 40) : min]),
  );
const calmValues = (instrument: Instrument): Values =>
  new Map(
    instrument.scores.map(({ id, concern, min, max }) => [id, concern === 'higher' ? min : (max ?? 70)]),
  );

const observed = (
  instrument: Instrument,
  on: CalendarDate,
  scores: Values,
  safety: number,
): readonly Observation[] => {
  const row = (code: string, value: number): Observation => ({
    resourceType: 'Observation',
    id: `${code}-${on}`,
    status: 'final',
    category: [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'survey' }] },
    ],
    code: { coding: [{ system: site, code }] },
    subject: { reference: 'Patient/child' },
    effectiveDateTime: on,
    valueInteger: value,
  });
  return [
    ...[...scores].map(([id, value]) => row(`${instrument.id}-${id}`, value)),
    ...safetyIds(instrument).map((id) => row(`${instrument.id}-${id}`, safety)),
  ];
};

const filledIn = (instrument: Instrument, scores: Values): QuestionnaireResponse => ({
  resourceType: 'QuestionnaireResponse',
  id: 'filled',
  status: 'completed',
  questionnaire: siteForm,
  subject: { reference: 'Patient/child' },
  authored: today,
  item: [
    ...[...scores].map(([linkId, value]) => ({ linkId, answer: [{ valueInteger: value }] })),
    ...safetyIds(instrument).map((id) => ({ linkId: `safety-${id}`, answer: [{ valueInteger: 0 }] })),
  ],
});

const read = (
  instrument: Instrument,
  observations: readonly Observation[],
  responses: readonly QuestionnaireResponse[],
): readonly ReportedForm[] => {
  const maps: CodeMaps = {
    codes: [...content.codes, ...siteCodes(instrument)],
    setAside: content.setAside,
    questionnaires: [...content.questionnaires, siteQuestionnaire(instrument)],
    answers: content.answers,
  };
  return screeningForms(observations, responses, {
    maps,
    timeZone: 'America/Chicago',
    today,
    people: new Map([['Patient/child', 'the child']]),
  }).forms.filter(({ instrumentId }) => instrumentId === instrument.id);
};

const judged = (
  instrument: Instrument,
  forms: readonly ReportedForm[],
  birth: CalendarDate = birthFor(instrument),
): readonly ScreeningResult[] =>
  forms.map((form) => readResult(form, instrument, parsePartialDate(birth), undefined));

const signed = (instrument: Instrument): Instrument => ({
  ...instrument,
  reviewedBy: 'a clinician of the site',
  reviewedOn: today,
});

const whole = (instrument: Instrument, forms: readonly ReportedForm[]): boolean =>
  forms.length === 1 && instrument.scores.every(({ id }) => forms[0]?.scores[id] !== undefined);

const builtInCodes = ({ id }: Instrument): readonly string[] =>
  content.codes
    .filter(({ instrumentId, part }) => instrumentId === id && part.kind !== 'item')
    .map(({ code }) => code);
const builtInForms = ({ id }: Instrument): number =>
  content.questionnaires.filter(({ instrumentId }) => instrumentId === id).length;

const isBanded = (by: BandedBy | undefined): boolean => by === 'source-verified' || typeof by === 'object';

const bandedBy = (
  instrument: Instrument,
  concern: readonly ReportedForm[],
  calm: readonly ReportedForm[],
): string => {
  const by = (row: Instrument): readonly boolean[] =>
    birthsFor(instrument).flatMap((birth) =>
      [concern, calm].map((forms) => isBanded(judged(row, forms, birth)[0]?.bandedBy)),
    );
  if (by(instrument).includes(true)) return 'published cut-offs, verified';
  if (by(signed(instrument)).includes(true)) return 'published cut-offs, once the site signs them';
  if (!instrument.mayShipCutOffs) return 'the site: types in its licensed guide’s cut-offs and signs';
  return 'the source’s own verdict alone: no cut-off known';
};

export interface InstrumentLine {
  readonly id: string;
  readonly name: string;
  readonly fromObservation: string;
  readonly fromResponse: string;
  readonly bandedBy: string;
  readonly safety: string;
  readonly trend: string;
  readonly evidence: string;
}

/** One line an instrument; a reading that does not work says "NOT READ" and fails the test beside it. */
export const instrumentLines = (): readonly InstrumentLine[] =>
  content.instruments
    .toSorted((one, other) => one.id.localeCompare(other.id))
    .map((instrument) => {
      const [concern, calm] = [concernValues(instrument), calmValues(instrument)];
      const watched = new Set(instrument.safetyItems.map(({ id }) => id));
      const alarm = new Map([...calm].map(([id, value]) => [id, watched.has(id) ? 1 : value]));
      const forms = read(instrument, observed(instrument, today, concern, 0), []);
      const calmForms = read(instrument, observed(instrument, today, calm, 0), []);
      const answered = read(instrument, [], [filledIn(instrument, concern)]);
      const alarming = judged(instrument, read(instrument, observed(instrument, today, alarm, 1), []))[0];
      const two = judged(
        instrument,
        read(
          instrument,
          [...observed(instrument, today, concern, 0), ...observed(instrument, earlier, calm, 0)],
          [],
        ),
      );
      const codes = builtInCodes(instrument);
      const known = builtInForms(instrument);
      const isWatched = alarming?.safety.positive.length === instrument.safetyItems.length;
      return {
        id: instrument.id,
        name: instrument.name,
        fromObservation: !whole(instrument, forms)
          ? 'NOT READ'
          : codes.length > 0
            ? `yes: LOINC ${codes.join(', ')}; other codes by the site’s map`
            : 'yes, by the site’s code map',
        fromResponse: !whole(instrument, answered)
          ? 'NOT READ'
          : known > 0
            ? `yes: ${known} published form${known === 1 ? '' : 's'}; others by the site’s map`
            : 'yes, by the site’s map',
        bandedBy: bandedBy(instrument, forms, calmForms),
        safety:
          instrument.safetyItems.length === 0
            ? 'none known'
            : isWatched
              ? instrument.safetyItems.map(({ label }) => label).join('; ')
              : 'NOT READ',
        trend: trended(two, [], today)[0]?.earlier.length === 1 ? 'yes' : 'NOT READ',
        evidence: [
          instrument.evidence,
          ...(instrument.reviewedBy === null ? ['no clinician has signed it'] : []),
        ].join('; '),
      };
    });

export const instrumentTable = (): string => {
  const cell = (text: string): string => text.replaceAll('|', '\\|');
  const rows = instrumentLines().map(
    (line) =>
      `| ${[
        line.name,
        line.fromObservation,
        line.fromResponse,
        line.bandedBy,
        line.safety,
        line.trend,
        line.evidence,
      ]
        .map(cell)
        .join(' | ')} |`,
  );
  return [
    '# What Hearth reads of each instrument',
    '',
    'Made by `test/docs/instrument-table.test.ts` from readings that ran; `UPDATE_DOCS=1 npx vitest run test/docs` writes it anew.',
    'LOINC had no codes for most of these instruments in the edition looked at, so their results come under local codes and a site maps them',
    '(`docs/content.md`, the mapping console). Safety answers call for a look whatever the evidence; cut-offs that are only recalled band',
    'nothing until a clinician of the site signs them (`hearth content sign`).',
    '',
    '| instrument | from Observation | from QuestionnaireResponse | banded by | safety answers watched | trend | evidence |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
};
