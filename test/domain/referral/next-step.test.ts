import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DeliveryAnswer,
  type DeliveryState,
  type DeliveryStep,
  freshDelivery,
} from '../../../src/domain/referral/delivery.ts';
import {
  applyAnswer,
  dueAfter,
  lagWindow,
  nextStep,
  reopened,
  repostsAtMost,
  triesAtMost,
} from '../../../src/domain/referral/next-step.ts';

const t0 = Date.parse('2026-11-22T15:00:00Z');
const created = (id: string): DeliveryAnswer => ({ kind: 'created', id });
const unknown: DeliveryAnswer = { kind: 'unknown-fate' };
const none: DeliveryAnswer = { kind: 'found', ids: [] };
const refused = (status: number, detail = `HTTP ${status}`): DeliveryAnswer => ({
  kind: 'refused',
  status,
  detail,
});

/** Answers the steps one after another, each when it is due, and tells what was done. */
const run = (answers: readonly DeliveryAnswer[], from: DeliveryState = freshDelivery) => {
  let state = from;
  let now = t0;
  const steps: DeliveryStep[] = [];
  for (const answer of answers) {
    const step = nextStep(state);
    steps.push(step);
    state = applyAnswer(state, step, answer, now);
    now = dueAfter(state, answer, 0, now);
  }
  return { state, steps, now, next: nextStep(state) };
};
const told = (step: DeliveryStep): string => ('write' in step ? `${step.do} ${step.write}` : step.do);
const park = (reason: string, detail?: string) => ({ do: 'park', reason, ...(detail ? { detail } : {}) });

describe('a delivery without trouble', () => {
  it('writes order, task and provenance, one at a time, and is done', () => {
    const { state, steps, next, now } = run([created('sr-1'), created('t-1'), created('p-1')]);
    expect(steps.map(told)).toEqual(['post order', 'post task', 'post provenance']);
    expect(state).toEqual({
      written: { order: { id: 'sr-1' }, task: { id: 't-1' }, provenance: { id: 'p-1' } },
      skipped: {},
      tries: 0,
      status: 'done',
    });
    expect(next).toEqual({ do: 'done' });
    expect(now).toBe(t0);
  });

  it('goes on where a crash left it', () => {
    const saved = run([created('sr-1')]).state;
    expect(nextStep(JSON.parse(JSON.stringify(saved)) as DeliveryState)).toEqual({
      do: 'post',
      write: 'task',
    });
  });

  it('takes what is already in the chart for written, with its version', () => {
    const { state } = run([{ kind: 'existing', id: 'sr-1', versionId: '4' }]);
    expect(state.written.order).toEqual({ id: 'sr-1', versionId: '4' });
  });
});

describe('an unknown fate', () => {
  it('is looked into before anything else is written', () => {
    expect(run([unknown]).next).toEqual({ do: 'search', write: 'order' });
  });

  it('found one: it was stored, and the delivery goes on', () => {
    const { state, next } = run([unknown, none, { kind: 'found', ids: ['sr-1'] }]);
    expect(state).toEqual({ written: { order: { id: 'sr-1' } }, skipped: {}, tries: 0, status: 'waiting' });
    expect(next).toEqual({ do: 'post', write: 'task' });
  });

  it('found several: a person decides', () => {
    expect(run([unknown, { kind: 'found', ids: ['a', 'b'] }]).next).toEqual(park('several-in-chart'));
  });

  it('cannot be looked into: unconfirmed, check the chart', () => {
    const { next, state } = run([unknown, { kind: 'search-unavailable', detail: 'HTTP 400' }]);
    expect(next).toEqual(park('unconfirmed', 'HTTP 400'));
    expect(state.uncertain).toBe('order');
  });

  it('is looked for at least three times over at least a minute before it is sent again', () => {
    const { steps, now, next } = run([unknown, none, none, none]);
    expect(steps.map(told)).toEqual(['post order', 'search order', 'search order', 'search order']);
    expect(next).toEqual({ do: 'post', write: 'order' });
    expect(now - t0).toBeGreaterThanOrEqual(lagWindow.ms);
  });

  it('is not sent again after three looks within a second', () => {
    let state = freshDelivery;
    for (const answer of [unknown, none, none, none, none])
      state = applyAnswer(state, nextStep(state), answer, t0);
    expect(nextStep(state)).toEqual({ do: 'search', write: 'order' });
    state = applyAnswer(state, nextStep(state), none, t0 + lagWindow.ms);
    expect(nextStep(state)).toEqual({ do: 'post', write: 'order' });
  });

  it('counts only looks that were answered', () => {
    const { next } = run([unknown, none, unknown, { kind: 'unreachable' }, { kind: 'busy' }, none]);
    expect(next).toEqual({ do: 'search', write: 'order' });
  });

  it('again and again ends as unconfirmed, never as another copy', () => {
    const cycle = [unknown, none, none, none];
    const { steps, next } = run(Array.from({ length: 5 }, () => cycle).flat());
    expect(steps.filter((step) => told(step) === 'post order')).toHaveLength(1 + repostsAtMost);
    expect(next).toEqual(park('unconfirmed'));
  });

  it('of a task or provenance that cannot be settled is noted; the order stands', () => {
    const { state, next } = run([
      created('sr-1'),
      unknown,
      { kind: 'search-unavailable', detail: 'HTTP 400' },
      created('p-1'),
    ]);
    expect(state.skipped).toEqual({ task: 'unconfirmed: HTTP 400' });
    expect(next).toEqual({ do: 'done' });
  });

  it('of a provenance is searched for like the others', () => {
    const { steps, state } = run([created('sr-1'), created('t-1'), unknown, { kind: 'found', ids: ['p-1'] }]);
    expect(steps.map(told).at(-1)).toBe('search provenance');
    expect(state.status).toBe('done');
  });
});

describe('a refusal', () => {
  it.each([
    [403, 'HTTP 403: forbidden', 'not-accepted'],
    [404, 'HTTP 404', 'not-accepted'],
    [405, 'HTTP 405', 'not-accepted'],
    [501, 'HTTP 501', 'not-accepted'],
    [422, 'HTTP 422: not-supported', 'not-accepted'],
    [400, 'HTTP 400: invalid', 'refused'],
    [409, 'HTTP 409: conflict', 'refused'],
    [410, 'HTTP 410', 'refused'],
    [422, 'HTTP 422: business-rule', 'refused'],
  ])('of the order with %i %s parks as %s', (status, detail, reason) => {
    expect(run([refused(status, detail)]).next).toEqual(park(reason, detail));
  });

  it('of the task or provenance is noted, and the machine goes on', () => {
    const { state, steps } = run([created('sr-1'), refused(404), refused(422, 'HTTP 422: invalid')]);
    expect(steps.map(told)).toEqual(['post order', 'post task', 'post provenance']);
    expect(state).toMatchObject({
      status: 'done',
      skipped: { task: 'not-accepted: HTTP 404', provenance: 'refused: HTTP 422: invalid' },
    });
  });

  it('by 412 parks the order and is noted for the task', () => {
    expect(run([{ kind: 'several' }]).next).toEqual(park('several-in-chart'));
    expect(run([created('sr-1'), { kind: 'several' }]).state.skipped).toEqual({ task: 'several-in-chart' });
  });

  it.each([0, 1, 2])('of the token parks for a relaunch at write %i and keeps the place', (at) => {
    const before = [created('sr-1'), created('t-1')].slice(0, at);
    const { state, next } = run([...before, { kind: 'unauthorized' }]);
    expect(next).toEqual(park('needs-relaunch'));
    expect(Object.keys(state.written)).toHaveLength(at);
    expect(nextStep(reopened(state))).toEqual(nextStep(run(before).state));
  });

  it('of the token during a look keeps what is uncertain through the relaunch', () => {
    const { state } = run([unknown, none, { kind: 'unauthorized' }]);
    const again = reopened(state);
    expect(nextStep(again)).toEqual({ do: 'search', write: 'order' });
    expect(again.searching).toEqual({ since: t0, empty: 1 });
  });
});

describe('a park or an end', () => {
  it('is changed by no late answer', () => {
    const parked = run([refused(422)]).state;
    expect(applyAnswer(parked, { do: 'post', write: 'order' }, created('sr-1'), t0)).toBe(parked);
  });

  it('comes after too many tries: given up when certainly not stored, else unconfirmed', () => {
    const { next } = run(Array.from({ length: triesAtMost }, () => ({ kind: 'unreachable' }) as const));
    expect(next).toEqual(park('gave-up'));
    const uncertain = run([unknown, ...Array.from({ length: triesAtMost }, () => unknown)]);
    expect(uncertain.next).toEqual(park('unconfirmed'));
  });

  it('is not reached while an EHR is down for eight hours', () => {
    let state = freshDelivery;
    let now = t0;
    while (now < t0 + 8 * 3_600_000) {
      state = applyAnswer(state, nextStep(state), { kind: 'unreachable' }, now);
      now = dueAfter(state, { kind: 'unreachable' }, 0.5, now);
    }
    expect(nextStep(state)).toEqual({ do: 'post', write: 'order' });
  });
});

describe('the next try', () => {
  const after = (tries: number, random: number, answer: DeliveryAnswer = { kind: 'unreachable' }) =>
    dueAfter({ ...freshDelivery, tries }, answer, random, t0) - t0;

  it('comes at once after progress', () => {
    expect(dueAfter(run([created('sr-1')]).state, created('sr-1'), 1, t0)).toBe(t0);
  });

  it.each([
    [1, 2_000],
    [2, 4_000],
    [5, 32_000],
    [8, 256_000],
    [9, 300_000],
    [599, 300_000],
  ])('after %i tries comes within %i ms, anywhere in it', (tries, ceiling) => {
    expect(after(tries, 1)).toBe(ceiling);
    expect(after(tries, 0.5)).toBe(ceiling / 2);
    expect(after(tries, 0)).toBe(0);
  });

  it('never comes before Retry-After, and never waits more than an hour for it', () => {
    expect(after(1, 0, { kind: 'busy', retryAfterSeconds: 90 })).toBe(90_000);
    expect(after(9, 1, { kind: 'busy', retryAfterSeconds: 90 })).toBe(300_000);
    expect(after(1, 0, { kind: 'busy', retryAfterSeconds: 31_536_000 })).toBe(3_600_000);
    expect(after(1, 0, { kind: 'busy', retryAfterSeconds: -5 })).toBe(0);
  });

  it('is a first look soon, and later looks at growing distance', () => {
    const due = [[unknown], [unknown, none], [unknown, none, none]].map((answers) => {
      const before = run(answers.slice(0, -1)).now;
      return run(answers).now - before;
    });
    expect(due).toEqual([2_000, 20_000, 45_000]);
  });
});

describe('whatever an EHR answers', () => {
  const answer: fc.Arbitrary<DeliveryAnswer> = fc.oneof(
    fc.record({
      kind: fc.constantFrom('created' as const, 'existing' as const),
      id: fc.constantFrom('a', 'b'),
    }),
    fc.record({
      kind: fc.constant('found' as const),
      ids: fc.array(fc.constantFrom('a', 'b'), { maxLength: 2 }),
    }),
    fc.constant<DeliveryAnswer>({ kind: 'search-unavailable', detail: '' }),
    fc.constant<DeliveryAnswer>({ kind: 'several' }),
    fc.constantFrom(400, 403, 404, 422).map((status) => refused(status)),
    fc.constant<DeliveryAnswer>({ kind: 'unauthorized' }),
    fc.record({ kind: fc.constant('busy' as const), retryAfterSeconds: fc.nat(10) }),
    fc.constant<DeliveryAnswer>({ kind: 'unreachable' }),
    fc.constant<DeliveryAnswer>(unknown),
    fc.constant<DeliveryAnswer>(none),
    fc.constant<DeliveryAnswer>(none),
  );
  const certainlyNotStored = new Set<DeliveryAnswer['kind']>([
    'unreachable',
    'busy',
    'unauthorized',
    'refused',
    'several',
  ]);

  it('no write is sent twice unless it was certainly not stored, or looked for and not found long enough', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ answer, waitMs: fc.nat(40_000), reopen: fc.boolean() }), { maxLength: 60 }),
        (events) => {
          let state = freshDelivery;
          let now = t0;
          const open = new Map<string, { since: number; empty: number }>();
          for (const event of events) {
            now += event.waitMs;
            // A person says "try again" to anything that is parked.
            if (event.reopen) state = reopened(state);
            const step = nextStep(state);
            if (step.do === 'park' || step.do === 'done') continue;
            const fate = open.get(step.write);
            if (step.do === 'post') {
              if (fate) {
                expect(fate.empty).toBeGreaterThanOrEqual(lagWindow.searches);
                expect(now - fate.since).toBeGreaterThanOrEqual(lagWindow.ms);
                open.delete(step.write);
              }
              if (!certainlyNotStored.has(event.answer.kind)) open.set(step.write, { since: now, empty: 0 });
            } else if (fate && event.answer.kind === 'found' && event.answer.ids.length === 0)
              fate.empty += 1;
            state = applyAnswer(state, step, event.answer, now);
          }
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it('the order comes first, and what is written stays written', () => {
    fc.assert(
      fc.property(fc.array(answer, { maxLength: 60 }), (answers) => {
        let state = freshDelivery;
        for (const [index, one] of answers.entries()) {
          const step = nextStep(state);
          if ('write' in step && step.write !== 'order') expect(state.written.order).toBeDefined();
          const next = applyAnswer(state, step, one, t0 + index * 30_000);
          expect(next.written).toMatchObject(state.written);
          if (next.status === 'done') expect(next.written.order).toBeDefined();
          expect(next.skipped.order).toBeUndefined();
          state = next;
        }
      }),
      { numRuns: 3_000 },
    );
  });
});
