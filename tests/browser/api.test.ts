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

it('shows how an operation is called, and asks it as whoever looks', async () => {
  const { page, close } = await openPage(browser, '/settings/api');
  const counts = page.getByRole('region', { name: 'Counts' });
  const providers = counts.getByRole('listitem').filter({ hasText: '/providers' });
  await providers.getByText('/providers').first().click();
  await providers.getByText('curl -H "Authorization: Bearer $TOKEN"').waitFor();
  await providers.getByLabel('range').fill('6h');
  await providers.getByRole('button', { name: 'Ask as yourself' }).click();
  await providers.getByText('Answered 200').waitFor();
  const said = providers.locator('[aria-live]');
  expect(await said.textContent()).toContain('"provider": "gmail"');

  await providers.getByLabel('range').fill('fortnight');
  await providers.getByRole('button', { name: 'Ask as yourself' }).click();
  await providers.getByText('Answered 422').waitFor();
  await said.getByText('urn:bounceboard:fields').waitFor();
  await close();
});
