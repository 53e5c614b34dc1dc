import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser, openPage } from './browser';
import { fillStore, sendTwoHours } from './mail-traffic';

let browser: Browser;
beforeAll(async () => {
  await fillStore(async (db) => {
    await sendTwoHours(db, new Date());
  });
  browser = await openBrowser();
});
afterAll(() => browser.close());

it('says which domain is refused by whom for what, and leads to the repair and to the refusals', async () => {
  const { page, close } = await openPage(browser, '/enforcement?range=6h');
  await page
    .getByRole('heading', { name: /^Gmail rejects news\.example\.com for SPF and DKIM since/ })
    .waitFor();
  const news = page.getByRole('row', { name: /^news\.example\.com/ });
  expect(await news.getByRole('rowheader').textContent()).toContain('624 attempts');
  const columns = await page.getByRole('columnheader').allTextContents();
  const cell = (requirement: string) => news.getByRole('cell').nth(columns.indexOf(requirement) - 1);
  expect(await cell('SPF').textContent()).toContain('Gmail rejects 3.85%');
  expect(await cell('TLS').textContent()).toContain('not refused');
  expect(await cell('Unsubscribeno code tells').textContent()).toContain('not told by codes');
  const spared = page.getByText('1 domain refused nowhere for a requirement');
  const other = page.getByRole('listitem').filter({ hasText: 'example.com426 attempts' });
  expect(await other.isVisible()).toBe(false);
  await spared.click();
  await other.waitFor();

  await cell('DKIM').getByRole('link').click();
  const repairs = page.getByRole('region', { name: 'Repairs' });
  await repairs.getByText('24 bounced, 0 deferred').waitFor();
  expect(await repairs.getByText('24 / 624 attempts').count()).toBe(1);
  await repairs.getByRole('link', { name: 'news.example.com at Gmail, with the newest refusals' }).click();
  await page.getByRole('heading', { level: 1, name: 'Gmail' }).waitFor();
  expect(decodeURIComponent(page.url())).toContain('filter=sending-domain:news.example.com');
  await close();
});
