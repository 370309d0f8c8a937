import { describe, expect, it } from 'vitest';
import { loadContent } from '../../src/content/load.ts';
import { crisisLinesHere } from '../../src/domain/crisis-here.ts';

const { crisisLines } = loadContent([]);
const stated = (clinic: string | undefined, home: string | undefined) =>
  crisisLinesHere(crisisLines, clinic, home)
    .filter(({ states }) => states !== null)
    .map(({ id, place }) => [id, place]);

const illinois = ['il-cares', undefined];

describe('Crisis lines', () => {
  it.each<[string | undefined, string | undefined, unknown[]]>([
    ['IL', 'IL', [illinois]],
    ['IL', 'Illinois', [illinois]],
    ['IL', ' il ', [illinois]],
    ['IL', undefined, [illinois]],
    ['IL', 'not a state', [illinois]],
    [undefined, undefined, []],
    [undefined, 'IL', [['il-cares', 'in Illinois, where the family lives']]],
    ['IL', 'IN', [['il-cares', 'in Illinois, where the clinic is']]],
    [
      'MA',
      'illinois',
      [
        ['ma-help-line', 'in Massachusetts, where the clinic is'],
        ['ma-mobile-crisis', 'in Massachusetts, where the clinic is'],
        ['il-cares', 'in Illinois, where the family lives'],
      ],
    ],
  ])(
    'of a clinic in %s for a family in %s say whose they are where it could be mistaken',
    (clinic, home, lines) => {
      expect(new Map(stated(clinic, home) as [string, unknown][])).toEqual(
        new Map(lines as [string, unknown][]),
      );
    },
  );

  it('of the whole country stand there whatever the place, and say none', () => {
    const national = crisisLinesHere(crisisLines, 'MA', 'IL').filter(({ states }) => states === null);
    expect(national.map(({ id }) => id)).toEqual(expect.arrayContaining(['emergency-911', '988-lifeline']));
    expect(national.every(({ place }) => place === undefined)).toBe(true);
  });
});
