import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { barriers } from './barriers';
import { openBrowser, openPage } from './browser';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

it.each([
  ['/nowhere/at-all', 'There is no such page'],
  [`/shared/${'x'.repeat(43)}`, 'Nothing is shared here'],
])('%s says so in the dashboard’s own look', async (path, words) => {
  const { page, errors, close } = await openPage(browser, path);
  await page.getByRole('paragraph').filter({ hasText: words }).first().waitFor();
  expect(await barriers(page)).toEqual([]);
  // The answer’s status is all that the browser complains of: no style or script was refused.
  expect(errors.filter((error) => !error.includes('404'))).toEqual([]);
  await close();
});
