// Picks up what a page did not finish: looks for due entries, carries them on, and rests when there are none.
import type { DeliverReferral } from './deliver-referral.ts';

export interface OutboxWorker {
  /** Stops looking and waits for what is under way. */
  stop(): Promise<void>;
}

/** @param everyMs how often it looks while there is nothing to do */
export const startOutboxWorker = (
  deliver: DeliverReferral,
  everyMs: number,
  onFault: (fault: unknown) => void,
): OutboxWorker => {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  const look = async (): Promise<void> => {
    try {
      while (!isStopped && (await deliver()) > 0);
    } catch (fault) {
      onFault(fault);
    }
  };
  const loop = (): void => {
    running = look().then(() => {
      if (!isStopped) timer = setTimeout(loop, everyMs);
    });
  };
  loop();
  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
};
