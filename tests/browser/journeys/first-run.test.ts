import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { evaluateEveryWorkspace } from '@/lib/alerts/every-workspace';
import { type Db, openDb } from '@/lib/db';
import { ingestBatch } from '@/lib/ingest/ingest-batch';
import { EventRecorder } from '@/lib/store/record-events';
import { appDatabaseUrl, openBrowser, openPage } from '../browser';
import { fillStore, NOTHING } from '../mail-traffic';

const SOON_MS = 30_000;

let browser: Browser;
let db: Db;
beforeAll(async () => {
  await fillStore(NOTHING);
  db = openDb(appDatabaseUrl(), 2);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await db?.$disconnect();
});

/** What the worker does. */
async function readOn(recorder: EventRecorder): Promise<void> {
  const waiting = await db.ingestBatch.findFirst({ where: { state: 'received' }, orderBy: { id: 'asc' } });
  if (!waiting) return;
  const ref = { sourceId: waiting.sourceId, batchId: Number(waiting.id) };
  await ingestBatch({ db, recorder, owner: 'test', now: () => new Date() }, ref);
}

it('leads from nothing to a filled overview by one click, says on every page that it is a sample, and back', async () => {
  const { page, errors, close } = await openPage(browser, '/');
  await page.getByText('No mail has been recorded yet').waitFor();
  await page.getByRole('link', { name: 'Connect a source' }).waitFor();
  await page.getByRole('button', { name: 'Load sample data' }).click();
  const bar = page.getByRole('region', { name: 'Sample data' });
  await bar.getByText(/^0 of \d+ parts are read/).waitFor({ timeout: SOON_MS });
  expect(await page.getByRole('button', { name: 'Load sample data' }).count()).toBe(0);

  const recorder = await EventRecorder.open(appDatabaseUrl(), 'key');
  while ((await db.ingestBatch.count({ where: { state: 'received' } })) > 0) await readOn(recorder);
  await recorder.close();
  await evaluateEveryWorkspace(db, new Date());
  // The page has asked for itself again meanwhile.
  await bar.getByText('A week of mail that was made up').waitFor({ timeout: SOON_MS });
  await page
    .getByRole('region', { name: 'Refusals over time' })
    .getByRole('slider')
    .waitFor({ timeout: SOON_MS });
  await page
    .getByRole('region', { name: 'Providers' })
    .getByRole('link', { name: 'Gmail' })
    .first()
    .waitFor();
  await page.screenshot({ path: 'tests/browser/screenshots/first-run-sample.png', fullPage: true });

  await page.goto('/sources');
  await bar.getByText('A week of mail that was made up').waitFor();
  await page.getByRole('link', { name: 'sample-mail' }).first().waitFor();
  await bar.getByRole('button', { name: /^Remove the sample data/ }).click();
  await bar.waitFor({ state: 'detached', timeout: SOON_MS });
  await page.getByText('No source yet').waitFor();
  await page.goto('/');
  await page.getByText('No mail has been recorded yet').waitFor();
  expect([await db.event.count(), await db.rollup.count(), await db.workspace.count()]).toEqual([0, 0, 1]);
  expect(errors).toEqual([]);
  await close();
}, 180_000);
