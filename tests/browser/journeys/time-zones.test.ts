import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { bucketSpan } from '@/app/_components/format/time';
import { openBrowser, openPage } from '../browser';
import { fillStore, sendTwoHours } from '../mail-traffic';

let browser: Browser;
beforeAll(async () => {
  await fillStore(async (db) => {
    await sendTwoHours(db, new Date());
  });
  browser = await openBrowser();
});
afterAll(() => browser.close());

const refusals = (page: Page) => page.getByRole('region', { name: 'Refusals over time' });

/** By the menu of the time range, which closes again. */
async function showOwnZone(page: Page, zone: string): Promise<void> {
  await page.locator('header button[title]', { hasText: /Last|–/ }).click();
  await page.getByRole('button', { name: 'This browser’s' }).click();
  await page.getByText(`Times are in ${zone}.`).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'This browser’s' }).waitFor({ state: 'hidden' });
}

const BUCKET_MS = 5 * 60_000;

/** The chart as a table, once it is of so many buckets: its times, and its numbers. */
async function tableOf(page: Page, buckets: number): Promise<{ times: string[]; numbers: string[] }> {
  await refusals(page).getByRole('button', { name: 'Table', exact: true }).click();
  const rows = refusals(page).locator('tbody tr');
  await vi.waitFor(async () => expect(await rows.count()).toBe(buckets), { timeout: 30_000, interval: 250 });
  return {
    times: await refusals(page).locator('tbody th').allTextContents(),
    numbers: await refusals(page).locator('tbody td').allTextContents(),
  };
}

it('zoom in Kolkata, go back, and share what was found with New York', async () => {
  const kolkata = await openPage(browser, '/?range=6h', { timezoneId: 'Asia/Kolkata' });
  const { page } = kolkata;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await showOwnZone(page, 'Asia/Kolkata');

  const chart = refusals(page).getByRole('slider');
  const box = await chart.boundingBox();
  if (!box) throw new Error('the chart has no place');
  await page.mouse.move(box.x + box.width * 0.5, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.96, box.y + 60, { steps: 4 });
  await page.mouse.up();
  await page.waitForURL(/from=.*to=/);
  const zoomed = page.url();
  await page.goBack();
  await page.waitForURL(/range=6h/);
  await page.getByRole('button', { name: 'Last 6 hours' }).waitFor();
  await page.goForward();
  await page.waitForURL(zoomed);

  await page.locator('header button[title]', { hasText: '–' }).click();
  await page.getByRole('button', { name: 'Copy link with fixed times' }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.keyboard.press('Escape');

  const newYork = await openPage(browser, link, { timezoneId: 'America/New_York' });
  await showOwnZone(newYork.page, 'America/New_York');
  const [from, to] = ['from', 'to'].map((end) => Date.parse(new URL(link).searchParams.get(end) ?? ''));
  if (from === undefined || to === undefined) throw new Error(`${link} names no time`);
  const buckets = (to - from) / BUCKET_MS;
  const [here, there] = [await tableOf(page, buckets), await tableOf(newYork.page, buckets)];
  expect(there.numbers).toEqual(here.numbers);
  expect(here.numbers.join()).toMatch(/[1-9]/);
  expect(here.times.at(-1)).toContain(bucketSpan(from, from + 5 * 60_000, 'Asia/Kolkata'));
  expect(there.times.at(-1)).toContain(bucketSpan(from, from + 5 * 60_000, 'America/New_York'));
  expect([...kolkata.errors, ...newYork.errors]).toEqual([]);
  await Promise.all([kolkata.close(), newYork.close()]);
}, 180_000);
