// The built-in instruments against tables written by hand from the clinical page (CLINICAL 1a, 1b, 1d), not from the files.
import { describe, expect, it } from 'vitest';
import { loadContent } from '../../src/content/load.ts';
import type { Evidence, Instrument, Threshold } from '../../src/domain/screening/instrument.ts';
import { builtInRows } from './site.ts';

const { instruments } = loadContent([]);
const find = (id: string): Instrument => {
  const found = instruments.find((one) => one.id === id);
  if (!found) throw new Error(`no instrument ${id}`);
  return found;
};

// V read in a source, R recalled, D our own rule. "?" is a number nobody may guess. Ages in months, the last one inclusive.
// A score is higher or lower for more concern; "blanks" is what a blank does / how many make the form invalid.
const facts = `
id              | age        | about     | items | corrects | scores                                                                     | blanks
asq-se-2        | 1-72 V     | child     | ?     | 24       | total 0-? higher R                                                         | changes-nothing/3 D
asq-3           | 1-66 V     | child     | 30    | 24       | communication 0-60 lower V, gross-motor 0-60 lower V, fine-motor 0-60 lower V, problem-solving 0-60 lower V, personal-social 0-60 lower V | see-manual/? V
swyc-milestones | 1-65 R     | child     | 10    | 24       | total 0-20 lower V                                                         | counts-as-zero/? V
bpsc            | 0-17 V     | child     | 12    | 24       | irritability 0-8 higher V, inflexibility 0-8 higher V, routines 0-8 higher V | counts-as-zero/? V
ppsc            | 18-65 V    | child     | 18    | 24       | total 0-36 higher R                                                        | counts-as-zero/? R
posi            | 16-35 V    | child     | 7     | 24       | total 0-7 higher V                                                         | ?
swyc-fq         | 1-65 R     | caregiver | 9     | 24       | endorsed 0-9 higher V, caregiver-depression 0-9 higher R, alcohol-and-drugs 0-9 higher R, violence-at-home 0-9 higher R, other-risk 0-9 higher R | not-allowed/? D
psc-17          | 48-215 R   | child     | 17    | never    | total 0-34 higher V, internalizing 0-10 higher V, attention 0-10 higher V, externalizing 0-14 higher V | counts-as-zero/4 V
psc-35          | 48-203 V   | child     | 35    | never    | total 0-70 higher V                                                        | counts-as-zero/4 V
y-psc           | 132-251 V  | child     | 35    | never    | total 0-70 higher V                                                        | counts-as-zero/4 V
sdq             | 24-215 V   | child     | 25    | never    | total 0-40 higher V, prosocial 0-10 lower V                                | ?
sdq-teacher     | 24-215 V   | child     | 25    | never    | total 0-40 higher V, prosocial 0-10 lower V                                | ?
sdq-self        | 132-215 V  | child     | 25    | never    | total 0-40 higher V, prosocial 0-10 lower V                                | ?
m-chat-r        | 16-30 V    | child     | 20    | never    | total 0-20 higher V, follow-up 0-20 higher V                               | not-allowed/1 V
epds            | any        | caregiver | 10    | never    | total 0-30 higher V                                                        | not-allowed/? D
phq-2           | any        | child     | 2     | never    | total 0-6 higher V                                                         | not-allowed/? D
phq-9           | any        | child     | 9     | never    | total 0-27 higher V                                                        | not-allowed/? D
phq-a           | 132-215 V  | child     | 9     | never    | total 0-27 higher V                                                        | not-allowed/? D
gad-7           | any        | child     | 7     | never    | total 0-21 higher V                                                        | not-allowed/? D
deca-i          | 0-18 V     | child     | 33    | never    | initiative 0-? lower R, attachment 0-? lower R, protective-factors 0-? lower R | see-manual/? R
deca-t          | 18-36 V    | child     | 36    | never    | initiative 0-? lower R, attachment 0-? lower R, self-regulation 0-? lower R, protective-factors 0-? lower R | see-manual/? R
deca-p2         | 36-71 R    | child     | 38    | never    | initiative 0-? lower R, attachment 0-? lower R, self-regulation 0-? lower R, protective-factors 0-? lower R, behavioral-concerns 0-? higher R | see-manual/? R
bitsea          | 12-36 V    | child     | 42    | never    | problem 0-? higher R, competence 0-? lower R                               | see-manual/? R
ecsa            | 18-60 V    | child     | 40    | never    | items-1-36 0-72 higher V | see-manual/3 V
ecsa-caregiver  | any        | caregiver | ?     | never    | caregiver-pair 0-? higher R | ?
seek-pq-r       | 0-71 V     | caregiver | ?     | never    | yes-answers 0-16 higher V, depression 0-16 higher R, stress 0-16 higher R, substance-use 0-16 higher R, partner-violence 0-16 higher R, food 0-16 higher R, harsh-punishment 0-16 higher R | not-allowed/? D
pearls          | 0-239 V    | child     | ?     | never    | part-1 0-10 higher V                                                       | not-allowed/? D
`;

// "@" is the age form or the child's months a cut-off is for; "~" where its monitoring zone begins.
const bands = `
id              | cut-offs                                                     | zones
asq-se-2        | total@2 ? R, total@6 ? R, total@12 ? R, total@18 ? R, total@24 ? R, total@30 ? R, total@36 ? R, total@48 ? R, total@60 ? R |
asq-3           | communication ? R, gross-motor ? R, fine-motor ? R, problem-solving ? R, personal-social ? R |
swyc-milestones | total ? R                                                    |
bpsc            | irritability >=3 V, inflexibility >=3 V, routines >=3 V      |
ppsc            | total >=9 R                                                  |
posi            | total >=3 V                                                  |
psc-17          | total >=15 V, internalizing >=5 V, attention >=7 V, externalizing >=7 V |
psc-35          | total@48-71 >=24 V, total@72-203 >=28 V                      |
y-psc           | total >=30 V                                                 |
sdq             | total@2-4 >=16 ~13 V, total@4-17 >=17 ~14 V, prosocial ? R   |
sdq-teacher     | total ? R, prosocial ? R                                     |
sdq-self        | total ? R, prosocial ? R                                     |
m-chat-r        | follow-up >=2 V                                              | total 0-2 below V, total 3-7 follow-up V, total 8-20 above V
epds            | total >=10 V                                                 | total 0-9 below V, total 10-12 above V, total 13-30 above V
phq-2           | total@132-155 >=3 R, total@156-215 >=3 V                     |
phq-9           | total >=10 V                                                 | total 0-4 below V, total 5-9 below V, total 10-14 above V, total 15-19 above V, total 20-27 above V
phq-a           | total@132-155 >=10 R, total@156-215 >=11 V                   | total 0-4 below V, total 5-9 below V, total 10-10 above R, total 11-14 above V, total 15-19 above V, total 20-27 above V
gad-7           | total >=10 V                                                 | total 0-4 below V, total 5-9 below V, total 10-14 above V, total 15-21 above V
deca-i          | initiative ? R, attachment ? R, protective-factors ? R       |
deca-t          | initiative ? R, attachment ? R, self-regulation ? R, protective-factors ? R |
deca-p2         | initiative ? R, attachment ? R, self-regulation ? R, protective-factors ? R, behavioral-concerns ? R |
bitsea          | problem ? R, competence ? R                                  |
ecsa            | items-1-36 >=18 V |
ecsa-caregiver  | caregiver-pair >=2 V |
pearls          |                                                              | part-1 0-0 below R, part-1 1-3 monitor R, part-1 4-10 above R
`;

const rowsOf = (table: string): readonly (readonly string[])[] =>
  table
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('|').map((cell) => cell.trim()));

const mark: Readonly<Record<Evidence, string>> = { verified: 'V', recalled: 'R', design: 'D' };
const orOpen = (value: number | null): string => (value === null ? '?' : String(value));

const scoresOf = ({ scores }: Instrument): string =>
  scores
    .map(({ id, min, max, concern, evidence }) => `${id} ${min}-${orOpen(max)} ${concern} ${mark[evidence]}`)
    .join(', ');

const cutOffOf = ({ scores }: Instrument, threshold: Threshold): string => {
  const { score, form, ageMonths, at, monitorAt, evidence } = threshold;
  const to = form ?? (ageMonths === null ? null : `${ageMonths.from}-${ageMonths.to}`);
  const sign = scores.find(({ id }) => id === score)?.concern === 'lower' ? '<=' : '>=';
  const number = at === null ? '?' : `${sign}${at}`;
  return `${score}${to === null ? '' : `@${to}`} ${number}${monitorAt === null ? '' : ` ~${monitorAt}`} ${mark[evidence]}`;
};

describe('every instrument of the clinical page', () => {
  it('is there, and the two SDQ forms others fill in, and no more', () => {
    expect(instruments.map(({ id }) => id).toSorted()).toEqual(
      rowsOf(facts)
        .map(([id]) => id)
        .toSorted(),
    );
  });

  it.each(rowsOf(facts))(
    '%s is for ages %s and about the %s, as the page says',
    (id, age, about, items, corrects, scores, blanks) => {
      const one = find(id ?? '');
      const { ageMonths, missingItems } = one;
      expect([
        ageMonths === null ? 'any' : `${ageMonths.from}-${ageMonths.to} ${mark[ageMonths.evidence]}`,
        one.about,
        orOpen(one.itemCount),
        one.correctsUntilMonths === null ? 'never' : String(one.correctsUntilMonths),
        scoresOf(one),
        missingItems === null
          ? '?'
          : `${missingItems.blank}/${orOpen(missingItems.invalidFrom)} ${mark[missingItems.evidence]}`,
      ]).toEqual([age, about, items, corrects, scores, blanks]);
    },
  );

  it.each(rowsOf(bands))('%s is banded by "%s" and "%s"', (id, cutOffs, zones) => {
    const one = find(id ?? '');
    expect(one.thresholds.map((threshold) => cutOffOf(one, threshold)).join(', ')).toBe(cutOffs);
    expect(
      one.zones
        .map(({ score, from, to, band, evidence }) => `${score} ${from}-${to} ${band} ${mark[evidence]}`)
        .join(', '),
    ).toBe(zones);
  });

  it.each([
    ['swyc-fq', 'endorsed', 'monitor', 'verified'],
    ['swyc-fq', 'violence-at-home', 'monitor', 'verified'],
    ['seek-pq-r', 'yes-answers', 'monitor', 'recalled'],
    ['seek-pq-r', 'partner-violence', 'monitor', 'recalled'],
  ])('%s: one answer in "%s" is enough to %s', (id, score, band, evidence) => {
    const own = find(id).zones.filter((zone) => zone.score === score);
    expect(own.map(({ from, band: is, evidence: how }) => [from, is, how])).toEqual([
      [0, 'below', evidence],
      [1, band, evidence],
    ]);
  });
});

describe('what is never guessed', () => {
  it('no cut-off of an owner’s guide is shipped', () => {
    const kept = instruments.filter(({ mayShipCutOffs }) => !mayShipCutOffs);
    expect(kept.map(({ id }) => id)).toEqual(['asq-3', 'asq-se-2', 'bitsea', 'deca-i', 'deca-p2', 'deca-t']);
    for (const { id, thresholds, zones } of kept) {
      expect(thresholds.map(({ at, monitorAt }) => [at, monitorAt]).flat(), id).toEqual(
        thresholds.flatMap(() => [null, null]),
      );
      expect(zones, id).toEqual([]);
    }
  });

  it('nothing is signed by anyone: a clinician of the site does that', () => {
    expect(instruments.filter(({ reviewedBy, reviewedOn }) => reviewedBy ?? reviewedOn)).toEqual([]);
  });

  it('the first edition of the ASQ:SE-2 has other cut-offs, so a result must name the second', () => {
    expect(find('asq-se-2').edition).toBe('2');
  });

  it('a total is added up only where it is the plain sum of its answers', () => {
    const added = instruments.flatMap(({ id, scores }) =>
      scores.flatMap(({ id: score, sumOf }) =>
        sumOf === null ? [] : [`${id} ${score} ${sumOf === 'all-items' ? 'all' : sumOf.length}`],
      ),
    );
    expect(added.toSorted()).toEqual([
      'ecsa items-1-36 36',
      'epds total all',
      'gad-7 total all',
      'pearls part-1 10',
      'phq-2 total all',
      'phq-9 total all',
      'phq-a total 9',
      'ppsc total all',
      'psc-17 total all',
      'seek-pq-r yes-answers 16',
      'swyc-milestones total all',
      'y-psc total all',
    ]);
  });

  it('no question of any instrument is in them', () => {
    expect(JSON.stringify(builtInRows('instruments'))).not.toContain('?');
  });
});

describe('forms by age', () => {
  const windows = (id: string) =>
    find(id).forms.map(
      ({ id: form, from, to, evidence }) =>
        `${form} ${from.months}.${from.days}-${to.months}.${to.days} ${mark[evidence]}`,
    );

  it('the nine ASQ:SE-2 windows are all recalled, so none of them alone refuses a form', () => {
    expect(windows('asq-se-2')).toEqual([
      '2 1.0-2.30 R',
      '6 3.0-8.30 R',
      '12 9.0-14.30 R',
      '18 15.0-20.30 R',
      '24 21.0-26.30 R',
      '30 27.0-32.30 R',
      '36 33.0-41.30 R',
      '48 42.0-53.30 R',
      '60 54.0-72.0 R',
    ]);
  });

  it.each(['swyc-milestones', 'swyc-fq'])('%s has the twelve SWYC windows, six of them read', (id) => {
    expect(windows(id)).toEqual([
      '2 1.0-3.31 R',
      '4 4.0-5.31 R',
      '6 6.0-8.31 R',
      '9 9.0-11.31 V',
      '12 12.0-14.31 V',
      '15 15.0-17.31 V',
      '18 18.0-22.31 V',
      '24 23.0-28.31 V',
      '30 29.0-34.31 V',
      '36 35.0-46.31 R',
      '48 47.0-58.31 R',
      '60 59.0-65.31 R',
    ]);
  });

  it('the two SDQ forms share the fifth year of life', () => {
    expect(windows('sdq')).toEqual(['2-4 24.0-59.31 V', '4-17 48.0-215.31 V']);
  });

  it('BPSC ends where PPSC begins, at 18 months', () => {
    expect([find('bpsc').ageMonths?.to, find('ppsc').ageMonths?.from]).toEqual([17, 18]);
  });
});
