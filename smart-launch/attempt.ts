/**
 * Where launch attempts wait between `/launch` and `/callback`. Both hashes are SHA-256, base64url;
 * `body` is JSON holding the code_verifier, so a store seals it at rest. Times are epoch milliseconds.
 */
export interface AttemptStore {
  saveAttempt(attempt: {
    readonly stateHash: string;
    readonly bindingHash: string;
    readonly body: string;
    readonly createdAt: number;
    readonly expiresAt: number;
  }): Promise<void>;
  /**
   * Removes and answers the attempt in one atomic step, only when both hashes match: another browser
   * neither redeems nor burns it, and of two callbacks at once exactly one gets it. An expired attempt
   * may be answered (it is then refused as expired) or already be gone.
   */
  takeAttempt(
    stateHash: string,
    bindingHash: string,
  ): Promise<{ readonly body: string; readonly createdAt: number; readonly expiresAt: number } | undefined>;
}
