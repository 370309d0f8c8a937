// Sealing what must not be read from the disk: AES-256-GCM by way of a JWE (RFC 7516, `dir` with A256GCM).
// Each value is bound to its purpose and row, so a sealed token copied into another row does not open there.
import { createHash } from 'node:crypto';
import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from 'jose';
import { StoreError, UnreadableError } from './errors.ts';

export interface Sealer {
  /** `purpose` names table, column and row, e.g. `grant.tokens:{id}`. */
  seal(purpose: string, value: unknown): Promise<string>;
  /** Throws `STORE_UNAVAILABLE` when the key is gone, the purpose is another, or a byte was changed. */
  open(purpose: string, sealed: string): Promise<unknown>;
}

const sha256 = (...parts: readonly (string | Uint8Array)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('base64url');
};

/** A key's name in the header: from the key itself, so that no one has to keep a list, and not to be turned back. */
const keyId = (key: Uint8Array): string => sha256('hearth seal key id', key).slice(0, 16);

/**
 * Takes 32-byte keys: the first seals, all open. To rotate, put a new key in front and keep the old one
 * for as long as rows sealed with it live. Throws `STORE_UNAVAILABLE` for no key or one of another length.
 */
export const makeSealer = (keys: readonly Uint8Array[]): Sealer => {
  const first = keys[0];
  if (!first || keys.some((key) => key.length !== 32))
    throw new StoreError('STORE_UNAVAILABLE', 'sealing keys must be 32 bytes each, at least one');
  const byId = new Map(keys.map((key) => [keyId(key), key]));
  const sealingKey = keyId(first);

  return {
    seal: async (purpose, value) =>
      new CompactEncrypt(new TextEncoder().encode(JSON.stringify(value)))
        // The protected header is the cipher's additional authenticated data; the purpose is hashed because it may hold a patient id.
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: sealingKey, for: sha256(purpose) })
        .encrypt(first),

    open: async (purpose, sealed) => {
      try {
        const header = decodeProtectedHeader(sealed);
        const key = byId.get(header.kid ?? '');
        if (!key) throw new UnreadableError('a sealing key is missing', { keyIsMissing: true });
        const { plaintext, protectedHeader } = await compactDecrypt(sealed, key, {
          keyManagementAlgorithms: ['dir'],
          contentEncryptionAlgorithms: ['A256GCM'],
        });
        if (protectedHeader['for'] !== sha256(purpose))
          throw new UnreadableError('a sealed value is out of place');
        return JSON.parse(new TextDecoder().decode(plaintext)) as unknown;
      } catch (error) {
        if (error instanceof StoreError) throw error;
        throw new UnreadableError('a sealed value does not open');
      }
    },
  };
};
