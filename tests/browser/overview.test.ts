import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clock } from '@/app/_components/format/time';
import { openBrowser, openPage } from './browser';
import { fillStore, sendTwoHours } from './mail-traffic';

let browser: Browser;
let broke: Date;
beforeAll(async () => {
  await fillStore(async (db) => {
    broke = await sendTwoHours(db, new Date());
  });
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe('the overview', () => {
  it('shows every number with what it is made of', async () => {
    const { page, close } = await openPage(browser, '/?range=6h');
    const card = (name: string) =>
      page
        .getByRole('region', { name: 'Headline' })
        .locator('div', { has: page.getByText(name, { exact: true }) })
        .last();
    expect(await card('Delivered').textContent()).toContain('1,00095.2% of 1,050');
    expect(await card('Hard bounce rate').textContent()).toContain('2.91%30 / 1,030');
    expect(await card('Hard bounce rate').textContent()).toContain('above 2% line');
    expect(await card('Deferral rate').textContent()).toContain('1.90%20 / 1,050');
    expect(await card('Enforcement rate').textContent()).toContain('2.29%24 / 1,050');
    expect(await card('Policy share').textContent()).toContain('80.0%24 / 30');
    await close();
  });

  it('says what changed, since when, and whose mail it is', async () => {
    const { page, close } = await openPage(browser, '/?range=6h');
    const found = page.getByRole('region', { name: 'What changed' });
    expect(await found.textContent()).toContain('Gmail rejects news.example.com with 5.7.26 since');
    const times = ['UTC', Intl.DateTimeFormat().resolvedOptions().timeZone].map((zone) => clock(broke, zone));
    expect(times).toContain((await found.textContent())?.match(/since (?:\d+ \w+, )?(\d\d:\d\d)/)?.[1]);
    await close();
  });

  it('leads from a provider to its codes, the fix and the servers’ words', async () => {
    const { page, close } = await openPage(browser, '/?range=6h');
    await page.getByRole('region', { name: 'Providers' }).getByRole('link', { name: 'Gmail' }).click();
    await page.getByRole('heading', { level: 1, name: 'Gmail' }).waitFor();
    expect(page.url()).toContain('/providers/gmail?range=6h');
    await page.getByRole('region', { name: 'Codes' }).getByText('550 5.7.26').click();
    await page.getByText('Fix, do not suppress.').waitFor();
    await close();
  });

  it('shows strangers’ text as text, with nothing hidden in it', async () => {
    const { page, close } = await openPage(browser, '/providers/gmail?range=6h');
    const newest = page.getByRole('region', { name: 'Newest refusals' });
    await newest
      .getByText('550-5.7.26 <b>not authenticated</b> ⟨U+001B⟩[31m⟨U+202E⟩550 5.7.26 gsmtp')
      .waitFor();
    expect(await newest.locator('b').count()).toBe(0);
    await close();
  });

  it('shows the same numbers as a table', async () => {
    const { page, close } = await openPage(browser, '/?range=6h');
    const panel = page.getByRole('region', { name: 'Refusals over time' });
    await panel.getByRole('button', { name: 'Table' }).click();
    await panel.getByRole('table').waitFor();
    const cells = await panel.locator('tbody td:first-of-type').allTextContents();
    expect(cells.reduce((sum, text) => sum + (Number(text) || 0), 0)).toBe(24);
    await close();
  });

  it('is read bucket by bucket with the keyboard', async () => {
    const { page, close } = await openPage(browser, '/?range=6h');
    const slider = page.getByRole('region', { name: 'Enforcement by provider' }).getByRole('slider');
    await slider.focus();
    await slider.press('End');
    for (let step = 0; step < 8; step++) await slider.press('ArrowLeft');
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/: Gmail \d/);
    await close();
  });
});
