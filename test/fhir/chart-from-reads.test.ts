import type { ServiceRequest, Task } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import { calendarDate } from '../../src/domain/age.ts';
import { chartFromReads } from '../../src/fhir/chart-from-reads.ts';
import { referralIdSystem } from '../../src/fhir/identifiers.ts';
import { maps, observation, reads, response } from './resources.ts';

const context = { maps, timeZone: 'America/Chicago', today: calendarDate('2026-11-23') };
const order = (more: Partial<ServiceRequest> = {}): ServiceRequest => ({
  resourceType: 'ServiceRequest',
  id: 'sr-1',
  status: 'active',
  intent: 'order',
  subject: { reference: 'Patient/child-1' },
  ...more,
});

describe('a chart from a wave of reads', () => {
  it('that all failed is empty, every gap said in the order of the slices, and no child made up', () => {
    const none = reads();
    const failed = Object.fromEntries(
      Object.keys(none).map((slice) => [
        slice,
        { resources: [], gap: { slice, reason: 'refused', partial: false } },
      ]),
    ) as unknown as typeof none;
    const chart = chartFromReads(failed, context);
    expect(chart.child).toBeUndefined();
    expect(chart.gaps.map(({ slice }) => slice)).toEqual(Object.keys(none));
    expect(chart).toMatchObject({ forms: [], unusable: [], caregivers: [], orders: [] });
  });

  it('keeps what came before a gap beside it', () => {
    const some = {
      ...reads(),
      observations: {
        resources: [observation('psc-total', { valueInteger: 3 })],
        gap: { slice: 'observations', reason: 'beyond-cap', partial: true } as const,
      },
    };
    const chart = chartFromReads(some, context);
    expect(chart.forms).toHaveLength(1);
    expect(chart.gaps).toEqual([{ slice: 'observations', reason: 'beyond-cap', partial: true }]);
  });

  it('calls respondents by what they are to the child', () => {
    const chart = chartFromReads(
      reads({
        patient: [{ resourceType: 'Patient', id: 'child-1' }],
        relatedPersons: [
          { resourceType: 'RelatedPerson', id: 'rp-1', patient: {}, relationship: [{ text: 'Mother' }] },
        ],
        questionnaireResponses: [response({ '71353-7': 0 }, { source: { reference: 'RelatedPerson/rp-1' } })],
        observations: [
          observation('44261-6', { valueInteger: 3, performer: [{ reference: 'Patient/child-1' }] }),
        ],
      }),
      context,
    );
    expect(chart.forms.map(({ respondent }) => respondent).sort()).toEqual(['mother', 'the child']);
  });

  it('takes a sibling’s result neither for this child’s nor for a caregiver’s', () => {
    const chart = chartFromReads(
      reads({
        patient: [{ resourceType: 'Patient', id: 'child-1' }],
        relatedPersons: [
          {
            resourceType: 'RelatedPerson',
            id: 'sib',
            patient: {},
            relationship: [{ text: 'Natural sister' }],
          },
        ],
        observations: [
          observation('psc-total', { valueInteger: 3, focus: [{ reference: 'RelatedPerson/sib' }] }),
        ],
      }),
      context,
    );
    expect(chart.forms).toEqual([]);
    expect(chart.unusable).toMatchObject([{ reason: 'it is about someone other than this child' }]);
  });

  it('carries what was declined', () => {
    const no = { dataAbsentReason: { coding: [{ code: 'asked-declined' }] } };
    const chart = chartFromReads(reads({ observations: [observation('99046-5', no)] }), context);
    expect(chart.declined).toMatchObject([{ instrumentId: 'epds', by: 'the chart' }]);
  });

  it('takes a resource of another type in a slice for nothing', () => {
    expect(chartFromReads(reads({ patient: [order()] }), context).child).toBeUndefined();
  });

  it('carries the gestational age, or why it was refused', () => {
    const given = (valueString: string) =>
      chartFromReads(reads({ gestationalAge: [observation('76516-4', { valueString })] }), context);
    expect(given('33+2').gestationalAge).toMatchObject({ weeks: 33, days: 2 });
    expect(given('12+0').gestationalAgeUnusable).toMatch(/outside 20 to 44 weeks/);
  });
});

describe('an order in the chart', () => {
  const task: Task = {
    resourceType: 'Task',
    id: 't-1',
    status: 'accepted',
    intent: 'order',
    focus: { reference: 'https://ehr.example.org/fhir/ServiceRequest/sr-1' },
  };
  const ordersOf = (...serviceRequests: ServiceRequest[]) =>
    chartFromReads(reads({ serviceRequests, tasks: [task] }), context).orders;

  it('is shown with its day in the clinic’s zone, its task and Hearth’s own number', () => {
    const given = order({
      authoredOn: '2026-11-21T04:30:00Z',
      code: { text: 'Counselling' },
      identifier: [
        { system: 'http://other', value: 'x' },
        { system: referralIdSystem, value: 'referral-1' },
      ],
      performer: [{}, { display: 'Fictional\u202E agency' }],
    });
    expect(ordersOf(given)).toEqual([
      {
        id: 'sr-1',
        label: 'Counselling',
        status: 'active',
        on: '2026-11-20',
        performer: 'Fictional[U+202E] agency',
        referralId: 'referral-1',
        taskStatus: 'accepted',
      },
    ]);
  });

  it('withdrawn as entered in error is not shown; one without a name or a date still is', () => {
    expect(ordersOf(order({ status: 'entered-in-error' }))).toEqual([]);
    expect(ordersOf(order({ id: 'sr-2', authoredOn: '2026' }))).toEqual([
      { id: 'sr-2', label: 'An order without a name', status: 'active' },
    ]);
  });
});
