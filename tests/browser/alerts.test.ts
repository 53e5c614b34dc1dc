import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, openPage } from './browser';
import { evaluateUntilNow, fillStore, sendTwoHours } from './mail-traffic';

let browser: Browser;
beforeAll(async () => {
  await fillStore(async (db) => {
    await sendTwoHours(db, new Date());
    await evaluateUntilNow(db, 8);
  });
  browser = await openBrowser();
});
afterAll(() => browser.close());

const BREAK = /^Gmail refuses news\.example\.com: .*\(5\.7\.26\)$/;

describe('an incident', () => {
  it('leads from the overview to the sending domain and the fix in one click, on a phone', async () => {
    const { page, close } = await openPage(browser, '/', { viewport: { width: 390, height: 844 } });
    await page
      .getByRole('region', { name: 'What changed' })
      .getByRole('link', { name: /Gmail refuses/ })
      .click();
    await page.getByRole('heading', { level: 1, name: BREAK }).waitFor();
    const fix = page.getByRole('region', { name: 'What to do' });
    await fix.getByText('550-5.7.26 <b>not authenticated</b>').waitFor();
    await fix.getByRole('listitem').first().waitFor();
    await page
      .getByRole('region', { name: 'Sending domains' })
      .getByText('news.example.com')
      .first()
      .waitFor();
    await page
      .getByRole('region', { name: 'Sending addresses' })
      .getByRole('button', { name: '192.0.2.25' })
      .waitFor();
    await close();
  });

  it('is one for one cause, and leads to the charts of what it is about', async () => {
    const { page, close } = await openPage(browser, '/alerts');
    const open = page.getByRole('region', { name: 'Open incidents' });
    expect(await open.getByRole('link', { name: BREAK }).count()).toBe(1);
    await open.getByRole('link', { name: BREAK }).click();
    const alerts = page.getByRole('region', { name: 'Alerts' }).getByRole('listitem');
    await alerts.nth(2).waitFor();
    await page.getByRole('link', { name: 'See it in the charts' }).click();
    await page.waitForURL(/filter=/);
    await page.getByRole('region', { name: 'Filters' }).getByText('Gmail').waitFor();
    await close();
  });

  it('that is not there is not found', async () => {
    const { page, close } = await openPage(browser, '/alerts/incidents/999999');
    await page.getByText('There is no such page').waitFor();
    await close();
  });
});

describe('a rule', () => {
  it('shows what it would have done before it is kept', async () => {
    const { page, close } = await openPage(browser, '/alerts');
    await page.getByRole('navigation', { name: 'Alerts' }).getByRole('link', { name: 'Rules' }).click();
    await page.getByRole('link', { name: 'Hard bounces above 2% at a provider' }).click();
    await page.getByRole('button', { name: 'Preview' }).click();
    const preview = page.getByRole('region', { name: 'Preview' });
    await preview.getByText('It would have fired once in the last 7 days').waitFor();
    await preview.getByRole('listitem').filter({ hasText: 'at Gmail' }).waitFor();
    await page.getByRole('textbox', { name: 'Threshold, %' }).fill('90');
    await page.getByRole('button', { name: 'Preview' }).click();
    await preview.getByText('It would not have fired in the last 7 days').waitFor();
    await close();
  });

  it('is made, with its faults named, paused, changed and deleted', async () => {
    const { page, close } = await openPage(browser, '/alerts/rules');
    await page.getByRole('link', { name: 'A rate is above a threshold' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Hard bounces above 2%');
    await page.getByRole('combobox', { name: 'Rate' }).selectOption('deferral');
    await page.getByRole('combobox', { name: 'For each' }).selectOption('sending-domain');
    for (const [label, value] of [
      ['Threshold, %', '700'],
      ['Windows, in minutes', '60, 1440'],
      ['Different recipients needed', '5'],
      ['Minutes it must hold before it fires', '5'],
      ['Minutes it must have ended before it resolves', '15'],
    ] as const) {
      await page.getByRole('textbox', { name: label }).fill(value);
    }
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.locator('[aria-invalid=true]').waitFor();
    await page.getByRole('textbox', { name: 'Threshold, %' }).fill('7');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('another rule is called “Hard bounces above 2%”').waitFor();
    await page.getByRole('textbox', { name: 'Name' }).fill('Deferrals of a domain');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.waitForURL(/\/alerts\/rules$/);
    await page.getByRole('button', { name: 'Pause: Deferrals of a domain' }).click();
    await page.getByRole('button', { name: 'Resume: Deferrals of a domain' }).waitFor();
    await page.getByRole('link', { name: 'Deferrals of a domain' }).click();
    const threshold = page.getByRole('textbox', { name: 'Threshold, %' });
    await threshold.waitFor();
    expect(await threshold.inputValue()).toBe('7');
    await page.getByRole('button', { name: 'Delete: Deferrals of a domain' }).click();
    await page.waitForURL(/\/alerts\/rules$/);
    await page.getByText(/^\d+ rules$/).waitFor();
    expect(await page.getByRole('link', { name: 'Deferrals of a domain' }).count()).toBe(0);
    await close();
  });
});
