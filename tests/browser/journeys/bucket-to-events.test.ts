import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Db, openDb } from '@/lib/db';
import { appDatabaseUrl, openBrowser, openPage } from '../browser';
import { fillStore, sendTwoHours } from '../mail-traffic';

const SOON_MS = 30_000;
const PAGE = '/providers/gmail?range=6h';

let browser: Browser;
let db: Db;
beforeAll(async () => {
  await fillStore(async (filled) => {
    await sendTwoHours(filled, new Date());
  });
  db = openDb(appDatabaseUrl(), 2);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await db?.$disconnect();
});

const refusals = (page: Page) => page.getByRole('region', { name: 'Refusals over time' });

/** In the middle of what was refused, 40 minutes ago, at the foot of the stack. */
async function pointOf(page: Page): Promise<[number, number]> {
  const slider = refusals(page).getByRole('slider');
  // In the middle: below is the phone's bar.
  await slider.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  const box = await slider.boundingBox();
  if (!box) throw new Error('the chart has no place');
  return [box.x + box.width * (320 / 360), box.y + box.height * 0.97];
}

it('a click on a part of a bucket leads to its single events, or narrows the page to it', async () => {
  const { page, errors, close } = await openPage(browser, PAGE);
  await page.mouse.click(...(await pointOf(page)));
  const next = page.getByRole('region', { name: /^Next, of / });
  await next.getByRole('button', { name: 'Only 5.7.26' }).waitFor();
  await page.mouse.move(0, 0);
  await next.getByRole('link', { name: /^Events of 5\.7\.26, / }).click();
  await page.waitForURL(/\/events\?/);
  const asked = new URL(page.url()).searchParams;
  expect(asked.get('filter')).toBe('provider:gmail,code:5.7.26');
  const at = { gte: new Date(asked.get('from') ?? ''), lt: new Date(asked.get('to') ?? '') };
  expect(at.lt.getTime() - at.gte.getTime()).toBeLessThanOrEqual(30 * 60_000);
  const events = await db.event.count({ where: { at, diagnostic: { contains: '5.7.26' } } });
  expect(events).toBeGreaterThan(0);
  await page
    .getByRole('heading', { name: events === 1 ? '1 event' : `${events} events`, exact: true })
    .waitFor({ timeout: SOON_MS });

  await page.goto(PAGE);
  await page.mouse.click(...(await pointOf(page)));
  await next.getByRole('button', { name: 'Only 5.7.26' }).click();
  await page.waitForURL(/filter=code:5\.7\.26/);
  expect(errors).toEqual([]);
  await close();
});

it('so does a tap, and Enter on what the keys have led to', async () => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };
  const { page, errors, close } = await openPage(browser, PAGE, phone);
  await page.touchscreen.tap(...(await pointOf(page)));
  const next = page.getByRole('region', { name: /^Next, of / });
  await next.getByRole('link', { name: /^Events of 5\.7\.26, / }).waitFor();
  await next.getByRole('button', { name: 'Let go' }).click();
  await next.waitFor({ state: 'detached' });
  const slider = refusals(page).getByRole('slider');
  await slider.focus();
  await slider.press('End');
  for (let step = 0; step < 8; step++) await slider.press('ArrowLeft');
  await slider.press('Enter');
  const link = next.getByRole('link', { name: /^Events / });
  expect(await link.getAttribute('href')).toMatch(/^\/events\?from=.*&to=.*&filter=provider%3Agmail$/);
  await slider.press('Escape');
  await next.waitFor({ state: 'detached' });
  expect(errors).toEqual([]);
  await close();
});
