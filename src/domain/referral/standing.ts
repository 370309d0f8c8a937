// Where a referral stands, in the words people see; always true (PRODUCT 2). "Written to the chart" is never "sent to the program".
import { dateWords } from '../date-words.ts';
import type { CalendarDate } from '../age.ts';
import { type DeliveryState, type ParkReason, writes } from './delivery.ts';
import type { Referral } from './referral.ts';

export const standings = [
  'waiting-for-clinician',
  'writing',
  'in-chart',
  'not-in-ehr',
  'unconfirmed',
  'refused',
  'needs-relaunch',
  'withdrawn',
] as const;
export type StandingName = (typeof standings)[number];

export interface Standing {
  readonly name: StandingName;
  readonly words: string;
  /** What it means and what to do. */
  readonly explanation: string;
  /** Writes that were left out though the order stands, with the EHR's reason. */
  readonly leftOut: readonly string[];
}

const parkedStanding: Readonly<Record<ParkReason, Pick<Standing, 'name' | 'words' | 'explanation'>>> = {
  refused: {
    name: 'refused',
    words: 'Refused by the EHR',
    explanation:
      'The EHR did not take this order. Nothing was sent. Print the letter, or ask your EHR team with the reason below.',
  },
  'several-in-chart': {
    name: 'unconfirmed',
    words: 'Unconfirmed: check the chart',
    explanation:
      'The chart holds more than one order with this referral’s number. A person has to look; Hearth writes no more.',
  },
  'needs-relaunch': {
    name: 'needs-relaunch',
    words: 'Needs you to open the app again',
    explanation:
      'The EHR ended this session before the order was written. It is saved. When you open Hearth again for this child, it goes on.',
  },
  unconfirmed: {
    name: 'unconfirmed',
    words: 'Unconfirmed: check the chart',
    explanation:
      'The EHR broke off while the order was being written and does not let Hearth look it up. Look in the chart; Hearth will not write it again by itself.',
  },
  'not-accepted': {
    name: 'not-in-ehr',
    words: 'Not in the EHR: print or paste',
    explanation:
      'This EHR takes no orders from Hearth. Print the letter or paste its text into the chart, then record how it reached the program.',
  },
  'consent-withdrawn': {
    name: 'withdrawn',
    words: 'Stopped: the consent no longer holds',
    explanation: 'The family withdrew its consent, or it has run out. Nothing more is written.',
  },
  'chart-stopped': {
    name: 'refused',
    words: 'Not written: this chart was closed meanwhile',
    explanation:
      'Before the order was written the chart said that the child has died, or that it is not this child’s active chart any more. Hearth writes nothing there. Open the child’s summary to see which; a new referral begins from the child’s active chart.',
  },
  'gave-up': {
    name: 'unconfirmed',
    words: 'Not written: the EHR did not answer',
    explanation:
      'Hearth tried many times. The referral is saved. Look in the chart, then print the letter or ask your EHR team.',
  },
};

const leftOutWords = {
  order: 'the order',
  task: 'the task that tracks it',
  provenance: 'the record of who wrote it',
} as const;

/** Whether the chart may hold the order though no answer said so. */
const mayBeInChart = (delivery: DeliveryState | undefined): boolean =>
  delivery?.uncertain === 'order' ||
  delivery?.parked?.reason === 'unconfirmed' ||
  delivery?.parked?.reason === 'several-in-chart';

const stoppedExplanation = (delivery: DeliveryState | undefined, why: string): string => {
  if (delivery?.written.order)
    return `${why} The order is in the chart already: look there and cancel it. Nothing more is written.`;
  if (mayBeInChart(delivery))
    return `${why} The order may be in the chart: look there and cancel it. Nothing more is written.`;
  return `${why} Nothing more is written.`;
};

const parkedExplanation = (delivery: DeliveryState, reason: ParkReason): string => {
  const usual = parkedStanding[reason].explanation;
  if (!mayBeInChart(delivery)) return usual;
  if (reason === 'needs-relaunch')
    return 'The EHR ended this session while the order was being written: it may have been written. When you open Hearth again for this child, Hearth looks for it first and goes on.';
  return reason === 'consent-withdrawn'
    ? stoppedExplanation(delivery, 'The consent no longer holds.')
    : usual;
};

const notDoneWords: Readonly<Record<ParkReason, string>> = {
  refused: 'the EHR refused it',
  'several-in-chart': 'the chart holds more than one with its number; a person has to look',
  'needs-relaunch': 'the EHR ended this session; opening Hearth again for this child finishes it',
  unconfirmed: 'the EHR broke off; look in the chart whether it is there',
  'not-accepted': 'this EHR does not take it from Hearth',
  'consent-withdrawn': 'consent no longer holds',
  'chart-stopped': 'the chart was closed meanwhile',
  'gave-up': 'the EHR did not answer after many tries',
};

/** What a stopped delivery left undone behind its order. */
const notDone = ({ written, skipped, status, parked }: DeliveryState): readonly string[] =>
  written.order && status === 'parked' && parked
    ? writes
        .filter((write) => !written[write] && skipped[write] === undefined)
        .map((write) => `${leftOutWords[write]}: ${notDoneWords[parked.reason]}`)
    : [];

/** The standing of a referral with its delivery; a prepared one has none yet. */
export const standingOf = (referral: Referral, delivery: DeliveryState | undefined): Standing => {
  const leftOut = [
    ...Object.entries(delivery?.skipped ?? {}).map(
      ([write, reason]) => `${leftOutWords[write as keyof typeof leftOutWords]}: ${reason}`,
    ),
    ...(delivery ? notDone(delivery) : []),
  ];
  const order = delivery?.written.order;
  if (referral.stage === 'withdrawn')
    return {
      ...parkedStanding['consent-withdrawn'],
      words: 'Consent withdrawn',
      explanation: stoppedExplanation(delivery, 'The family withdrew its consent.'),
      leftOut,
    };
  if (referral.stage === 'prepared')
    return {
      name: 'waiting-for-clinician',
      words: 'Prepared: waiting for a clinician to confirm',
      explanation:
        'Nothing has been written. A clinician sees it on this child’s summary and makes it an order.',
      leftOut,
    };
  if (order && delivery?.status !== 'waiting')
    return {
      name: 'in-chart',
      words: 'Recorded as an order in the chart',
      explanation: referral.warmHandOff
        ? `The chart holds the order and its task. That alone calls nobody in: introduce the family to ${referral.warmHandOff.name}.`
        : 'The chart holds the order. That tells the program nothing yet.',
      leftOut,
    };
  if (delivery?.status === 'parked' && delivery.parked) {
    const standing = parkedStanding[delivery.parked.reason];
    const detail = delivery.parked.detail;
    return {
      ...standing,
      explanation: parkedExplanation(delivery, delivery.parked.reason),
      words: detail && standing.name === 'refused' ? `${standing.words}: ${detail}` : standing.words,
      leftOut,
    };
  }
  if (delivery?.uncertain === 'order')
    return {
      name: 'unconfirmed',
      words: 'Unconfirmed: looking for it in the chart',
      explanation:
        'The EHR broke off while the order was being written. Hearth is looking whether it was stored before it does anything else.',
      leftOut,
    };
  return {
    name: 'writing',
    words: order ? 'The order is in the chart; its task is being written' : 'Saved, writing to the chart',
    explanation:
      'It is saved and cannot be lost. Hearth keeps trying; this page tells the truth whenever you look.',
    leftOut,
  };
};

/** The program's side, or that of the person on site, apart from the chart. */
export const handOffWords = ({ handOff, warmHandOff }: Referral): string => {
  if (warmHandOff)
    return handOff
      ? `Met ${warmHandOff.name} on ${dateWords(handOff.on)}, recorded by ${handOff.by.display}`
      : `Meeting ${warmHandOff.name}: not recorded yet`;
  return handOff
    ? `Handed to the program on ${dateWords(handOff.on)} (${handOff.channel.replaceAll('-', ' ')}) by ${handOff.by.display}`
    : 'Not yet handed to the program';
};

/** What a list calls a referral: to whom, and for a meeting in the clinic on which day. */
export const referralTitle = (
  { consultant, warmHandOff, targetDate }: Referral,
  today?: CalendarDate,
): string =>
  warmHandOff
    ? `Warm hand-off to ${warmHandOff.name}, ${targetDate === today ? 'today' : targetDate}`
    : consultant.name;
