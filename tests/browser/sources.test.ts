import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '@/lib/db';
import { send } from '../alerts/traffic';
import { openBrowser, openPage } from './browser';
import { fillStore } from './mail-traffic';

const MINUTE = 60_000;
const HOSTILE = 'Nov 21 <img src=x onerror=alert(1)> \u001b[31m\u202egnp.exe';

let browser: Browser;
beforeAll(async () => {
  await fillStore(fillSources);
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** mx1 flows, mx2 fell silent two hours ago, mx3 cannot be read, mx4 is mostly unparsed, mx5 has said nothing yet. */
async function fillSources(db: Db): Promise<void> {
  const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE);
  const delivered = { outcome: 'delivered' as const, labels: { provider: 'gmail' } };
  await send(db, { ...delivered, source: 'mx1', from: ago(330), minutes: 330, events: 660 });
  await send(db, { ...delivered, source: 'mx2', from: ago(330), minutes: 210, events: 420 });
  await send(db, { ...delivered, source: 'mx3', from: ago(330), minutes: 300, events: 300 });
  await send(db, { ...delivered, source: 'mx4', from: ago(330), minutes: 330, events: 66 });
  await db.source.update({
    where: { name: 'mx3' },
    data: {
      fault: 'EACCES: permission denied, open /var/log/mail.log',
      clockSkewMs: -300_000,
      duplicates: 12n,
    },
  });
  const { id: sourceId } = await db.source.findUniqueOrThrow({ where: { name: 'mx4' } });
  await db.fileGeneration.create({
    data: {
      ...{ sourceId, path: '/var/log/odd.log', format: 'postfix', device: 1n, inode: 1n, birthMs: 0n },
      ...{ headHash: 'a', headBytes: 1, tailHash: 'b', referenceAt: new Date() },
      ...{ sizeBytes: 9000n, position: 8000n, events: 66n, eventRecords: 66n, unparsedCount: 134n },
    },
  });
  await db.unparsedRecord.create({
    data: { sourceId, originId: 1n, position: 1n, reason: 'no time stamp', text: HOSTILE },
  });
  await db.sourceGap.create({
    data: { sourceId, originId: 1n, position: 5n, bytes: 4096n, reason: 'the file was truncated' },
  });
  await db.source.create({ data: { name: 'mx5', kind: 'file', timeZone: 'UTC' } });
}

describe('sources', () => {
  it('are told apart at a glance, the most pressing first', async () => {
    const { page, errors, close } = await openPage(browser, '/sources?range=6h');
    await page.screenshot({ path: 'tests/browser/screenshots/source-list.png', fullPage: true });
    const rows = await page.getByRole('region', { name: 'Sources' }).locator('tbody tr').allTextContents();
    const said = rows.map((row) => row.replace(/\s+/g, ' '));
    expect(said[0]).toMatch(/mx3.*permission denied.*clock 5 minutes behind · 12 duplicates.*Failing/);
    expect(said[1]).toMatch(/mx2.*Silent.*2 hours ago/);
    expect(said[2]).toMatch(/mx4.*1 gap in what was read.*Mostly unparsed.*67\.0%.*1 kB behind/);
    expect(said[3]).toMatch(/mx5.*Waiting for the first event.*none yet/);
    expect(said[4]).toMatch(/mx1.*Flowing/);
    await page.getByRole('heading', { name: 'mx3 is failing, and 2 more want a look' }).waitFor();
    expect(errors).toEqual([]);
    await close();
  });

  it('say what they lack where it is missing', async () => {
    const { page, close } = await openPage(browser, '/?range=6h');
    const trouble = page.getByRole('region', { name: 'Sources in trouble' });
    expect(await trouble.textContent()).toMatch(/Failing.*mx3 cannot be read on.*And 2 more/);
    const chart = page.getByRole('region', { name: 'Refusals over time' });
    await chart.getByText('no records of mx2').first().waitFor();
    await page.screenshot({ path: 'tests/browser/screenshots/overview-missing.png', fullPage: true });
    await chart.getByRole('button', { name: 'Table' }).click();
    await chart.getByText('without mx2').first().waitFor();
    await trouble.getByRole('link').click();
    await page.getByRole('heading', { level: 1, name: 'Sources' }).waitFor();
    await close();
  });

  it('show a log’s own words as text', async () => {
    const { page, close } = await openPage(browser, '/sources?range=6h');
    await page.getByRole('link', { name: 'mx4' }).click();
    const records = page.getByRole('region', { name: 'Records' });
    await records.getByText('Nov 21 <img src=x onerror=alert(1)> ⟨U+001B⟩[31m⟨U+202E⟩gnp.exe').waitFor();
    expect(await records.locator('img').count()).toBe(0);
    await page.screenshot({ path: 'tests/browser/screenshots/source-detail.png', fullPage: true });
    await close();
  });

  it('are paused and resumed, and deleted only where they brought nothing', async () => {
    const { page, close } = await openPage(browser, '/sources');
    await page.getByRole('link', { name: 'mx1' }).click();
    await page.getByRole('button', { name: 'Pause mx1' }).click();
    await page.getByText('Paused').waitFor();
    await page.getByRole('button', { name: 'Resume mx1' }).click();
    await page.getByText('Flowing').waitFor();

    await page.goto('/sources');
    await page.getByRole('link', { name: 'mx5' }).click();
    await page.getByRole('button', { name: 'Pause mx5' }).click();
    await page.getByRole('button', { name: /^Delete mx5/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Sources' }).waitFor();
    await page.getByRole('link', { name: 'mx1' }).waitFor();
    expect(await page.getByRole('link', { name: 'mx5' }).count()).toBe(0);
    await close();
  });
});
