import { describe, expect, it } from 'vitest';
import { calendarDate } from '../../../src/domain/age.ts';
import { type DeliveryState, freshDelivery, type ParkReason } from '../../../src/domain/referral/delivery.ts';
import { handOffWords, standingOf } from '../../../src/domain/referral/standing.ts';
import { clinician, prepared, referral } from './referrals.ts';

const delivery = (change: Partial<DeliveryState> = {}): DeliveryState => ({ ...freshDelivery, ...change });
const parked = (reason: ParkReason, detail?: string): DeliveryState =>
  delivery({ status: 'parked', parked: { reason, ...(detail ? { detail } : {}) } });
const order = { order: { id: 'sr-1' } };

describe('where a referral stands', () => {
  it.each<[string, DeliveryState | undefined, string]>([
    ['saved a moment ago', delivery(), 'writing'],
    ['saved without an entry yet', undefined, 'writing'],
    ['whose order may have been stored', delivery({ uncertain: 'order' }), 'unconfirmed'],
    ['whose order is written and whose task is not', delivery({ written: order }), 'writing'],
    ['whose task may have been stored', delivery({ written: order, uncertain: 'task' }), 'writing'],
    ['written to its end', delivery({ written: order, status: 'done' }), 'in-chart'],
    ['refused', parked('refused', 'business-rule'), 'refused'],
    ['found twice in the chart', parked('several-in-chart'), 'unconfirmed'],
    ['whose session ended', parked('needs-relaunch'), 'needs-relaunch'],
    ['whose fate cannot be known', parked('unconfirmed'), 'unconfirmed'],
    ['of an EHR that takes no orders', parked('not-accepted'), 'not-in-ehr'],
    ['tried too often', parked('gave-up'), 'unconfirmed'],
    ['stopped by consent', parked('consent-withdrawn'), 'withdrawn'],
  ])('%s', (_, state, name) => {
    const standing = standingOf(referral(), state);
    expect(standing.name).toBe(name);
    expect(standing.explanation).not.toBe('');
  });

  it('prepared waits for a clinician, whatever else is known', () => {
    expect(standingOf(prepared(), undefined).name).toBe('waiting-for-clinician');
  });

  it('is in the chart as soon as the order is, though what accompanies it was left out or stopped', () => {
    const leftOut = delivery({ written: order, skipped: { task: 'not-accepted: HTTP 403' }, status: 'done' });
    expect(standingOf(referral(), leftOut)).toMatchObject({
      name: 'in-chart',
      leftOut: ['the task that tracks it: not-accepted: HTTP 403'],
    });
    expect(standingOf(referral(), { ...parked('needs-relaunch'), written: order }).name).toBe('in-chart');
  });

  it('names the EHR’s reason beside a refusal, and beside nothing else', () => {
    expect(standingOf(referral(), parked('refused', 'business-rule')).words).toBe(
      'Refused by the EHR: business-rule',
    );
    expect(standingOf(referral(), parked('gave-up', 'x')).words).not.toContain('x:');
  });

  it('withdrawn says that an order already in the chart must be cancelled there', () => {
    const gone = referral({ stage: 'withdrawn' });
    expect(standingOf(gone, delivery({ written: order, status: 'done' })).explanation).toMatch(
      /in the chart already: look there and cancel it/,
    );
    expect(standingOf(gone, delivery()).explanation).not.toMatch(/cancel it/);
    for (const state of [delivery({ uncertain: 'order' }), parked('unconfirmed'), parked('several-in-chart')])
      expect(standingOf(gone, state).explanation).toMatch(/may be in the chart: look there and cancel it/);
  });

  it('of a session that ended mid-write says that the order may have been written', () => {
    const lost = { ...parked('needs-relaunch'), uncertain: 'order' } as const;
    expect(standingOf(referral(), lost).explanation).toMatch(/may have been written/);
    expect(standingOf(referral(), parked('needs-relaunch')).explanation).not.toMatch(/may have been written/);
  });

  it('names what a stopped delivery left undone behind its order, and what finishes it', () => {
    const { leftOut } = standingOf(referral(), { ...parked('needs-relaunch'), written: order });
    expect(leftOut).toHaveLength(2);
    expect(leftOut[0]).toMatch(/the task that tracks it: .*opening Hearth again/);
  });

  it('never calls what is in the chart sent, accepted or received', () => {
    for (const state of [
      delivery(),
      delivery({ written: order, status: 'done' }),
      delivery({ written: order }),
    ]) {
      const { words, explanation } = standingOf(referral(), state);
      expect(words).not.toMatch(/\b(sent|accepted|received)\b/i);
      expect(explanation).not.toMatch(/\b(accepted|received) by/i);
    }
    expect(standingOf(referral(), delivery({ written: order, status: 'done' })).explanation).toMatch(
      /tells the program nothing yet/,
    );
  });
});

describe('the hand-off to the program', () => {
  it('is not yet made until somebody recorded it, in the chart or not', () => {
    expect(handOffWords(referral())).toBe('Not yet handed to the program');
    const handOff = { channel: 'secure-message', on: calendarDate('2026-11-23'), by: clinician } as const;
    expect(handOffWords(referral({ handOff }))).toBe(
      'Handed to the program on Nov 23, 2026 (secure message) by Ada Prueba',
    );
  });
});
