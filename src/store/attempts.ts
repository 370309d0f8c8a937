import type { StoreParts } from './parts.ts';
import type { Store } from './port.ts';

const purpose = (stateHash: string): string => `launch_attempts.body:${stateHash}`;

/** Launch attempts, each taken once by the browser that began it (smart-launch `AttemptStore`). */
export const attemptStore = ({ db, sealer }: StoreParts): Pick<Store, 'saveAttempt' | 'takeAttempt'> => ({
  saveAttempt: async (attempt) => {
    const sealedBody = await sealer.seal(purpose(attempt.stateHash), attempt.body);
    await db.transaction().execute(async (tx) => {
      // Abandoned launches leave with the next one; an attempt that just expired may still be told so at the callback.
      await tx
        .deleteFrom('launch_attempts')
        .where('expires_at', '<', attempt.createdAt - 3_600_000)
        .execute();
      await tx
        .insertInto('launch_attempts')
        .values({
          state_hash: attempt.stateHash,
          binding_hash: attempt.bindingHash,
          sealed_body: sealedBody,
          created_at: attempt.createdAt,
          expires_at: attempt.expiresAt,
        })
        .execute();
    });
  },

  takeAttempt: async (stateHash, bindingHash) => {
    const taken = await db
      .deleteFrom('launch_attempts')
      .where('state_hash', '=', stateHash)
      .where('binding_hash', '=', bindingHash)
      .returning(['sealed_body', 'created_at', 'expires_at'])
      .executeTakeFirst();
    if (!taken) return undefined;
    const body = (await sealer.open(purpose(stateHash), taken.sealed_body)) as string;
    return { body, createdAt: taken.created_at, expiresAt: taken.expires_at };
  },
});
