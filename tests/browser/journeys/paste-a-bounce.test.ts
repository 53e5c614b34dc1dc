import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, openPage } from '../browser';
import { fillStore, sendTwoHours } from '../mail-traffic';

const LOG_LINE =
  'Nov 20 10:00:00 mx1 postfix/smtp[123]: 4ABC12345: to=<jane@example.com>, ' +
  'relay=gmail-smtp-in.l.google.com[192.0.2.26]:25, delay=1, delays=0/0/0/1, dsn=4.7.27, status=deferred ' +
  '(host gmail-smtp-in.l.google.com[192.0.2.26] said: 421-4.7.27 SPF did not pass 421 4.7.27 gsmtp)';

let browser: Browser;
beforeAll(async () => {
  await fillStore(async (db) => {
    await sendTwoHours(db, new Date());
  });
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe('who pastes a bounce', () => {
  it('explains a log line: the verdict, why, and the registry’s other meaning', async () => {
    const { page, errors, close } = await openPage(browser, '/codes');
    await page.getByRole('textbox').fill(LOG_LINE);
    await page.getByRole('button', { name: 'Explain' }).click();
    const card = page.getByRole('article', { name: 'Verdict' });
    await card.waitFor();
    const text = await card.textContent();
    expect(text).toContain('421 4.7.27SPF did not pass');
    expect(text).toContain('Decided by gmail/4.7.27 by the code');
    expect(text).toContain('Sender address has null MX');
    expect(await card.getByRole('button', { name: 'Copy' }).count()).toBeGreaterThan(0);
    expect(page.url()).not.toContain('jane');
    expect(errors).toEqual([]);
    await close();
  });

  it('shows what was seen here first, and opens what a search finds', async () => {
    const { page, close } = await openPage(browser, '/codes?range=6h');
    const seen = page.getByRole('region', { name: 'Seen here' });
    expect(await seen.getByRole('listitem').count()).toBe(2);
    await page.getByRole('textbox').fill('gmail null');
    await page.getByRole('textbox').fill('5.7.515');
    await page.getByRole('button', { name: /Outlook\.com/, expanded: true }).waitFor();
    await page.waitForURL(/q=5\.7\.515/);
    await close();
  });
});
