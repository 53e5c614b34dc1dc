import fs from 'node:fs/promises';
import type { Browser, Download, Locator, Page } from 'playwright-core';
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

/** More stops than any page has. */
const MOST_TABS = 250;

async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let stops = 0; stops < MOST_TABS; stops++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('the keyboard does not get there');
}

async function savedBy(page: Page, target: Locator): Promise<Download> {
  await tabTo(page, target);
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  return download;
}

/** The sum of each column that counts something, by its name. */
function totalsOf(csv: string): Record<string, number> {
  const [head = '', ...lines] = csv.trimEnd().split('\r\n');
  const rows = lines.map((line) => line.split(','));
  const names = head.split(',').slice(2, -1);
  return Object.fromEntries(
    names.map((name, index) => [name, rows.reduce((sum, row) => sum + Number(row[index + 2]), 0)]),
  );
}

/** What the legend says of each series. */
async function legendOf(panel: Locator): Promise<Record<string, number>> {
  const entries = await panel
    .getByRole('list', { name: 'Series' })
    .locator('li')
    .evaluateAll((items) =>
      items.map((item) => {
        const [, label = '', , value = ''] = [
          ...(item.querySelector('button > span, li > span')?.children ?? []),
        ].map(({ textContent }) => textContent ?? '');
        return [label, Number(value.replaceAll(',', ''))] as const;
      }),
    );
  return Object.fromEntries(entries);
}

it('takes a chart along with the keyboard alone, and its numbers are the chart’s', async () => {
  const opened = await openPage(browser, '/?range=6h');
  const { page } = opened;
  const panel = page.getByRole('region', { name: 'Refusals over time' });
  const csv = panel.getByRole('link', { name: /^Numbers as CSV/ });

  const whole = await savedBy(page, csv);
  expect(whole.suggestedFilename()).toMatch(/^bounceboard-refusals-\d{8}T\d{4}Z-\d{8}T\d{4}Z\.csv$/);
  const totals = totalsOf(await fs.readFile(await whole.path(), 'utf8'));
  expect(totals).toEqual({ '5.7.26': 24, '4.7.0': 20, '5.1.1': 6 });
  expect(await legendOf(panel)).toEqual(totals);

  const table = page.getByRole('region', { name: 'Providers', exact: true });
  const providers = await savedBy(page, table.getByRole('link', { name: 'Table as CSV: Providers' }));
  const [head, ...rows] = (await fs.readFile(await providers.path(), 'utf8')).trimEnd().split('\r\n');
  expect(head).toMatch(/^Provider,Attempts,Delivered,Deferred,Bounced,/);
  expect(rows.map((row) => row.split(',').slice(0, 5).join())).toEqual([
    'Gmail,624,600,0,24',
    'Yahoo,426,400,20,6',
  ]);

  // Narrowed by the keyboard, the file is narrowed, too.
  await tabTo(page, panel.getByRole('button', { name: /5\.1\.1/ }));
  await page.keyboard.press('Enter');
  await page.waitForURL(/filter=code(?::|%3A)5\.1\.1/);
  await panel.getByText('of 6 refusals').waitFor();
  const narrowed = await savedBy(page, csv);
  expect(totalsOf(await fs.readFile(await narrowed.path(), 'utf8'))).toEqual({ '5.1.1': 6 });

  const picture = await savedBy(page, panel.getByRole('button', { name: /^Picture as PNG/ }));
  expect(picture.suggestedFilename()).toMatch(/^bounceboard-refusals-.*\.png$/);
  const bytes = await fs.readFile(await picture.path());
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  expect(await inkOf(page, bytes)).toBeGreaterThan(0.01);
  expect(opened.errors).toEqual([]);
  expect(opened.foreignRequests).toEqual([]);
  await opened.close();
}, 180_000);

/** What part of a picture is not its background. */
const inkOf = (page: Page, png: Buffer): Promise<number> =>
  page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width, image.height];
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    context.drawImage(image, 0, 0);
    const pixels = new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer);
    return pixels.filter((pixel) => pixel !== pixels[0]).length / pixels.length;
  }, png.toString('base64'));
