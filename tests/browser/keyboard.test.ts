import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { barriers } from './barriers';
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

it('leads everywhere by the keyboard, and says which keys there are', async () => {
  const { page, close } = await openPage(browser, '/?range=6h');
  // A box that leads everywhere.
  await page.keyboard.press('Control+k');
  const box = page.getByRole('combobox', { name: 'Search or go to' });
  await box.waitFor();
  await box.fill('5.7.26');
  await page.getByRole('option', { name: /^5\.7\.26/ }).waitFor();
  expect(await barriers(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/codes\/5\.7\.26\?range=6h/);
  await page.getByRole('heading', { level: 1 }).first().waitFor();

  // Chords, and the sheet of all keys.
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await page.waitForURL(/\/providers\?range=6h/);
  await page.getByRole('heading', { level: 1, name: 'Providers' }).waitFor();
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keys' });
  await sheet.getByText('Choose the time range').waitFor();
  expect(await barriers(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'hidden' });
  await close();
});
