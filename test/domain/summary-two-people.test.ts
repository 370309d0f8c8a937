// Two people's safety answers at once: neither one's help stands for both.
import { expect, it } from 'vitest';
import { chart, child, decide } from './charts.ts';
import { partial, reported } from './screening/forms.ts';

const positive = (who: string, personIs: 'child' | 'caregiver') =>
  reported(
    'phq-9',
    '2026-11-20',
    { total: 3 },
    { id: `Observation/${who}`, items: { 'item-9': 1 }, respondent: who, person: who, personIs },
  );
const teen = child({ birthDate: partial('2012-05-01') });

it('keeps the caregiver’s care and lines beside the young person’s', () => {
  const both = decide(
    chart({ child: teen, forms: [positive('the child', 'child'), positive('mother', 'caregiver')] }),
  );
  expect(both.safety).toHaveLength(2);
  expect(both.safetySteps.some(({ kind }) => kind.forCaregiver)).toBe(true);
  expect(both.crisisLines.some(({ crisis }) => !crisis)).toBe(true);
});

it('hands a young person alone none of them', () => {
  const alone = decide(chart({ child: teen, forms: [positive('the child', 'child')] }));
  expect(alone.safetySteps.some(({ kind }) => kind.forCaregiver)).toBe(false);
  expect(alone.crisisLines.some(({ crisis }) => !crisis)).toBe(false);
});
