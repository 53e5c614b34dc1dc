import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, openPage } from '../browser';
import { evaluateUntilNow, fillStore, sendTwoHours } from '../mail-traffic';

let browser: Browser;
beforeAll(async () => {
  await fillStore(async (db) => {
    await sendTwoHours(db, new Date());
    await evaluateUntilNow(db, 8);
  });
  browser = await openBrowser();
});
afterAll(() => browser?.close());

const BREAK = /^Gmail refuses news\.example\.com: .*\(5\.7\.26\)$/;

describe('an incident', () => {
  it('is acknowledged with one tap, by nothing but a tap, and taken back', async () => {
    const phone = { viewport: { width: 390, height: 844 } };
    const { page, close } = await openPage(browser, '/alerts', phone);
    const line = page
      .getByRole('region', { name: 'Open incidents' })
      .getByRole('listitem')
      .filter({ has: page.getByRole('link', { name: BREAK }) });
    await line.getByRole('link').click();
    await page.getByRole('heading', { level: 1, name: BREAK }).waitFor();
    await page.goBack();
    await line.getByRole('button', { name: /^Acknowledge/ }).click();
    await line.getByText('this machine').waitFor();
    await line.getByRole('link').click();
    await page.getByText('this machine looks after it').waitFor();
    await page.getByRole('button', { name: 'Take the acknowledgement back' }).click();
    await page.getByRole('button', { name: 'Acknowledge', exact: true }).waitFor();
    await page.getByRole('textbox', { name: 'Note, if you like' }).fill('SPF record is being <i>mended</i>');
    await page.getByRole('button', { name: 'Acknowledge', exact: true }).click();
    await page.getByText('SPF record is being <i>mended</i>').first().waitFor();
    await close();
  });

  it('is silenced from its page, and the silence ended', async () => {
    const { page, close } = await openPage(browser, '/alerts');
    await page.getByRole('region', { name: 'Open incidents' }).getByRole('link', { name: BREAK }).click();
    await page.getByText('Silence alerts of this cause').click();
    const matchers = page.getByRole('textbox', { name: 'Silence alerts with' });
    expect(await matchers.inputValue()).toContain('provider=gmail');
    await matchers.fill('provider is gmail');
    await page.getByRole('button', { name: 'Silence', exact: true }).click();
    await page.getByText('“provider is gmail” is no condition').waitFor();
    await matchers.fill('provider=gmail, severity!=info');
    await page.getByRole('textbox', { name: 'Why' }).fill('maintenance');
    await page.getByRole('button', { name: 'Silence', exact: true }).click();
    await page.getByText('Silenced; alerts are recorded all the same.').waitFor();
    await page.getByRole('navigation', { name: 'Alerts' }).getByRole('link', { name: 'Silences' }).click();
    const list = page.getByRole('region', { name: 'Silences' });
    await list.getByText('provider=gmail, severity!=info').waitFor();
    await list.getByRole('button', { name: /^End/ }).click();
    await list.getByText('Nothing is silenced').waitFor();
    await close();
  });
});
