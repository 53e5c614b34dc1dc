import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDb } from '@/lib/db';
import { send } from '../../alerts/traffic';
import { appDatabaseUrl, openBrowser, openPage } from '../browser';
import { evaluateFor, evaluateUntilNow, fillStore, sendTwoHours } from '../mail-traffic';

const MINUTE_MS = 60_000;

let browser: Browser;
beforeAll(async () => {
  // The refusals ended an hour ago, and nobody has judged what came since.
  await fillStore(async (db) => {
    await sendTwoHours(db, new Date(Date.now() - 50 * MINUTE_MS));
    await evaluateFor(db, 58, 50);
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

  it('is over by itself once mail is taken again, and its page tells the whole story', async () => {
    const db = openDb(appDatabaseUrl(), 2);
    const healthy = { from: new Date(Date.now() - 45 * MINUTE_MS), minutes: 40 };
    const labels = { provider: 'gmail', sendingDomain: 'news.example.com', sendingIp: '192.0.2.25' };
    const gone = { ...labels, statusCode: '5.1.1', category: 'invalid-address', rule: 'iana/5.1.1' };
    await send(db, { ...healthy, events: 4000, outcome: 'delivered', labels });
    await send(db, { ...healthy, events: 20, outcome: 'bounced', labels: gone });
    await evaluateUntilNow(db, 0);
    await db.$disconnect();
    const { page, close } = await openPage(browser, '/alerts');
    const open = page.getByRole('region', { name: 'Open incidents' });
    const over = page.getByRole('region', { name: 'Earlier incidents' }).getByRole('link', { name: BREAK });
    await over.waitFor();
    expect(await open.getByRole('link', { name: BREAK }).count()).toBe(0);
    await over.click();
    const timeline = page.getByRole('region', { name: 'Timeline' });
    await timeline.getByText('It is over').waitFor();
    await page.getByText('this machine looks after it').waitFor();
    const told = [
      /It is over/,
      /The silence of .*ended/,
      /silenced/,
      /this machine acknowledged it.*SPF/,
      /incident began/,
    ];
    const lines = await timeline.getByRole('listitem').allTextContents();
    const places = told.map((words) => lines.findIndex((line) => words.test(line)));
    expect(places, lines.join('\n')).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    await close();
  });
});
