// A person's browser: Chromium with everything it complains about written down.
import { type Browser, type BrowserContext, chromium, type Frame, type Page } from 'playwright-core';
import { chromiumArguments } from './find-chromium.ts';

export const openChromium = (executablePath: string): Promise<Browser> =>
  chromium.launch({ executablePath, headless: true, args: [...chromiumArguments] });

/** A desk's window and the narrowest frame an EHR gives, in CSS pixels. */
export const wide = { width: 1280, height: 900 } as const;
export const narrow = { width: 320, height: 640 } as const;

export interface Desk {
  readonly context: BrowserContext;
  /** Console errors, uncaught exceptions and CSP violations of every page and frame so far. */
  readonly complaints: string[];
}

/** A fresh browser profile. A page that Hearth answers with an error status is no complaint: its words are what a test looks at. */
export const newDesk = async (
  browser: Browser,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<Desk> => {
  const context = await browser.newContext({ viewport: wide, ...options });
  context.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  context.on('console', (message) => {
    const text = message.text();
    const isStatus = /^Failed to load resource: the server responded with a status of [45]\d\d/.test(text);
    if (message.type() === 'error' && !isStatus) complaints.push(text);
  });
  context.on('weberror', (fault) => complaints.push(fault.error().message));
  return { context, complaints };
};

/** What opens when this is done: a window of its own. */
export const windowOpenedBy = async (page: Page, act: () => Promise<void>): Promise<Page> => {
  const [opened] = await Promise.all([page.context().waitForEvent('page'), act()]);
  await opened.waitForLoadState();
  return opened;
};

/** The first frame inside this page whose address begins so, once it is there. */
export const frameOf = async (page: Page, origin: string): Promise<Frame> => {
  const found = (): Frame | undefined =>
    page.frames().find((frame) => frame !== page.mainFrame() && frame.url().startsWith(origin));
  const deadline = Date.now() + 15_000;
  for (let frame = found(); ; frame = found()) {
    if (frame) return frame;
    if (Date.now() > deadline) throw new Error('no such frame appeared');
    await page.waitForTimeout(50);
  }
};
