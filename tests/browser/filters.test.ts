import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

const hardBounces = (page: Page) =>
  page.getByRole('region', { name: 'Headline' }).locator('dl > div', { hasText: 'Hard bounce rate' });
const filterBar = (page: Page) => page.getByRole('region', { name: 'Filters' });

describe('a page', () => {
  it('is narrowed to what is chosen, in every panel and in the URL, and goes back', async () => {
    const { page, close } = await openPage(browser, '/?range=6h');
    await hardBounces(page).getByText('30 / 1,030').waitFor();
    await filterBar(page).getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByRole('button', { name: 'Provider', exact: true }).click();
    await page.getByRole('searchbox', { name: 'Search Provider' }).fill('yah');
    await page.getByRole('button', { name: /^Yahoo/ }).click();
    await page.waitForURL(/filter=provider(:|%3A)yahoo/);
    await hardBounces(page).getByText('6 / 406').waitFor();
    await filterBar(page).getByText('Yahoo').waitFor();
    await page.getByRole('navigation').getByRole('link', { name: 'Codes' }).click();
    await page.waitForURL(/codes\?.*filter=/);
    await filterBar(page).getByText('Yahoo').waitFor();
    await page.goBack();
    await hardBounces(page).getByText('6 / 406').waitFor();
    await filterBar(page).getByRole('button', { name: 'Take away: Provider Yahoo' }).click();
    await hardBounces(page).getByText('30 / 1,030').waitFor();
    expect(page.url()).not.toContain('filter=');
    await close();
  });

  it('is narrowed by a click on a code, to all but it with Alt, and turned in its chip', async () => {
    const { page, close } = await openPage(browser, '/?range=6h');
    const legend = page
      .getByRole('region', { name: 'Refusals over time' })
      .getByRole('list', { name: 'Series' });
    await legend.getByRole('button', { name: /^5\.1\.1/ }).click();
    await hardBounces(page).getByText('6 / 6').waitFor();
    await filterBar(page).getByRole('button', { name: 'Code is 5.1.1' }).click();
    await hardBounces(page).getByText('24 / 1,024').waitFor();
    await filterBar(page).getByRole('button', { name: 'Take away: Code 5.1.1' }).click();
    await hardBounces(page).getByText('30 / 1,030').waitFor();
    await legend.getByRole('button', { name: /^5\.7\.26/ }).click({ modifiers: ['Alt'] });
    await hardBounces(page).getByText('6 / 1,006').waitFor();
    await close();
  });
});
