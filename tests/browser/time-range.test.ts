import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAlive, openBrowser, openPage } from './browser';
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
    await page.reload();
    await isAlive(page);
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

  it('is typed, and what is not understood is said', async () => {
    const { page, close } = await openPage(browser, '/codes?range=6h');
    await page.getByRole('button', { name: 'Last 6 hours' }).click();
    const words = page.getByLabel('Time range in words');
    await words.fill('the day before tomorrow');
    await words.press('Enter');
    await page.getByText('Not understood.').waitFor();
    await words.fill('yesterday');
    await words.press('Enter');
    await page.waitForURL(/range=yesterday/);
    await page.getByRole('button', { name: 'Yesterday', exact: true }).waitFor();
    await close();
  });

  it('is compared with the same weekday, by a link, on charts and cards', async () => {
    const { page, errors, close } = await openPage(browser, '/?range=6h&compare=weekday');
    await page.getByText(/Changes are against a week earlier/).waitFor();
    const chart = page.getByRole('region', { name: 'Hard bounces' });
    await chart.locator('svg path[stroke-dasharray]').first().waitFor({ state: 'attached' });
    await chart.getByRole('button', { name: 'Table' }).click();
    await chart.getByRole('columnheader', { name: 'All mail, a week earlier' }).waitFor();
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Codes' }).click();
    await page.waitForURL(/codes\?range=6h&compare=weekday/);
    expect(errors).toEqual([]);
    await close();
  });

  it('is printed with the page, on light paper, without what can only be clicked', async () => {
    const { page, close } = await openPage(browser, '/?range=6h', { colorScheme: 'dark' });
    const printed = page.getByText(/^as of .*, times in /);
    expect(await printed.isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    await printed.waitFor();
    expect(await page.getByRole('banner').isVisible()).toBe(false);
    expect(await page.getByRole('button', { name: 'Table' }).first().isVisible()).toBe(false);
    expect(
      await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--ink')),
    ).toBe('#191917');
    await close();
  });

  it('is not asked for where nothing depends on it', async () => {
    const { page, close } = await openPage(browser, '/settings/tokens');
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.getByRole('button', { name: 'Earlier' }).count()).toBe(0);
    await close();
  });
});
