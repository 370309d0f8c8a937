// The X cases over HTTP, on the raw bytes of every page: what came from outside is text, and nothing else.
// X9 (markdown of a CDS card) waits for CDS Hooks; X10 and X11 need a browser: test/browser/cross-site.test.ts.
import { parse } from 'node-html-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from '../support/browser.ts';
import type { RunningPair } from '../support/hearth.ts';
import { familySaid, launchFor, refer, toReview, type Visit } from '../support/visit.ts';
import { bidi, crlf, crossSiteCases, image, link, script, zeroWidth } from './cross-site-cases.ts';
import { hostilePatient, startHostilePair } from './hostile-pair.ts';

const decoded = (page: Page): string => parse(page.body, { comment: true }).text.replaceAll(/\s+/g, ' ');
const flat = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

describe('Text from outside', () => {
  let pair: RunningPair;
  let visit: Visit;
  const pages = new Map<string, Page>();

  beforeAll(async () => {
    pair = await startHostilePair();
    visit = await launchFor(pair, undefined, { patient: hostilePatient });
    const { browser, page, base } = visit;
    pages.set('summary', page);
    pages.set('consultants', await browser.open(`${base}/consultants?need=ecmh-clinician`));
    const typed = {
      ...familySaid,
      note: `${script('note')} ${crlf}`,
      nextStep: image('step'),
      consentBy: image('consent'),
    };
    pages.set(
      'form with a fault',
      await browser.press(await browser.follow(page, /^Refer: /), 'Review before anything is written', {
        ...typed,
        reason: '',
      }),
    );
    pages.set('review', await toReview(visit, typed));
    const sent = await refer(visit, typed);
    pages.set('referral', sent);
    pages.set('letter', await browser.follow(sent, 'Letter to print'));
    pages.set('chart download', await browser.open(`${sent.url.replace(/[?#].*$/, '')}/fhir`));
    pages.set('not found', await browser.open(`${pair.origin}/${encodeURIComponent(script('path'))}`));
    pages.set('not found, line ends', await browser.open(`${pair.origin}/${encodeURIComponent(crlf)}`));
    const desk = await launchFor(pair, undefined, { app: 'coordinator' });
    pages.set('worklist', desk.page);
    const admin = await launchFor(pair, undefined, { app: 'admin', user: 'admin' });
    const found = await admin.browser.press(admin.page, 'Search', { by: 'id', text: hostilePatient });
    pages.set('test patients found', found);
    const explained = await admin.browser.press(found, /^Explain this chart/);
    pages.set('chart explained', explained);
    pages.set('code to map', await admin.browser.press(explained, /^Map the code/));
    pair.ehr.faults.set([
      {
        method: 'GET',
        path: /^\/fhir\/Observation/,
        status: 400,
        body: {
          resourceType: 'OperationOutcome',
          issue: [
            {
              severity: 'error',
              code: image('outcome-code'),
              diagnostics: script('diagnostics'),
              details: { text: image('details') },
            },
          ],
        },
      },
    ]);
    pages.set(
      'a read refused with markup',
      (await launchFor(pair, undefined, { patient: hostilePatient })).page,
    );
    pair.ehr.faults.clear();
  });
  afterAll(() => pair.close());

  it('is on every page this test went through', () => {
    expect([...pages.keys()].length).toBeGreaterThanOrEqual(14);
    for (const name of ['letter', 'worklist', 'chart explained', 'code to map'])
      expect([name, pages.get(name)?.status]).toEqual([name, 200]);
  });

  it.each(crossSiteCases)('$id: $input: $expected', ({ shown, hidden }) => {
    const summary = pages.get('summary');
    expect(summary).toBeDefined();
    if (!summary) return;
    if (shown) expect(flat(decoded(summary))).toContain(flat(shown));
    // Wherever it stands: one place that writes it as it came is enough to run it.
    if (shown?.includes('<')) expect(summary.body).not.toContain(shown);
    if (hidden)
      for (const [name, page] of pages) expect([name, page.body.includes(hidden)]).toEqual([name, false]);
  });

  it('X1, X3, X4, X6, X7: makes no element, handler, style or address that runs, on any page', () => {
    for (const [name, page] of pages) {
      if (name === 'chart download') continue;
      const root = parse(page.body);
      const scripts = root.querySelectorAll('script').map((one) => one.getAttribute('src') ?? one.text);
      expect([name, scripts.filter((one) => !/^\/assets\//.test(one))]).toEqual([name, []]);
      expect([name, root.querySelectorAll('iframe, object, embed, base, style, img').length]).toEqual([
        name,
        0,
      ]);
      for (const element of root.querySelectorAll('*')) {
        const attributes = Object.entries(element.attributes);
        expect([name, attributes.filter(([key]) => /^on/i.test(key))]).toEqual([name, []]);
        for (const [key, value] of attributes)
          if (/^(?:href|src|action|formaction|xlink:href|poster|data)$/i.test(key))
            expect([name, key, value]).toEqual([name, key, expect.stringMatching(/^(?:\/|https?:|#|\?)/)]);
      }
    }
  });

  it('X4: a listing whose site is no web address is refused before anything is served', async () => {
    for (const url of [link('site'), 'data:text/html,<script>1</script>'])
      await expect(startHostilePair(url)).rejects.toMatchObject({ name: 'DirectoryError' });
  });

  it('X5: no letter that reorders or hides reaches any page as itself', () => {
    const letters = [...`${bidi}${zeroWidth}`].filter((one) => one > '\u007F');
    for (const [name, page] of pages)
      expect([name, letters.filter((one) => page.body.includes(one))]).toEqual([name, []]);
  });

  it('X6: an OperationOutcome’s words never reach the page', () => {
    const page = pages.get('a read refused with markup');
    expect(page?.text).toMatch(/could not be read/);
    expect(page?.body).not.toMatch(/diagnostics|outcome-code|'details'/);
  });

  it('X8: line ends reach no header, log line or download as line ends', () => {
    for (const [name, page] of pages)
      for (const [header, value] of Object.entries(page.headers))
        expect([name, header, String(value)]).toEqual([
          name,
          header,
          expect.not.stringMatching(/[\r\n]|stolen|onerror/),
        ]);
    for (const line of pair.logs.join('').split('\n').filter(Boolean)) {
      const entry = JSON.parse(line) as Record<string, unknown>;
      expect(entry.level).not.toBe('forged');
      expect(line).not.toMatch(/stolen|onerror/);
    }
    const download = pages.get('chart download') as Page;
    expect(JSON.stringify(JSON.parse(download.body))).toContain('stolen');
    expect(download.body).not.toMatch(/^\s*(?:Set-Cookie|\{"level":"forged")/m);
    expect(flat(decoded(pages.get('summary') as Page))).toContain(flat(`Screening ${crlf}`));
  });
});
