// Picks up what a page did not finish: looks for due entries, carries several at once, and rests when there are none.
import type { DeliverReferral } from './deliver-referral.ts';

export interface OutboxWorker {
  /** Stops looking and waits for what is under way. */
  stop(): Promise<void>;
}

/** Entries carried side by side: one write that hangs holds up its own child alone. */
export const carriedAtOnce = 8;

/** @param everyMs how often it looks while there is nothing to do */
export const startOutboxWorker = (
  { begin }: Pick<DeliverReferral, 'begin'>,
  everyMs: number,
  onFault: (fault: unknown) => void,
): OutboxWorker => {
  const underWay = new Set<Promise<void>>();
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  let mustLookAgain = false;

  const carry = (begun: Promise<unknown>): void => {
    const carried: Promise<void> = begun.then(
      () => {
        underWay.delete(carried);
        // There is room again, and the next of the same child may have waited for this one.
        look();
      },
      (fault: unknown) => {
        underWay.delete(carried);
        onFault(fault);
      },
    );
    underWay.add(carried);
  };

  const fill = async (): Promise<void> => {
    const room = carriedAtOnce - underWay.size;
    if (room > 0) (await begin(room)).forEach(carry);
  };

  /** One look at a time; asked meanwhile, it looks once more. */
  const look = (): void => {
    if (isStopped) return;
    if (looking) {
      mustLookAgain = true;
      return;
    }
    clearTimeout(timer);
    mustLookAgain = false;
    looking = fill()
      .catch(onFault)
      .finally(() => {
        looking = undefined;
        if (mustLookAgain) look();
        else if (!isStopped) timer = setTimeout(look, everyMs);
      });
  };

  look();
  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await looking;
      await Promise.allSettled(underWay);
    },
  };
};
