import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser, openPage } from '../browser';
import { fillStore, sendTwoHours } from '../mail-traffic';

let browser: Browser;
beforeAll(async () => {
  await fillStore(async (db) => {
    await sendTwoHours(db, new Date());
  });
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** A chart's flag that tells of something. */
const FLAG = /SPF record of news\.example\.com changed/;

it('somebody says what happened on a chart; charts of that mail show it, others do not; it is changed and removed', async () => {
  const { page, errors, close } = await openPage(browser, '/providers/gmail?range=6h');
  const slider = page.getByRole('region', { name: 'Refusals over time' }).getByRole('slider');
  const box = await slider.boundingBox();
  if (!box) throw new Error('the chart has no place');
  await page.keyboard.down('Control');
  await page.mouse.click(box.x + box.width * 0.6, box.y + box.height * 0.5);
  await page.keyboard.up('Control');
  const dialog = page.getByRole('dialog', { name: 'What happened?' });
  await dialog.waitFor();
  expect(await dialog.getByLabel('Only of').inputValue()).toBe('provider:gmail');
  await dialog.getByLabel('What', { exact: true }).selectOption('dns');
  await dialog.getByLabel('In a sentence').fill('SPF record of news.example.com changed');
  await dialog.getByLabel('Link').fill('ci.example.com');
  await dialog.getByRole('button', { name: 'Annotate' }).click();
  await dialog.getByText('a full address').waitFor();
  await dialog.getByLabel('Link').fill('https://ci.example.com/42');
  await dialog.getByRole('button', { name: 'Annotate' }).click();
  await dialog.waitFor({ state: 'hidden' });

  // Its words come with the focus, too, and go with Escape.
  const flag = page.getByRole('button', { name: FLAG }).first();
  await flag.waitFor();
  await flag.focus();
  const link = page.getByRole('link', { name: 'ci.example.com' }).first();
  await link.waitFor();
  await page.keyboard.press('Escape');
  await link.waitFor({ state: 'hidden' });
  // The chart's table says it as well.
  const panel = page.getByRole('region', { name: 'Refusals over time' });
  await panel.getByRole('button', { name: 'Table' }).click();
  await panel.getByText('SPF record of news.example.com changed').waitFor();

  // It lies beside the comparison with the period before: a dashed line on charts, a difference on cards.
  await page.goto('/providers/gmail?range=1h');
  await page.getByRole('button', { name: 'Last 1 hour' }).click();
  await page
    .getByRole('group', { name: 'Compare with' })
    .getByRole('button', { name: 'The period before' })
    .click();
  await page.waitForURL(/compare=previous/);
  await page.keyboard.press('Escape');
  await panel.locator('svg path[stroke-dasharray]').first().waitFor({ state: 'attached' });
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Overview' }).click();
  await page.getByText(/Changes are against the period before/).waitFor();
  expect(page.url()).toContain('compare=previous');
  await page
    .getByRole('region', { name: 'Headline' })
    .getByText(/^[+−][\d.]+ pp$/)
    .first()
    .waitFor();

  await page.goto('/providers/yahoo?range=6h');
  await page.getByRole('slider').first().waitFor();
  expect(await page.getByRole('button', { name: FLAG }).count()).toBe(0);

  await page.goto('/settings/annotations');
  const list = page.getByRole('region', { name: 'Annotated' });
  await list.getByText('Change', { exact: true }).click();
  await list.getByLabel('In a sentence').fill('SPF record mended');
  await list.getByRole('button', { name: 'Keep' }).click();
  await list.getByRole('paragraph').filter({ hasText: 'SPF record mended' }).waitFor();
  await list.getByRole('button', { name: 'Remove: SPF record mended' }).click();
  await list.getByText('Nothing is annotated yet').waitFor();
  expect(errors).toEqual([]);
  await close();
});
