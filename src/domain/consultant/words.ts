// The words facts are written in: dates, lists and names, in plain English.
import { type CalendarDate, daysBetween } from '../age.ts';
import { dateWords } from '../date-words.ts';
import type { Audience, Delivery, Funder, Need } from './consultant.ts';

/** `Jan 3`, or `Jan 3, 2028` where the day alone could be mistaken for another year's. */
export const dayWords = (date: CalendarDate, today: CalendarDate): string => {
  const ahead = daysBetween(today, date);
  return ahead >= 0 && ahead < 330 ? dateWords(date).replace(/, \d{4}$/, '') : dateWords(date);
};

/** `a`, `a or b`, `a, b or c`. */
export const anyOf = (words: readonly string[]): string => joined(words, 'or');
export const allOf = (words: readonly string[]): string => joined(words, 'and');

const joined = (words: readonly string[], last: string): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`;

export const needWords: Readonly<Record<Need, string>> = {
  'ecmh-clinician': 'early childhood mental health care',
  'ecmh-consultation': 'early childhood mental health consultation',
  counselling: 'counseling',
  'dyadic-therapy': 'therapy for parent and child together',
  'parent-child-therapy': 'parent-child interaction therapy',
  'attachment-coaching': 'attachment coaching at home',
  'child-psychology': 'a child psychologist',
  'child-psychiatry': 'a child psychiatrist',
  'developmental-evaluation': 'a developmental evaluation',
  'speech-therapy': 'speech therapy',
  'occupational-therapy': 'occupational therapy',
  audiology: 'a hearing test',
  'early-intervention': 'Early Intervention',
  'preschool-special-education': 'preschool special education',
  'home-visiting': 'home visiting',
  healthysteps: 'HealthySteps in the practice',
  'help-me-grow': 'Help Me Grow',
  'parenting-education': 'parenting education',
  playgroup: 'playgroups',
  'parent-support': 'parent support',
  'case-management': 'case management',
  'caregiver-mental-health': "care for a caregiver's own mental health",
  'out-of-school': 'out-of-school time',
  workshop: 'training and workshops',
  crisis: 'crisis help',
};

export const deliveryWords: Readonly<Record<Delivery, string>> = {
  'in-home': 'visits at home',
  'on-site': 'visits in the office',
  telehealth: 'video visits',
  phone: 'phone',
};

/** Where and how they meet: `at home or in the office`. */
export const meetingWords: Readonly<Record<Delivery, string>> = {
  'in-home': 'at home',
  'on-site': 'in the office',
  telehealth: 'by video',
  phone: 'by phone',
};

export const audienceWords: Readonly<Record<Audience, string>> = {
  child: 'children',
  parents: 'parents',
  fathers: 'fathers',
  'teen-parents': 'teen parents',
  mothers: 'mothers',
  grandparents: 'grandparents',
  staff: 'staff',
};

const funderNames: Readonly<Record<Funder, string>> = {
  MIECHV: 'MIECHV',
  'IDHS-DEC': 'IDHS-DEC',
  'ISBE-PI': 'ISBE Prevention Initiative',
  'Head Start': 'Head Start',
  DFSS: 'DFSS',
  other: 'another funder',
};
export const funderWords = (funder: Funder): string => funderNames[funder];

const settingNames: Readonly<Record<string, string>> = {
  'home-visiting': 'home visiting',
  healthysteps: 'HealthySteps in the practice',
  'help-me-grow': 'Help Me Grow',
  'parenting-education': 'parenting education',
  doula: 'doula',
  'coordinated-intake': 'coordinated intake',
  'child-care': 'child care',
  'pre-k': 'pre-K',
  'head-start': 'Head Start',
};
export const settingWords = (setting: string): string =>
  settingNames[setting] ?? setting.replaceAll('-', ' ');
