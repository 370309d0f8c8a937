// Before the browser tests: is there a Chromium? Without one they are skipped, and nobody may overlook it.
import type { TestProject } from 'vitest/node';
import { findChromium } from './find-chromium.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Path of the browser, or null: then every browser test is skipped. */
    chromium: string | null;
  }
}

/** @throws Error when no Chromium is found and `HEARTH_REQUIRE_BROWSER=1` says there must be one */
export const setup = (project: TestProject): void => {
  const path = findChromium();
  if (path === undefined) {
    const lines = [
      '',
      '!! ---------------------------------------------------------------------------',
      '!! BROWSER TESTS NOT RUN: no Chromium was found on this machine.',
      '!! The main job, accessibility, frames and cookies are NOT tested in this run.',
      '!! Install your distribution’s chromium, or set CHROMIUM_PATH to one.',
      '!! ---------------------------------------------------------------------------',
      '',
    ];
    if (process.env.HEARTH_REQUIRE_BROWSER === '1')
      throw new Error('HEARTH_REQUIRE_BROWSER is set and no Chromium was found: set CHROMIUM_PATH');
    process.stderr.write(`${lines.join('\n')}\n`);
  }
  project.provide('chromium', path ?? null);
};
