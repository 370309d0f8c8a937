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
    ['Edinburgh 14', /name of the form/],
    ['Edimburgo 14', /name of the form/],
    ['Mom is scared of her partner and he hits her', /told in confidence/],
    ['Mother wants to die', /told in confidence/],
    ['He threatened to kill them', /told in confidence/],
    ['PPD since the birth', /told in confidence/],
    ['Dad drinks', /told in confidence/],
    ['opioid use', /told in confidence/],
    ['Possible autism, ADHD', /told in confidence/],
    ['cutting herself', /told in confidence/],
    ['self harm thoughts', /told in confidence/],
    ['self_harm', /told in confidence/],
    ['OCD', /told in confidence/],
    ['Mamá tiene depresión', /told in confidence/],
    ['Le tiene miedo a su pareja', /told in confidence/],
    ['ｄｅｐｒｅｓｓｅｄ', /told in confidence/],
    ['de\u00adpressed', /told in confidence/],
    ['possible ODD', /told in confidence/],
    ['on Zoloft', /told in confidence/],
  ])('is not neutral when it says “%s”', (line, words) => {
    expect(notNeutral(line, instruments)).toMatch(words);
  });

  it.each([
    '',
    'The family seeks somebody to talk to',
    'They would like to seek help together',
    'Sleep, meals and tantrums at 18 months',
    'Support with a new baby in the house',
    'Drinks milk only from a bottle',
    'An odd hour, but they are here now',
    'Falls asleep late, bites when he is tired',
    'They asked how other parents do it',
    ...Object.values(usualHandOffReason),
    ...referralKinds.map(({ reason }) => reason),
  ])('is neutral when it says “%s”', (line) => {
    expect(notNeutral(line, instruments)).toBeUndefined();
  });
});
