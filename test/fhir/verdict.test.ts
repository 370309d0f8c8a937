import type { Observation } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import { observation, onlyForm } from './resources.ts';

const total = (more: Partial<Observation> = {}): Observation =>
  observation('psc-total', { valueInteger: 12, ...more });

describe('a verdict of the source', () => {
  const coded = (code: string) => ({ interpretation: [{ coding: [{ code, display: `word ${code}` }] }] });
  it.each([
    ['H', 'above'],
    ['POS', 'above'],
    ['N', 'below'],
    ['NEG', 'below'],
    ['L', 'other'],
    ['whatever', 'other'],
  ])('%s on a total is kept as %s', (code, kind) => {
    expect(onlyForm(total(coded(code))).sourceVerdict).toEqual({ text: `word ${code}`, kind });
  });

  it('on a subscale does not speak for the whole form', () => {
    const form = onlyForm(observation('psc-int', { valueInteger: 2, ...coded('N') }));
    expect(form.sourceVerdict).toBeUndefined();
    expect(form.notes).toEqual(['Result psc-int: “word N”, as reported by the chart']);
  });

  it('of a clinic’s own code is kept in its words, and means no more', () => {
    const own = {
      interpretation: [
        { coding: [{ system: 'https://clinic.example.org/x', code: 'N', display: 'Needs a look' }] },
      ],
    };
    expect(onlyForm(total(own)).sourceVerdict).toEqual({ text: 'Needs a look', kind: 'other' });
  });

  it('of several keeps all the words, and "above" stands whatever the others say', () => {
    const interpretation = ['N', 'H'].flatMap((code) => coded(code).interpretation);
    expect(onlyForm(total({ interpretation })).sourceVerdict).toEqual({
      text: 'word N; word H',
      kind: 'above',
    });
  });

  it('on a panel speaks for the form, unless the total has one of its own', () => {
    const panel = observation('psc', {
      hasMember: [{ reference: 'Observation/o-psc-total' }],
      ...coded('H'),
    });
    expect(onlyForm(panel, total()).sourceVerdict).toEqual({ text: 'word H', kind: 'above' });
    expect(onlyForm(panel, total(coded('N'))).sourceVerdict).toEqual({ text: 'word N', kind: 'below' });
  });

  it('is named after the resource it stands in, whichever else the form came from', () => {
    const scored = total({ ...coded('H'), performer: [{ display: 'Scoring service' }] });
    const other = observation('psc-int', { valueInteger: 2, performer: [{ display: 'Tablet 4' }] });
    expect(onlyForm(other, scored).origins[0]?.system).toBe('Scoring service');
    expect(onlyForm(total({ device: { display: 'Kiosk' } })).origins[0]?.system).toBe('Kiosk');
  });

  it('gives the whole range with whom it holds for', () => {
    const range = (more: object) => onlyForm(total({ referenceRange: [more] })).sourceVerdict?.text;
    expect(range({ low: { value: 0 }, high: { value: 14 } })).toBe('reference range 0 to 14');
    expect(range({ low: { value: 15 } })).toBe('reference range from 15');
    expect(range({ high: { value: 14 }, type: { text: 'Normal' }, appliesTo: [{ text: 'Boys' }] })).toBe(
      'reference range up to 14 (Normal; Boys)',
    );
    expect(
      onlyForm(total({ ...coded('H'), referenceRange: [{ high: { value: 14 } }] })).sourceVerdict,
    ).toEqual({
      text: 'word H; reference range up to 14',
      kind: 'above',
    });
  });

  it('is the reference range where there is no interpretation', () => {
    expect(onlyForm(total({ referenceRange: [{ high: { value: 14 } }] })).sourceVerdict?.text).toBe(
      'reference range up to 14',
    );
    expect(onlyForm(total({ referenceRange: [{ text: 'under 15' }] })).sourceVerdict?.text).toBe('under 15');
  });

  it('is named after its performer or device, else after the chart', () => {
    expect(onlyForm(total()).origins).toEqual([{ resource: 'Observation/o-psc-total', system: 'the chart' }]);
    const performer = [
      { reference: 'RelatedPerson/rp-1', display: 'Madre Prueba' },
      { reference: 'Device/1', display: 'Tablet 4' },
    ];
    expect(onlyForm(total({ performer }))).toMatchObject({
      respondent: 'mother',
      origins: [{ system: 'Tablet 4' }],
    });
  });
});
