// Accessibility and layout of one page as it stands, in words a person can act on.
import axe from 'axe-core';
import type { Frame, Page } from 'playwright-core';

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * What axe-core finds by WCAG 2.2 A and AA and its best practices, and any text below 7:1 on its ground whatever its size
 * (the look page). Evaluated past the page's own policy, which stays in force for the page.
 */
export const axeFindings = async (page: Page | Frame): Promise<readonly string[]> => {
  await page.evaluate(axe.source);
  return page.evaluate(async (tags) => {
    const { axe: runner } = globalThis as unknown as { axe: typeof axe };
    const allSeven = { normal: { expected: 7 }, large: { expected: 7 } };
    runner.configure({
      checks: [{ id: 'color-contrast-enhanced', options: { contrastRatio: allSeven } }],
    });
    const { violations } = await runner.run(document, {
      runOnly: { type: 'tag', values: tags },
      rules: { 'color-contrast-enhanced': { enabled: true } },
      resultTypes: ['violations'],
      iframes: false,
    });
    return violations.flatMap((violation) =>
      violation.nodes.map(
        (node) =>
          `${violation.id}: ${node.target.join(' ')} ${node.failureSummary?.replaceAll('\n', ' ') ?? ''}`,
      ),
    );
  }, standards);
};

/** Elements that make the page wider than its window; none means nothing scrolls sideways. */
export const sidewaysBy = (page: Page | Frame): Promise<readonly string[]> =>
  page.evaluate(() => {
    const root = document.scrollingElement ?? document.documentElement;
    if (root.scrollWidth <= window.innerWidth) return [];
    const wider = [...document.querySelectorAll('body *')].filter(
      (element) => element.getBoundingClientRect().right > window.innerWidth + 0.5,
    );
    return [
      `page is ${root.scrollWidth} px wide in ${window.innerWidth}`,
      ...wider.slice(0, 5).map((element) => `${element.tagName.toLowerCase()}.${element.className}`),
    ];
  });
