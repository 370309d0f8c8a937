// What must never be missed and what must stay closed, for every built-in instrument (CLINICAL traps 1, 3, 4, 12, 13).
import { describe, expect, it } from 'vitest';
import { loadContent } from '../../src/content/load.ts';
import type { Instrument } from '../../src/domain/screening/instrument.ts';

const { instruments } = loadContent([]);
const find = (id: string): Instrument => {
  const found = instruments.find((one) => one.id === id);
  if (!found) throw new Error(`no instrument ${id}`);
  return found;
};

describe('direction', () => {
  it('low is the worry on the scales of trap 1 and on no other', () => {
    const low = instruments.flatMap(({ id, scores }) =>
      scores.filter(({ concern }) => concern === 'lower').map((score) => `${id} ${score.id}`),
    );
    expect(low.toSorted()).toEqual([
      'asq-3 communication',
      'asq-3 fine-motor',
      'asq-3 gross-motor',
      'asq-3 personal-social',
      'asq-3 problem-solving',
      'bitsea competence',
      ...['i', 'p2', 't'].flatMap((age) => [
        `deca-${age} attachment`,
        `deca-${age} initiative`,
        `deca-${age} protective-factors`,
        ...(age === 'i' ? [] : [`deca-${age} self-regulation`]),
      ]),
      'sdq prosocial',
      'sdq-self prosocial',
      'sdq-teacher prosocial',
      'swyc-milestones total',
    ]);
  });
});

describe('safety and confidence', () => {
  it('every question whose answer alone calls for a look today is watched', () => {
    const watched = instruments.flatMap(({ id, safetyItems }) =>
      safetyItems.map((item) => `${id} ${item.id}`),
    );
    expect(watched.toSorted()).toEqual([
      'epds item-10',
      'phq-9 item-9',
      'phq-a item-9',
      'phq-a suicidal-thoughts-past-month',
      'phq-a suicide-attempt-ever',
      'seek-pq-r partner-hurt',
      'seek-pq-r partner-violence',
      'swyc-fq violence-at-home',
    ]);
  });

  it('what people say of themselves and of home stays closed', () => {
    const closed = instruments.filter(({ confidential }) => confidential).map(({ id }) => id);
    expect(closed.toSorted()).toEqual([
      'ecsa-caregiver',
      'epds',
      'gad-7',
      'pearls',
      'phq-2',
      'phq-9',
      'phq-a',
      'sdq-self',
      'seek-pq-r',
      'swyc-fq',
      'y-psc',
    ]);
    const family = instruments.filter(({ familyRisk }) => familyRisk === true).map(({ id }) => id);
    expect(family.toSorted()).toEqual(['pearls', 'seek-pq-r', 'swyc-fq']);
  });

  it.each(['psc-17', 'psc-35', 'y-psc', 'sdq', 'sdq-self', 'phq-2', 'gad-7'])(
    '%s says that it does not ask about suicide',
    (id) => {
      expect(find(id).cannotSay).toMatch(/question about (?:suicide|self-harm)|none about self-harm/);
    },
  );

  it('"below" needs every scale that could make it positive', () => {
    expect(find('psc-17').neededForBelow).toEqual(['total', 'internalizing', 'attention', 'externalizing']);
    expect(find('bpsc').neededForBelow).toEqual(['irritability', 'inflexibility', 'routines']);
    expect(find('asq-3').neededForBelow).toHaveLength(5);
    expect(find('ecsa').neededForBelow).toEqual(['items-1-36']);
    expect(find('ecsa-caregiver')).toMatchObject({ about: 'caregiver', confidential: true });
    expect(find('bitsea').neededForBelow).toEqual(['problem', 'competence']);
    expect(find('deca-p2').neededForBelow).toEqual(find('deca-p2').scores.map(({ id }) => id));
  });
});

describe('languages', () => {
  it.each([
    ['asq-se-2', 'en es'],
    ['asq-3', 'en es'],
    ['bitsea', 'en es'],
    ['deca-t', 'en es'],
    ['ecsa', 'en es ro'],
    ['ppsc', 'en es pt ht ar my ne km'],
    ['bpsc', 'en es pt ht ar my ne km'],
  ])('%s: an official form is known in %s, and in no other language', (id, languages) => {
    expect(find(id).languages.toSorted()).toEqual(languages.split(' ').toSorted());
  });

  it('none is claimed for SEEK and PEARLS but English: others are only recalled', () => {
    expect([find('seek-pq-r').languages, find('pearls').languages]).toEqual([['en'], ['en']]);
  });
});
