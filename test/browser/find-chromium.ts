// Where a Chromium may stand on this machine. Nothing is downloaded: the distribution's own is used.
import { existsSync } from 'node:fs';

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The path in `CHROMIUM_PATH`, else the first usual place that exists; nothing when there is none. */
export const findChromium = (env: NodeJS.ProcessEnv = process.env): string | undefined =>
  [...(env.CHROMIUM_PATH ? [env.CHROMIUM_PATH] : usualPlaces)].find((path) => existsSync(path));

/** Quiet and self-contained: no update, no sync, no first-run page. */
export const chromiumArguments: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
