// The demo started for Massachusetts: its own rules, its consultation line, and crisis numbers of both states where a family lives elsewhere.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { section } from '../support/browser.ts';
import { type RunningPair, startPair } from '../support/hearth.ts';
import { launchFor } from '../support/visit.ts';

describe('In Massachusetts', () => {
  let pair: RunningPair;
  beforeAll(async () => {
    pair = await startPair({ placement: { state: 'MA' } });
  });
  afterAll(() => pair.close());

  it('the state’s own rule is gone by, and none of Illinois', async () => {
    const { page } = await launchFor(pair, 'due');
    const today = section(page, 'Today');
    expect(today).toMatch(/MassHealth|Massachusetts/);
    expect(page.text).not.toMatch(/Illinois/);
  });

  it('the clinician may call MCPAP', async () => {
    const { page } = await launchFor(pair, 'positive-spanish');
    expect(page.text).toMatch(/MCPAP/);
    expect(page.text).not.toMatch(/DocAssist/);
  });

  it('a crisis is met with the lines of the clinic’s state and of the family’s, each named', async () => {
    const { page } = await launchFor(pair, 'teen-phq9');
    const strip = section(page, 'Review before you go on');
    expect(strip).toMatch(/833-773-2445, in Massachusetts, where the clinic is/);
    expect(strip).toMatch(/1-800-345-9049, in Illinois, where the family lives/);
  });
});
