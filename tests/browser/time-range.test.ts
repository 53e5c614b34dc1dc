import type { Browser } from 'playwright-core';
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

describe('the time range', () => {
  it('is in the URL, survives a reload, and goes back', async () => {
    const { page, close } = await openPage(browser, '/');
    await page.getByRole('button', { name: 'Last 24 hours' }).click();
    await page.getByRole('button', { name: '7 days', exact: true }).click();
    await page.getByRole('button', { name: 'Last 7 days' }).waitFor();
    await page.waitForURL(/range=7d/);
    await page.reload({ waitUntil: 'networkidle' });
    await page.getByRole('button', { name: 'Last 7 days' }).waitFor();
    await page.goBack();
    await page.getByRole('button', { name: 'Last 24 hours' }).waitFor();
    await close();
  });

  it('comes along from page to page', async () => {
    const { page, close } = await openPage(browser, '/?range=6h');
    await page.getByRole('navigation').getByRole('link', { name: 'Providers' }).click();
    await page.waitForURL('**/providers?range=6h');
    await close();
  });

  it('is what was dragged over on a chart', async () => {
    const { page, close } = await openPage(browser, '/?range=6h');
    const chart = page.getByRole('region', { name: 'Refusals over time' }).getByRole('slider');
    const box = await chart.boundingBox();
    if (!box) throw new Error('the chart has no place');
    await page.mouse.move(box.x + box.width * 0.5, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.9, box.y + 60, { steps: 4 });
    await page.mouse.up();
    await page.waitForURL(/from=.*to=/);
    const query = new URL(page.url()).searchParams;
    const minutes = (Date.parse(query.get('to') ?? '') - Date.parse(query.get('from') ?? '')) / 60_000;
    expect(minutes).toBeGreaterThan(120);
    expect(minutes).toBeLessThan(180);
    await close();
  });

  it('leads from a range without mail to where the mail is', async () => {
    const { page, close } = await openPage(browser, '/?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z');
    await page.getByText('Nothing was recorded in this range').waitFor();
    await page.getByRole('link', { name: /^Show / }).click();
    await page.getByText('Hard bounce rate').waitFor();
    await close();
  });
});
