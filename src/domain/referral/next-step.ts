// What a delivery does next, what an answer changes, and when to try again. Pure: the worker sends, the store saves.
// The rule behind all of it: after an answer that leaves a write's fate open, look before writing again (REFERRAL 1.5).
import {
  type DeliveryAnswer,
  type DeliveryState,
  type DeliveryStep,
  type ParkReason,
  type Write,
  writes,
} from './delivery.ts';

/** Searches that must come back empty, and for how long, before a write may be sent again (SECURITY Z22). */
export const lagWindow = { searches: 3, ms: 60_000 } as const;
/** How often one write is sent again after searches found nothing; then a person looks. */
export const repostsAtMost = 2;
/** About a day at the longest delays; a grant's tokens do not live longer (DESIGN "Grants"). */
export const triesAtMost = 600;

const nextWrite = (state: DeliveryState): Write | undefined =>
  writes.find((write) => !state.written[write] && state.skipped[write] === undefined);

/** The next exchange of a saved delivery, or that there is none. */
export const nextStep = (state: DeliveryState): DeliveryStep => {
  if (state.status === 'parked') {
    const detail = state.parked?.detail;
    return { do: 'park', reason: state.parked?.reason ?? 'gave-up', ...(detail ? { detail } : {}) };
  }
  if (state.status === 'done') return { do: 'done' };
  if (state.uncertain) return { do: 'search', write: state.uncertain };
  const write = nextWrite(state);
  return write ? { do: 'post', write } : { do: 'done' };
};

/** The state without what belongs to one write's own troubles. */
const settled = (state: DeliveryState): DeliveryState => {
  const { uncertain: _uncertain, searching: _searching, reposts: _reposts, ...rest } = state;
  return { ...rest, tries: 0 };
};

const closed = (state: DeliveryState): DeliveryState =>
  nextWrite(state) ? state : { ...state, status: 'done' };

const park = (state: DeliveryState, reason: ParkReason, detail?: string): DeliveryState => ({
  ...state,
  status: 'parked',
  parked: { reason, ...(detail ? { detail } : {}) },
});

const wrote = (state: DeliveryState, write: Write, id: string, versionId?: string): DeliveryState =>
  closed({
    ...settled(state),
    written: { ...state.written, [write]: { id, ...(versionId ? { versionId } : {}) } },
  });

/** Task and Provenance only accompany the order: what the EHR will not take is noted, and the order stands. */
const skip = (state: DeliveryState, write: Write, why: string): DeliveryState =>
  closed({ ...settled(state), skipped: { ...state.skipped, [write]: why } });

const parkOrSkip = (
  state: DeliveryState,
  write: Write,
  reason: ParkReason,
  detail?: string,
): DeliveryState =>
  write === 'order'
    ? park(state, reason, detail)
    : skip(state, write, detail ? `${reason}: ${detail}` : reason);

/** A try that brought nothing new. */
const tried = (state: DeliveryState): DeliveryState => {
  const tries = state.tries + 1;
  const after = { ...state, tries };
  if (tries < triesAtMost) return after;
  return park(after, state.uncertain === undefined ? 'gave-up' : 'unconfirmed');
};

const notSupported = new Set([403, 404, 405, 501]);

const afterPost = (
  state: DeliveryState,
  write: Write,
  answer: DeliveryAnswer,
  now: number,
): DeliveryState => {
  switch (answer.kind) {
    case 'created':
    case 'existing':
      return wrote(state, write, answer.id, answer.versionId);
    case 'several':
      return parkOrSkip(state, write, 'several-in-chart');
    case 'unauthorized':
      return park(state, 'needs-relaunch');
    case 'refused': {
      const takesNone = notSupported.has(answer.status) || /\bnot-supported\b/.test(answer.detail);
      return parkOrSkip(state, write, takesNone ? 'not-accepted' : 'refused', answer.detail);
    }
    case 'busy':
    case 'unreachable':
      return tried(state);
    // `found` and `search-unavailable` are no answers to a post: what became of it is then not known either.
    case 'unknown-fate':
    case 'found':
    case 'search-unavailable':
      return tried({ ...state, uncertain: write, searching: { since: now, empty: 0 } });
  }
};

const afterEmptySearch = (state: DeliveryState, write: Write, now: number): DeliveryState => {
  const searching = { since: state.searching?.since ?? now, empty: (state.searching?.empty ?? 0) + 1 };
  const waitedLong = searching.empty >= lagWindow.searches && now - searching.since >= lagWindow.ms;
  if (!waitedLong) return tried({ ...state, searching });
  const reposts = (state.reposts ?? 0) + 1;
  if (reposts > repostsAtMost) return parkOrSkip(state, write, 'unconfirmed');
  const { uncertain: _uncertain, searching: _searching, ...rest } = state;
  return tried({ ...rest, reposts });
};

const afterSearch = (
  state: DeliveryState,
  write: Write,
  answer: DeliveryAnswer,
  now: number,
): DeliveryState => {
  switch (answer.kind) {
    case 'found': {
      const [first, ...others] = answer.ids;
      if (first === undefined) return afterEmptySearch(state, write, now);
      return others.length > 0 ? parkOrSkip(state, write, 'several-in-chart') : wrote(state, write, first);
    }
    case 'several':
      return parkOrSkip(state, write, 'several-in-chart');
    case 'search-unavailable':
      return parkOrSkip(state, write, 'unconfirmed', answer.detail);
    case 'refused':
      return parkOrSkip(state, write, 'unconfirmed', answer.detail);
    case 'unauthorized':
      return park(state, 'needs-relaunch');
    case 'busy':
    case 'unreachable':
    case 'unknown-fate':
    case 'created':
    case 'existing':
      return tried(state);
  }
};

/**
 * The state after one exchange. `step` is what `nextStep` gave; `now` in epoch ms.
 * A step without an exchange (`park`, `done`) changes nothing.
 */
export const applyAnswer = (
  state: DeliveryState,
  step: DeliveryStep,
  answer: DeliveryAnswer,
  now: number,
): DeliveryState => {
  if (state.status !== 'waiting') return state;
  if (step.do === 'post') return afterPost(state, step.write, answer, now);
  if (step.do === 'search') return afterSearch(state, step.write, answer, now);
  return state;
};

/** A parked delivery waits again, its memory of what is uncertain kept: after a relaunch, or when a person says "try again". */
export const reopened = (state: DeliveryState): DeliveryState => {
  if (state.status !== 'parked') return state;
  const { parked: _parked, ...rest } = state;
  return { ...rest, tries: 0, status: 'waiting' };
};

const firstDelayMs = 2_000;
const longestDelayMs = 5 * 60_000;
const longestRetryAfterMs = 3_600_000;
/** Before the first, second and third look: together longer than the lag window. */
const lookDelaysMs = [2_000, 20_000, 45_000] as const;

const backoffCeiling = (tries: number): number =>
  Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(20, Math.max(0, tries - 1)));

/**
 * When the entry is due again, epoch ms: at once after progress; else full jitter between nothing and a ceiling that
 * doubles from 2 s to 5 min, never before the EHR's own Retry-After (capped at an hour). `random` from 0 to 1.
 */
export const dueAfter = (
  state: DeliveryState,
  answer: DeliveryAnswer,
  random: number,
  now: number,
): number => {
  if (state.status !== 'waiting' || state.tries === 0) return now;
  const asked = answer.kind === 'busy' ? (answer.retryAfterSeconds ?? 0) * 1_000 : 0;
  const retryAfter = Math.min(longestRetryAfterMs, Math.max(0, asked));
  const jittered = Math.round(random * backoffCeiling(state.tries));
  const answered = answer.kind === 'found' || answer.kind === 'unknown-fate';
  const look =
    state.uncertain !== undefined && answered
      ? (lookDelaysMs[state.searching?.empty ?? 0] ?? longestDelayMs / 5)
      : 0;
  return now + Math.max(retryAfter, jittered, look);
};
