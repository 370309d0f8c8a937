import { describe, expect, it } from 'vitest';
import { notNeutral } from '../../../src/domain/referral/neutral-words.ts';
import { usualHandOffReason } from '../../../src/domain/referral/on-site-team.ts';
import { loadContent } from '../../../src/content/load.ts';

const { instruments, referralKinds } = loadContent([]);

describe('A line on the child’s record', () => {
  it.each([
    ['after the EPDS today', /name of the form/],
    ['ASQ:SE-2 done', /name of the form/],
    ['asq se 2 done', /name of the form/],
    ['PSC above', /name of the form/],
    ['m-chat follow-up', /name of the form/],
    ['phq9', /name of the form/],
    ['SEEK said yes', /name of the form/],
    ['scored 18', /the score/],
    ['over the cut-off', /the score/],
    ['Mother is depressed', /told in confidence/],
    ['suicidal thoughts', /told in confidence/],
    ['violence at home', /told in confidence/],
    ['substance abuse', /told in confidence/],
  ])('is not neutral when it says “%s”', (line, words) => {
    expect(notNeutral(line, instruments)).toMatch(words);
  });

  it.each([
    '',
    'The family seeks somebody to talk to',
    'They would like to seek help together',
    'Sleep, meals and tantrums at 18 months',
    'Support with a new baby in the house',
    ...Object.values(usualHandOffReason),
    ...referralKinds.map(({ reason }) => reason),
  ])('is neutral when it says “%s”', (line) => {
    expect(notNeutral(line, instruments)).toBeUndefined();
  });
});
