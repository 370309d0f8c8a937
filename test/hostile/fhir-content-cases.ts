// H1 to H20: what a chart may hold that must be listed with its reason and never be counted as normal.
import type { Observation, QuestionnaireResponse } from 'fhir/r4.js';
import { DateTime } from 'luxon';
import { addDays, calendarDate, type CalendarDate } from '../../src/domain/age.ts';
import {
  childBorn,
  type HostileCase,
  localCodes,
  loinc,
  mchat,
  onlyPatient,
  psc17,
  score,
  survey,
  todayIn,
  withResults,
} from './case.ts';

/** Counted by another hand than Hearth's own. */
const ageWords = (born: string, today: CalendarDate): RegExp => {
  const { months = 0 } = DateTime.fromISO(today).diff(DateTime.fromISO(born), ['months', 'days']).toObject();
  const [years, left] = [Math.floor(months / 12), months % 12];
  // In the banner, beside the birth date; further down the page ages are said in whole years.
  return new RegExp(
    `born .{8,16}?age (?:${months} months|${years} years?${left ? ` ${left} months?` : ''})\\b(?! \\d+ month)`,
  );
};

/** Stands between the first and the last day a child "born 2024-11" can have turned two on. */
const midNovember = '2026-11-15T18:00:00Z';
/** An age said to the day or month, not as a range. */
const wholeAge = /\bage \d+ (?:months?|years?)\b/;
const dueTag = /[●▲] ?(?:Due|Overdue)\b/;
const toddler = (id: string, today: CalendarDate) => childBorn(id, today, 20);
const schoolChild = (id: string, today: CalendarDate) => childBorn(id, today, 84);

/** One M-CHAT-R total on a toddler's chart, twenty months old, ten days ago. */
const oneTotal =
  (more: Partial<Observation>): HostileCase['chart'] =>
  (id, today) =>
    withResults(toddler(id, today), survey(id, 'mchat', mchat, addDays(today, -10), more));

/** The value arrives on the wire as no JSON library would write it. */
const rawValue =
  (text: string): NonNullable<HostileCase['faults']> =>
  () => [
    {
      method: 'GET',
      path: /^\/fhir\/Observation/,
      transform: (body) => body.replaceAll('"value":777', `"value":${text}`),
    },
  ];

const neverRead = [/\b0 to 2: low\b/i, /✓ ?(?:Done|Below)/];
const notUsable = /Not usable/;

export const fhirContentCases: readonly HostileCase[] = [
  {
    id: 'H1',
    input: 'no birth date',
    expected: 'rules of age are off, and it says so',
    chart: (id, today) => {
      const { birthDate: _none, ...patient } = childBorn(id, today, 20);
      return onlyPatient(patient);
    },
    says: [/no birth date Hearth can read/],
    neverSays: [dueTag, /\d+ months \d+ days/],
  },
  {
    id: 'H2 year',
    input: 'birth date of a year alone, two years back',
    expected: 'an age range; what depends on the day is called not known',
    now: midNovember,
    chart: (id) => onlyPatient(childBorn(id, calendarDate('2026-11-15'), 24, 0, { birthDate: '2024' })),
    says: [/age between 22 months.{0,12} and 2 years/, /\? Not known Development/, /\? Not known Autism/],
    neverSays: [/[●▲] ?(?:Due|Overdue) (?:Development|Autism)/, wholeAge],
  },
  {
    id: 'H2 month',
    input: 'birth date of a year and month, two years ago this month',
    expected: 'at the boundary of the second birthday it is called uncertain',
    now: midNovember,
    chart: (id) => onlyPatient(childBorn(id, calendarDate('2026-11-15'), 24, 0, { birthDate: '2024-11' })),
    says: [/age between 23 months.{0,12} and 2 years/, /\? Not known Autism/, /exact birth date/i],
    neverSays: [/[●▲] ?(?:Due|Overdue) Autism/, wholeAge],
  },
  {
    id: 'H3',
    input: 'birth date in the future',
    expected: 'an error in words, and nothing that depends on age',
    chart: (id, today) => onlyPatient(childBorn(id, today, 20, 0, { birthDate: addDays(today, 3) })),
    says: [/lies in the future/],
    neverSays: [dueTag],
  },
  {
    id: 'H4 boolean',
    input: 'deceased true',
    expected: 'no prompts and no referral, in respectful words',
    chart: (id, today) => onlyPatient(childBorn(id, today, 20, 0, { deceasedBoolean: true })),
    says: [/has died/],
    neverSays: [dueTag, /Talk with the family/, /Refer\b/],
  },
  {
    id: 'H4 date',
    input: 'deceased on a date',
    expected: 'no prompts and no referral, in respectful words',
    chart: (id, today) => onlyPatient(childBorn(id, today, 20, 0, { deceasedDateTime: addDays(today, -40) })),
    says: [/has died/],
    neverSays: [dueTag, /Talk with the family/, /Refer\b/],
  },
  // Both methods clamp: who is born on the last day of February has a birthday on the last day of February.
  ...(
    [
      ['eve', '2026-02-27', /2024\s*age 23 months\b/],
      ['birthday', '2026-02-28', /2024\s*age (?:24 months|2 years)\b(?! \d+ month)/],
      ['day after', '2026-03-01', /2024\s*age (?:24 months|2 years)\b(?! \d+ month)/],
    ] as const
  ).map(([name, on, words]): HostileCase => ({
    id: `H5 leap day, ${name}`,
    input: `born on 29 February 2024, seen on ${on}`,
    expected: 'the age a well-kept date library counts',
    now: `${on}T18:00:00Z`,
    chart: (id, today) => onlyPatient(childBorn(id, today, 24, 0, { birthDate: '2024-02-29' })),
    says: [words],
    saysOf: (today) => [ageWords('2024-02-29', today)],
  })),
  // Twenty-five hours apart: whatever the instant, these two clinics have different dates.
  {
    id: 'H5 birthday',
    input: 'a second birthday that has come in this clinic and nowhere else',
    expected: 'the clinic’s calendar decides: two years',
    timeZone: 'Pacific/Kiritimati',
    chart: (id, today) => onlyPatient(childBorn(id, today, 24)),
    says: [/(?:24 months|2 years)/],
    neverSays: [/23 months/],
  },
  {
    id: 'H5 evening before',
    input: 'the same birthday in a clinic where it is the day before',
    expected: 'the clinic’s calendar decides: not yet two',
    timeZone: 'Pacific/Niue',
    chart: (id) => onlyPatient(childBorn(id, todayIn('Pacific/Kiritimati', new Date()), 24)),
    says: [/23 months/],
  },
  {
    id: 'H6',
    input: '10,000 survey Observations',
    expected: 'no more pages than the caps, and the page says that the list is not whole',
    // The survey category's six pages of the cap, one search each for the known codes and the gestational age, and room for more codes.
    mostSearches: 16,
    chart: (id, today) =>
      withResults(
        toddler(id, today),
        ...Array.from({ length: 10_000 }, (_, index) =>
          survey(
            id,
            `many-${index}`,
            { system: localCodes, code: `other-${index % 50}`, display: 'A survey row' },
            addDays(today, -(index % 600)),
            score(index % 9),
          ),
        ),
      ),
    says: [/Screening results could not be read whole: there is more than Hearth reads at once/],
    neverSays: [/No screening result found/, dueTag],
  },
  {
    id: 'H7',
    input: 'a modifier extension nobody knows',
    expected: 'not usable, with the reason',
    chart: oneTotal({
      ...score(1),
      modifierExtension: [{ url: 'https://practice-ehr.example/not', valueBoolean: true }],
    }),
    says: [notUsable, /modifier/],
    neverSays: neverRead,
  },
  ...(['entered-in-error', 'cancelled'] as const).map((status): HostileCase => ({
    id: `H8 ${status}`,
    input: `status ${status}`,
    expected: 'left out, and not counted as done',
    chart: oneTotal({ ...score(1), status }),
    says: [/No screening result found in the chart/],
    neverSays: neverRead,
  })),
  ...(['registered', 'preliminary'] as const).map((status): HostileCase => ({
    id: `H8 ${status}`,
    input: `status ${status}`,
    expected: 'listed as not final, never counted',
    chart: oneTotal({ ...score(1), status }),
    says: [notUsable, /not final/],
    neverSays: neverRead,
  })),
  {
    id: 'H9 circular',
    input: 'a panel whose contained members point at one another',
    expected: 'each is resolved once; the total is read; nothing hangs',
    chart: (id, today) => {
      const on = addDays(today, -10);
      const inner = (name: string, other: string): Observation => {
        const { id: _own, ...rest } = survey(id, name, psc17.total, on, {
          ...score(20),
          hasMember: [{ reference: `#${other}` }],
        });
        return { ...rest, id: name };
      };
      return withResults(
        schoolChild(id, today),
        survey(id, 'panel', psc17.panel, on, {
          contained: [inner('a', 'b'), inner('b', 'a')],
          hasMember: [{ reference: '#a' }, { reference: '#b' }, { reference: '#gone' }],
        }),
      );
    },
    says: [/PSC-17/, /Total 20\b/, /Above the cut-off/],
    neverSays: [/Total 20\b.*Total 20\b/s],
  },
  {
    id: 'H10 kilograms',
    input: 'a score in kilograms',
    expected: 'not usable, with the reason',
    chart: oneTotal({
      valueQuantity: { value: 1, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' },
    }),
    says: [notUsable, /the unit “kg”/],
    neverSays: neverRead,
  },
  {
    id: 'H10 no code',
    input: 'a score in kilograms by its unit alone, without a code',
    expected: 'not usable, with the reason',
    chart: oneTotal({ valueQuantity: { value: 1, unit: 'kg' } }),
    says: [notUsable, /the unit “kg”/],
    neverSays: neverRead,
  },
  {
    id: 'H10 days',
    input: 'gestational age in days',
    expected: 'converted, with the arithmetic shown',
    chart: (id, today) =>
      withResults(
        childBorn(id, today, 8),
        survey(
          id,
          'gestation',
          { system: loinc, code: '76516-4', display: 'Gestational age at birth' },
          addDays(today, -200),
          {
            valueQuantity: { value: 210, unit: 'days', system: 'http://unitsofmeasure.org', code: 'd' },
          },
        ),
      ),
    says: [/30 weeks/, /9 weeks/],
  },
  {
    id: 'H10 no unit',
    input: 'gestational age without a unit',
    expected: 'refused and said; ages stay uncorrected and term is not assumed',
    chart: (id, today) =>
      withResults(
        childBorn(id, today, 8),
        survey(
          id,
          'gestation',
          { system: loinc, code: '76516-4', display: 'Gestational age at birth' },
          addDays(today, -200),
          { valueQuantity: { value: 30 } },
        ),
      ),
    says: [/unit cannot be read/, /ages are not corrected, and term birth is not assumed/],
    neverSays: [/30 weeks/],
  },
  {
    id: 'H11',
    input: 'a code where a number belongs',
    expected: 'not usable: Hearth has no number for it',
    chart: oneTotal({ valueCodeableConcept: { text: 'low risk' } }),
    says: [notUsable, /no number for/],
    neverSays: neverRead,
  },
  {
    id: 'H12',
    input: 'a panel with components alone',
    expected: 'the component scores are read',
    chart: (id, today) =>
      withResults(
        schoolChild(id, today),
        survey(id, 'panel', psc17.panel, addDays(today, -10), {
          component: [
            { code: { coding: [psc17.total] }, valueInteger: 16 },
            { code: { coding: [psc17.internalizing] }, valueInteger: 6 },
            { code: { coding: [psc17.attention] }, valueInteger: 5 },
            { code: { coding: [psc17.externalizing] }, valueInteger: 5 },
          ],
        }),
      ),
    says: [
      /PSC-17/,
      /Above the cut-off/,
      /Total 16\b/,
      /Internalizing 6\b/,
      /Attention 5 ?below/,
      /Externalizing 5 ?below/,
    ],
  },
  {
    id: 'H13 reason',
    input: 'no value, a reason instead',
    expected: '"not done" with the reason',
    chart: oneTotal({ dataAbsentReason: { text: 'equipment out of order' } }),
    says: [/not done: equipment out of order/i],
    neverSays: neverRead,
  },
  {
    id: 'H13 declined',
    input: 'the family declined, says the chart',
    expected: 'declined, not done and not negative',
    chart: oneTotal({
      dataAbsentReason: {
        coding: [
          {
            system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason',
            code: 'asked-declined',
            display: 'Asked But Declined',
          },
        ],
      },
    }),
    says: [/– Declined Autism/],
    saysOf: (today) => [new RegExp(`Declined on ${addDays(today, -10)}; offer again`)],
    neverSays: [...neverRead, notUsable, /[●▲] ?(?:Due|Overdue) Autism/],
  },
  {
    id: 'H14 comparator',
    input: 'less than 3',
    expected: 'not usable: nothing is guessed',
    chart: oneTotal({ valueQuantity: { value: 3, comparator: '<', code: '{score}' } }),
    says: [notUsable, /not a number/],
    neverSays: neverRead,
  },
  {
    id: 'H14 words',
    input: 'the text ">30"',
    expected: 'not usable: nothing is guessed',
    chart: oneTotal({ valueString: '>30' }),
    says: [notUsable, /words, not a number/],
    neverSays: neverRead,
  },
  {
    id: 'H14 integer text',
    input: 'the text "12"',
    expected: 'read, and marked as sent as text',
    chart: oneTotal({ valueString: '12' }),
    says: [/sent as text/, /Total 12\b/, /8 or more/],
  },
  {
    id: 'H14 integer text too large',
    input: 'the text "45", of a score that ends at 20',
    expected: 'never banded',
    chart: oneTotal({ valueString: '45' }),
    says: [/Not usable|cannot be used|outside/],
    neverSays: [...neverRead, /▲ ?(?:Above|8 or more)/],
  },
  {
    id: 'H15',
    input: 'two results of one day that disagree',
    expected: 'both are shown',
    chart: (id, today) =>
      withResults(
        toddler(id, today),
        survey(id, 'one', mchat, addDays(today, -10), score(1)),
        survey(id, 'two', mchat, addDays(today, -10), score(9)),
      ),
    says: [/Total 1\b/, /Total 9\b/],
  },
  {
    id: 'H16',
    input: 'a local code nobody mapped',
    expected: 'listed as found and not recognised, with its code',
    chart: (id, today) =>
      withResults(
        toddler(id, today),
        survey(
          id,
          'local',
          { system: localCodes, code: 'soc-emo-77', display: 'Social-emotional screen' },
          addDays(today, -10),
          score(4),
        ),
      ),
    says: [/Result found, not recogni[sz]ed/, /soc-emo-77/],
    neverSays: [/No screening result found/],
  },
  {
    id: 'H17 duplicates',
    input: 'the same result twice, and an older version of it on a later page',
    expected: 'one result, the latest version',
    chart: oneTotal(score(9)),
    faults: () => [
      {
        method: 'GET',
        path: /^\/fhir\/Observation/,
        transform: (body) => {
          const bundle = JSON.parse(body) as { entry?: { resource: Observation }[] };
          const found = bundle.entry?.find(({ resource }) => resource.id?.endsWith('-mchat'));
          if (!found || !bundle.entry) return body;
          const old = structuredClone(found);
          old.resource.meta = { ...old.resource.meta, lastUpdated: '2020-01-01T00:00:00Z', versionId: '0' };
          old.resource.valueQuantity = { ...old.resource.valueQuantity, value: 1 };
          // Before it and after it: neither the first nor the last in the list is the latest by that alone.
          bundle.entry.unshift(structuredClone(old));
          bundle.entry.push(structuredClone(found), old);
          return JSON.stringify(bundle);
        },
      },
    ],
    says: [/Total 9\b/],
    neverSays: [/Total 1\b/, /Total 9\b.*Total 9\b/s],
  },
  {
    id: 'H18 future',
    input: 'dated tomorrow',
    expected: 'not usable: in the future',
    chart: (id, today) =>
      withResults(toddler(id, today), survey(id, 'mchat', mchat, addDays(today, 1), score(1))),
    says: [notUsable, /future/],
    neverSays: neverRead,
  },
  {
    id: 'H18 period',
    input: 'a period with an end',
    expected: 'dated by its end, and the page says so',
    chart: (id, today) => {
      const { effectiveDateTime: _none, ...rest } = survey(id, 'mchat', mchat, today, score(9));
      return withResults(toddler(id, today), {
        ...rest,
        effectivePeriod: { start: addDays(today, -12), end: addDays(today, -11) },
      });
    },
    says: [/dated by the end of its period/],
    saysOf: (today) => [new RegExp(`${addDays(today, -11)}, 11 days ago`)],
  },
  {
    id: 'H18 open period',
    input: 'a period without an end',
    expected: 'not usable: it cannot be dated',
    chart: (id, today) => {
      const { effectiveDateTime: _none, ...rest } = survey(id, 'mchat', mchat, today, score(1));
      return withResults(toddler(id, today), {
        ...rest,
        effectivePeriod: { start: addDays(today, -12) },
      });
    },
    says: [notUsable, /no end/],
    neverSays: neverRead,
  },
  {
    id: 'H19 inactive',
    input: 'an inactive chart',
    expected: 'the page stops',
    chart: (id, today) => onlyPatient(childBorn(id, today, 20, 0, { active: false })),
    says: [/marked inactive/],
    neverSays: [dueTag, /Talk with the family/],
  },
  {
    id: 'H19 merged',
    input: 'a chart replaced by another',
    expected: 'the page stops and names the surviving chart',
    chart: (id, today) =>
      onlyPatient(
        childBorn(id, today, 20, 0, {
          active: false,
          link: [{ type: 'replaced-by', other: { reference: 'Patient/surviving-77' } }],
        }),
      ),
    says: [/merged/, /surviving-77/],
    neverSays: [dueTag, /Talk with the family/],
  },
  {
    id: 'H20 infinity',
    input: '1e400 on the wire',
    expected: 'not usable',
    chart: oneTotal(score(777)),
    faults: rawValue('1e400'),
    says: [notUsable],
    neverSays: neverRead,
  },
  {
    id: 'H20 digits',
    input: 'a decimal of forty digits',
    expected: 'not usable',
    chart: oneTotal(score(777)),
    faults: rawValue('1.000000000000000000000000000000000000001'),
    says: [notUsable],
    neverSays: neverRead,
  },
  {
    id: 'H20 text',
    input: 'the text "NaN"',
    expected: 'not usable',
    chart: oneTotal({ valueString: 'NaN' }),
    says: [notUsable, /words, not a number/],
    neverSays: neverRead,
  },
];

/** Kept beside the cases that need it: a form by its canonical address, filled in. */
export const filledPhq9 = (
  id: string,
  on: CalendarDate,
  more: Partial<QuestionnaireResponse> = {},
): QuestionnaireResponse => ({
  resourceType: 'QuestionnaireResponse',
  id: `${id}-form`,
  status: 'completed',
  subject: { reference: `Patient/${id}` },
  authored: on,
  ...more,
});
