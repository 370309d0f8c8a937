// Which reason codes may reach a child's order: those a site's clinician signed, and no diagnosis, whatever is posted.
import { describe, expect, it } from 'vitest';
import { signatureFor } from '../content/signing.ts';
import { site } from '../content/site.ts';
import { filled, formOf } from '../support/browser.ts';
import { startPair } from '../support/hearth.ts';
import { launchFor, posts, referralIdOf, sendButton, toReview, written } from '../support/visit.ts';

const child = 'positive-spanish';

describe('A reason code', () => {
  it('is not asked for while the site has signed none, and none that is posted is taken', async () => {
    const pair = await startPair();
    const visit = await launchFor(pair, child);
    const form = await visit.browser.follow(visit.page, /^Refer: /);
    expect(form.root.querySelector('[name="reasonCode"]')).toBeNull();
    for (const reasonCode of ['R45.4', 'F53.0', 'Z13.32', 'F93.8'])
      expect((await toReview(visit, { reasonCode })).text).toMatch(/not among those this clinic offers/);
    const review = await toReview(visit);
    const sent = await visit.browser.press(review, sendButton, { reasonCode: 'F53.0' });
    expect(sent.status).toBe(422);
    expect(filled(formOf(sent, 'Review before anything is written')).get('consentBy')).toBe('mother');
    expect(posts(pair, 'ServiceRequest')).toEqual([]);
    await pair.close();
  });

  it('that the site signed is a choice, and stands beside the plain words in the order', async () => {
    const signed = ['r45-4', 'f93-8', 'f53-0'].map((row) => signatureFor([], 'reasons', row));
    const clinic = site({ 'signatures/ours.json': signed });
    const pair = await startPair({
      configure: (raw) => {
        const { directories } = raw.content as { directories: string[] };
        return { ...raw, content: { directories: [...directories, clinic.path] } };
      },
    });
    const visit = await launchFor(pair, child);
    const form = await visit.browser.follow(visit.page, /^Refer: /);
    const offered = form.root.querySelectorAll('[name="reasonCode"] option').map((one) => one.text.trim());
    expect(offered).toEqual(['None', 'Irritability and anger (R45.4)']);
    for (const reasonCode of ['R46.89', 'F93.8', 'F53.0'])
      expect((await toReview(visit, { reasonCode })).text).toMatch(/not among those this clinic offers/);
    const review = await toReview(visit, { reasonCode: 'R45.4' });
    expect(review.text).toMatch(/Reason code R45.4, Irritability and anger/);
    const sent = await visit.browser.press(review, sendButton);
    const [order] = written(pair, 'ServiceRequest', referralIdOf(sent));
    expect(order?.reasonCode).toEqual([
      { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'R45.4' }], text: expect.any(String) },
    ]);
    const none = await visit.browser.press(await toReview(visit), sendButton);
    const [plain] = written(pair, 'ServiceRequest', referralIdOf(none));
    expect(plain?.reasonCode?.[0]).toEqual({ text: expect.any(String) });
    await pair.close();
    clinic.remove();
  });
});
