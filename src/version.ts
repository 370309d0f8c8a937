import { readFileSync } from 'node:fs';

/** Found beside the sources and, one folder further out, beside the build. */
const readVersion = (): string => {
  for (const place of ['../package.json', '../../package.json']) {
    try {
      const { version } = JSON.parse(readFileSync(new URL(place, import.meta.url), 'utf8')) as {
        version?: unknown;
      };
      if (typeof version === 'string') return version;
    } catch {
      // Not here: look one folder further out.
    }
  }
  return 'unknown';
};

/** The version of this Hearth, as its package says. */
export const softwareVersion: string = readVersion();
