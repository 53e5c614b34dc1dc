import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
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

/** A page that has just come shows before it listens: presses until something is there. */
const pressUntil = (page: Page, keys: readonly string[], there: Locator) =>
  vi.waitFor(
    async () => {
      for (const key of keys) await page.keyboard.press(key);
      await there.waitFor({ timeout: 2_000 });
    },
    { timeout: 40_000, interval: 100 },
  );

it('leads everywhere by the keyboard, never while one types, and can be turned off', async () => {
  const { page, errors, close } = await openPage(browser, '/?range=6h');
  // A box that leads everywhere.
  const box = page.getByRole('combobox', { name: 'Search or go to' });
  await pressUntil(page, ['Control+k'], box);
  await box.fill('5.7.26');
  await page.getByRole('option', { name: /^5\.7\.26/ }).waitFor();
  expect(await barriers(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/codes\/5\.7\.26\?range=6h/);
  await box.waitFor({ state: 'hidden' });

  // Chords, and the sheet of all keys.
  await pressUntil(page, ['g', 'p'], page.getByRole('heading', { level: 1, name: 'Providers' }));
  expect(new URL(page.url()).search).toBe('?range=6h');
  const sheet = page.getByRole('dialog', { name: 'Keys' });
  await pressUntil(page, ['?'], sheet.getByText('Choose the time range'));
  expect(await barriers(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'hidden' });

  // What is typed is text: no key of it goes anywhere.
  await page.goto('/codes');
  const search = page.locator('textarea[name=asked]');
  await pressUntil(page, ['/'], search.and(page.locator(':focus')));
  await search.fill('');
  await page.keyboard.type('gp?[');
  expect(await search.inputValue()).toBe('gp?[');
  expect(new URL(page.url()).pathname).toBe('/codes');
  expect(await page.getByRole('dialog').count()).toBe(0);

  // Turned off, single keys do nothing; the box still opens.
  await page.goto('/?range=6h');
  await pressUntil(page, ['?'], sheet);
  await sheet.getByRole('checkbox').uncheck();
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'hidden' });
  await page.keyboard.press('?');
  await pressUntil(page, ['Control+k'], box);
  expect(await sheet.count()).toBe(0);

  // So is the way through a list by letters; the arrows stay.
  await page.goto('/events?range=6h');
  const rows = page.locator('a[data-event]');
  await rows.nth(1).waitFor();
  await rows.nth(0).focus();
  await pressUntil(page, ['j', 'ArrowDown'], rows.nth(1).and(page.locator(':focus')));
  expect(errors).toEqual([]);
  await close();
}, 180_000);
