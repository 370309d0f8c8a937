import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startOutboxWorker } from '../../src/workflows/outbox-worker.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Takes the given numbers of entries, one look after another, then none. */
const scripted = (...taken: (number | Error)[]) => {
  const looks: number[] = [];
  const deliver = (): Promise<number> => {
    const next = taken[looks.length] ?? 0;
    looks.push(Date.now());
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
  };
  return { deliver, looks };
};

describe('the outbox worker', () => {
  it('looks at once, goes on while there is something, then rests', async () => {
    const { deliver, looks } = scripted(10, 3, 0);
    const worker = startOutboxWorker(deliver, 1_000, () => undefined);
    await vi.advanceTimersByTimeAsync(0);
    expect(looks).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(999);
    expect(looks).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(1);
    expect(looks).toHaveLength(4);
    await worker.stop();
  });

  it('tells a fault and looks again after its rest: one fault does not end deliveries', async () => {
    const faults: unknown[] = [];
    const fault = new Error('STORE_UNAVAILABLE');
    const { deliver, looks } = scripted(fault, 1, 0);
    const worker = startOutboxWorker(deliver, 1_000, (one) => faults.push(one));
    await vi.advanceTimersByTimeAsync(0);
    expect(faults).toEqual([fault]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(looks).toHaveLength(3);
    expect(faults).toHaveLength(1);
    await worker.stop();
  });

  it('once stopped looks no more', async () => {
    const { deliver, looks } = scripted();
    const worker = startOutboxWorker(deliver, 1_000, () => undefined);
    await vi.advanceTimersByTimeAsync(0);
    await worker.stop();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(looks).toHaveLength(1);
  });

  it('stops only when what is under way has ended, and takes nothing new then', async () => {
    let finish = (_taken: number): void => undefined;
    let looks = 0;
    const worker = startOutboxWorker(
      () => {
        looks += 1;
        return new Promise<number>((resolve) => {
          finish = resolve;
        });
      },
      1_000,
      () => undefined,
    );
    let isStopped = false;
    const stopping = worker.stop().then(() => {
      isStopped = true;
    });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(isStopped).toBe(false);
    finish(10);
    await stopping;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(looks).toBe(1);
  });
});
