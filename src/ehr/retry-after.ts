/** Never wait longer than an hour because an EHR said so (SECURITY E4). */
const capSeconds = 3_600;

/**
 * Reads a Retry-After header (RFC 9110 10.2.3: seconds or an HTTP date). `now` in epoch ms.
 * Gives 0 to 3600, or nothing when there is none that can be read.
 */
export const retryAfterSeconds = (
  header: string | null,
  now: number,
): { readonly retryAfterSeconds?: number } => {
  const text = header?.trim() ?? '';
  const seconds = /^-?\d{1,15}$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - now) / 1_000);
  if (Number.isNaN(seconds)) return {};
  return { retryAfterSeconds: Math.min(capSeconds, Math.max(0, seconds)) };
};
