// The answer of one hard test. Only `fail` ever removes a listing; `unknown` stays and is said (REFERRAL 2.4).

/** In the order their facts are read. */
export const testIds = [
  'track',
  'active',
  'need',
  'age',
  'audience',
  'accepting',
  'school-district',
  'program',
  'area',
  'delivery',
  'language',
  'distance',
] as const;
export type TestId = (typeof testIds)[number];

export type Verdict = 'pass' | 'fail' | 'unknown';

export interface TestOutcome {
  readonly test: TestId;
  readonly verdict: Verdict;
  /** Plain English, shown as a fact or as the reason for removal; empty when a pass is not worth a line. */
  readonly text: string;
  /** A second line worth saying, e.g. `ages out 3 Jan`. */
  readonly note?: string;
}

export const pass = (test: TestId, text = '', note?: string): TestOutcome =>
  outcome(test, 'pass', text, note);
export const removed = (test: TestId, text: string): TestOutcome => outcome(test, 'fail', text);
export const notKnown = (test: TestId, text: string, note?: string): TestOutcome =>
  outcome(test, 'unknown', text, note);

const outcome = (test: TestId, verdict: Verdict, text: string, note?: string): TestOutcome => ({
  test,
  verdict,
  text,
  ...(note === undefined ? {} : { note }),
});
