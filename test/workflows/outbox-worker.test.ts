import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { carriedAtOnce, startOutboxWorker } from '../../src/workflows/outbox-worker.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Takes the given numbers of entries, one look after another, then none; each ends at once unless `carried` says else. */
const scripted = (
  taken: readonly (number | Error)[] = [],
  carried: (look: number) => Promise<unknown> = () => Promise.resolve(),
) => {
  const looks: number[] = [];
  const rooms: number[] = [];
  const begin = (room: number): Promise<readonly Promise<unknown>[]> => {
    const look = looks.length;
    const next = taken[look] ?? 0;
    looks.push(Date.now());
    rooms.push(room);
    if (next instanceof Error) return Promise.reject(next);
    return Promise.resolve(Array.from({ length: Math.min(room, next) }, () => carried(look)));
  };
  return { begin, looks, rooms };
};

describe('the outbox worker', () => {
  it('looks at once, goes on while there is something, then rests', async () => {
    const { begin, looks } = scripted([1, 1, 0]);
    const worker = startOutboxWorker({ begin }, 1_000, () => undefined);
    await vi.advanceTimersByTimeAsync(0);
    expect(looks).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(999);
    expect(looks).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(1);
    expect(looks).toHaveLength(4);
    await worker.stop();
  });

  it('carries others on while one hangs, and never more at once than it may', async () => {
    const hangs = new Promise<void>(() => undefined);
    const { begin, rooms } = scripted([1, 1, carriedAtOnce, 1], (look) =>
      look === 1 ? Promise.resolve() : hangs,
    );
    const worker = startOutboxWorker({ begin }, 1_000, () => undefined);
    await vi.advanceTimersByTimeAsync(5_000);
    // One hangs; the next was carried and ended, which made the worker look again at once; then every place is taken.
    expect(rooms).toEqual([carriedAtOnce, carriedAtOnce - 1, carriedAtOnce - 1]);
    void worker.stop();
  });

  it('tells a fault and looks again after its rest: one fault does not end deliveries', async () => {
    const faults: unknown[] = [];
    const fault = new Error('STORE_UNAVAILABLE');
    const { begin, looks } = scripted([fault, 1, 0]);
    const worker = startOutboxWorker({ begin }, 1_000, (one) => faults.push(one));
    await vi.advanceTimersByTimeAsync(0);
    expect(faults).toEqual([fault]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(looks).toHaveLength(3);
    expect(faults).toHaveLength(1);
    await worker.stop();
  });

  it('tells the fault of one entry, and its place is free again after the rest', async () => {
    const faults: unknown[] = [];
    const fault = new Error('INTERNAL');
    const { begin, rooms } = scripted([1], () => Promise.reject(fault));
    const worker = startOutboxWorker({ begin }, 1_000, (one) => faults.push(one));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(faults).toEqual([fault]);
    expect(rooms).toEqual([carriedAtOnce, carriedAtOnce]);
    await worker.stop();
  });

  it('once stopped looks no more', async () => {
    const { begin, looks } = scripted();
    const worker = startOutboxWorker({ begin }, 1_000, () => undefined);
    await vi.advanceTimersByTimeAsync(0);
    await worker.stop();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(looks).toHaveLength(1);
  });

  it.each(['a look', 'an entry'])(
    'stops only when %s under way has ended, and takes nothing new then',
    async (what) => {
      let finish = (): void => undefined;
      const hangs = new Promise<void>((resolve) => {
        finish = resolve;
      });
      let looks = 0;
      const begin = async (): Promise<readonly Promise<unknown>[]> => {
        looks += 1;
        if (what === 'a look') await hangs;
        return [hangs];
      };
      const worker = startOutboxWorker(
        { begin: () => (looks > 0 ? Promise.resolve([]) : begin()) },
        1_000,
        () => undefined,
      );
      await vi.advanceTimersByTimeAsync(0);
      let isStopped = false;
      const stopping = worker.stop().then(() => {
        isStopped = true;
      });
      await vi.advanceTimersByTimeAsync(5_000);
      expect(isStopped).toBe(false);
      finish();
      await stopping;
      await vi.advanceTimersByTimeAsync(5_000);
      expect(looks).toBe(1);
    },
  );
});
