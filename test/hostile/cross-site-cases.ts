// X1 to X11: text from outside that would run, hide or break out if a page let it. One chart and one directory hold all of it.
import type { FhirResource } from 'fhir/r4.js';
import { addDays, type CalendarDate } from '../../src/domain/age.ts';
import { childBorn, localCodes, mchat, psc17, score, survey } from './case.ts';

/** Runs, if anything lets it, and says which way it came in. */
const runs = (way: string): string => `window.__ran=[...(window.__ran||[]),'${way}']`;
export const image = (way: string): string => `"'><img src=x onerror="${runs(way)}">`;
export const script = (way: string): string => `</script></title><script>${runs(way)}</script>`;
export const link = (way: string): string => `javascript:${runs(way)}`;
const svg = (way: string): string => `<svg onload="${runs(way)}"><style>*{display:none}</style></svg>`;
// Letters that reorder or hide, as escapes so that this file can be read.
export const bidi = '\u202Egnirts\u2066';
export const zeroWidth = 'Zero\u200BWidth\u200D';
export const crlf = 'Row\r\nSet-Cookie: stolen=1\r\n\r\n{"level":"forged"}';

export interface CrossSiteCase {
  readonly id: string;
  readonly input: string;
  readonly expected: string;
  /** Stands on the summary as plain text. */
  readonly shown?: string;
  /** Never stands there at all. */
  readonly hidden?: string;
}

export const crossSiteCases: readonly CrossSiteCase[] = [
  { id: 'X1', input: 'markup in the patient’s name', expected: 'text', shown: image('name') },
  {
    id: 'X2',
    input: 'a narrative with script, svg and style',
    expected: 'not rendered',
    hidden: 'narrative',
  },
  {
    id: 'X3',
    input: 'markup in the text of a questionnaire’s item, and rendering-xhtml beside it',
    expected: 'text, and the extension unread',
    shown: image('item'),
    hidden: 'rendering',
  },
  {
    id: 'X4',
    input: 'javascript: and data: in references and in a consultant’s site',
    expected: 'no link: a code’s system is text, a performer’s address is not there at all',
    shown: link('system'),
    hidden: 'data:text/html',
  },
  {
    id: 'X5',
    input: 'letters that reorder and hide, in a name',
    expected: 'made visible and flagged',
    shown: '[U+202E]gnirts[U+2066] Zero[U+200B]Width[U+200D]',
  },
  {
    id: 'X5 flag',
    input: 'the same name',
    expected: 'the banner says that the name holds what cannot be seen',
    shown: 'name holds hidden characters, shown as [U+…]',
  },
  { id: 'X7', input: 'the end of a script inside a display', expected: 'inert', shown: script('display') },
];

export const hostileChart = (patientId: string, today: CalendarDate): readonly FhirResource[] => {
  const subject = { reference: `Patient/${patientId}` };
  const narrative = (inner: string) => ({
    status: 'generated' as const,
    div: `<div xmlns="http://www.w3.org/1999/xhtml">${inner}</div>`,
  });
  const rendering = {
    extension: [
      {
        url: 'http://hl7.org/fhir/StructureDefinition/rendering-xhtml',
        valueString: `rendering ${svg('rendering')}`,
      },
    ],
  };
  return [
    childBorn(patientId, today, 84, 0, {
      name: [{ use: 'official', family: `${bidi} ${zeroWidth} Sample`, given: [image('name')] }],
      text: narrative(`narrative ${svg('narrative')}<script>${runs('narrative')}</script>`),
      birthDate: addDays(today, -2_600),
      address: [{ line: [script('address')], postalCode: '60185', state: 'IL' }],
      communication: [{ language: { text: image('language') }, preferred: true }],
    }),
    {
      resourceType: 'RelatedPerson',
      id: `${patientId}-caregiver`,
      patient: subject,
      relationship: [{ text: image('relationship') }],
      name: [{ family: script('caregiver'), given: ['Sample'] }],
    },
    survey(
      patientId,
      'unknown',
      { system: link('system'), code: image('code'), display: script('display') },
      today,
      {
        ...score(3),
        text: narrative(svg('narrative')),
        code: {
          coding: [
            {
              system: link('system'),
              code: image('code'),
              display: `Behavior screening ${script('display')}`,
            },
          ],
          text: `Behavior screening ${script('display')}`,
        },
        note: [{ text: image('note') }],
      },
    ),
    survey(patientId, 'crlf', { system: localCodes, code: 'line-ends', display: `Screening ${crlf}` }, today),
    survey(patientId, 'total', psc17.total, addDays(today, -3), {
      ...score(20),
      interpretation: [{ text: image('verdict') }],
      performer: [{ reference: link('performer'), display: image('performer') }],
    }),
    survey(patientId, 'words', mchat, addDays(today, -4), {
      valueString: image('value'),
      dataAbsentReason: { text: script('reason') },
    }),
    {
      resourceType: 'QuestionnaireResponse',
      id: `${patientId}-form`,
      status: 'completed',
      questionnaire: `https://practice-ehr.example/screening-form?x=${image('canonical')}`,
      subject,
      authored: addDays(today, -5),
      item: [
        {
          linkId: image('linkid'),
          text: image('item'),
          _text: rendering,
          answer: [{ valueString: script('answer') }],
        },
      ],
    },
    {
      resourceType: 'QuestionnaireResponse',
      id: `${patientId}-known-form`,
      status: 'completed',
      questionnaire: 'https://practice-ehr.example/known',
      subject,
      authored: addDays(today, -6),
      // A LOINC-coded question (PHQ-9 item 9) whose own words and answer are hostile.
      item: [
        {
          linkId: '/44260-8',
          text: image('item'),
          _text: rendering,
          answer: [{ valueString: script('answer') }],
        },
      ],
    },
    {
      resourceType: 'ServiceRequest',
      id: `${patientId}-order`,
      status: 'active',
      intent: 'order',
      subject,
      code: { text: script('order') },
      authoredOn: addDays(today, -7),
      performer: [{ reference: link('order-performer'), display: image('order-performer') }],
      requester: { reference: 'data:text/html,<script>1</script>', display: image('requester') },
    },
  ];
};

/** A listing whose every text is hostile; it serves everyone, so that it is matched. */
export const hostileListing = (id: string, url: string | null): Readonly<Record<string, unknown>> => ({
  id,
  name: `Listing ${image('listing')} (fictional)`,
  organization: { id: `${id}-org`, name: script('organization') },
  track: 'family',
  needs: ['ecmh-clinician', 'counselling'],
  description: image('description'),
  focusAreas: ['mental-health'],
  ages: { minMonths: 0, maxMonths: 215, maxInclusive: true, text: script('ages') },
  languages: [{ tag: 'en', level: 'delivered', verifiedOn: null }],
  area: { states: ['IL'], counties: [], zips: [], schoolDistricts: [], statewide: true },
  sites: [],
  delivery: ['telehealth'],
  accepting: { state: 'open', waitText: image('wait'), asOf: null },
  access: { selfReferral: true, referralRequired: false, programOnly: false, steps: script('steps') },
  fees: { free: null, text: image('fees') },
  phones: [{ number: '555-0100', languages: [] }],
  url,
  active: true,
  provenance: {
    source: image('source'),
    assuredOn: null,
    licence: script('licence'),
    kind: 'fictional',
  },
});
