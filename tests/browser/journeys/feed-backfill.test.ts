import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDb } from '@/lib/db';
import { reachTo, send } from '../../alerts/traffic';
import { appDatabaseUrl, isAlive, openBrowser, openPage } from '../browser';
import { fillStore } from '../mail-traffic';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let browser: Browser;
let died: Date;
beforeAll(async () => {
  await fillStore(async (db) => {
    const now = Date.now();
    died = new Date(now - 95 * MINUTE_MS);
    const from = new Date(now - 9 * HOUR_MS);
    const minutes = (died.getTime() - from.getTime()) / MINUTE_MS;
    const labels = { provider: 'gmail', sendingDomain: 'news.example.com' };
    await send(db, { from, minutes, events: 2000, outcome: 'delivered', labels });
    const refused = { ...labels, statusCode: '5.1.1', category: 'invalid-address', rule: 'iana/5.1.1' };
    await send(db, { from, minutes: 300, events: 30, outcome: 'bounced', labels: refused });
  });
  browser = await openBrowser();
});
afterAll(() => browser.close());

const refusals = (page: Page) => page.getByRole('region', { name: 'Refusals over time' });

/** What the table behind the chart says of each bucket, the newest first. */
async function cells(page: Page): Promise<string[]> {
  await refusals(page).getByRole('button', { name: 'Table' }).click();
  await refusals(page).locator('tbody tr').first().waitFor();
  return refusals(page).locator('tbody td:first-of-type').allTextContents();
}

it('a feed that dies leaves a gap and no zeros, and its backlog fills the gap', async () => {
  const { page, errors, close } = await openPage(browser, '/?range=6h');
  await page
    .getByRole('region', { name: 'Sources in trouble' })
    .getByText(/mx1 has sent nothing since/)
    .waitFor();
  await refusals(page).getByText('no records', { exact: true }).first().waitFor();
  // The newest bucket is not over yet.
  const dead = (await cells(page)).slice(1);
  // Zero is what was heard of and refused nothing; what was not heard of is not zero.
  expect(dead.filter((text) => text === 'no records').length).toBeGreaterThanOrEqual(12);
  expect(dead.filter((text) => text === '0').length).toBeGreaterThanOrEqual(12);
  const newest = dead.indexOf('0');
  expect(dead.slice(newest).filter((text) => text === 'no records')).toEqual([]);

  const db = openDb(appDatabaseUrl(), 1);
  const now = Date.now();
  await send(db, {
    from: died,
    minutes: (now - died.getTime()) / MINUTE_MS,
    events: 400,
    outcome: 'delivered',
    labels: { provider: 'gmail', sendingDomain: 'news.example.com' },
  });
  await reachTo(db, 'mx1', new Date(now));
  await db.$disconnect();
  await page.reload();
  await isAlive(page);
  await refusals(page).getByRole('button', { name: 'Table' }).waitFor();
  expect(await refusals(page).getByText('no records', { exact: true }).count()).toBe(0);
  expect((await cells(page)).filter((text) => text === 'no records')).toEqual([]);
  expect(await page.getByText(/mx1 has sent nothing since/).count()).toBe(0);
  expect(errors).toEqual([]);
  await close();
});
