import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Db, openDb } from '@/lib/db';
import { ingestBatch } from '@/lib/ingest/ingest-batch';
import { MAX_ATTEMPTS, noteFailure } from '@/lib/store/inbox';
import { EventRecorder } from '@/lib/store/record-events';
import { messages } from '../ingest/postfix-lines';
import { appDatabaseUrl, openBrowser, openPage } from './browser';
import { fillStore, NOTHING } from './mail-traffic';

let browser: Browser;
let db: Db;
beforeAll(async () => {
  await fillStore(NOTHING);
  db = openDb(appDatabaseUrl(), 2);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await db.$disconnect();
});

/** What the worker does. */
async function readInbox(): Promise<void> {
  const recorder = await EventRecorder.open(appDatabaseUrl(), 'key');
  const waiting = await db.ingestBatch.findMany({ where: { state: 'received' }, orderBy: { id: 'asc' } });
  for (const { sourceId, id } of waiting)
    await ingestBatch(
      { db, recorder, owner: 'test', now: () => new Date() },
      { sourceId, batchId: Number(id) },
    );
  await recorder.close();
}

describe('the wizard', () => {
  it('has every sender’s ways on a phone', async () => {
    const { page, errors, close } = await openPage(browser, '/sources/new', {
      viewport: { width: 390, height: 844 },
    });
    await page.getByRole('link', { name: 'SendGrid' }).click();
    await page.getByLabel(/^Verification key/).waitFor();
    expect(await page.getByLabel('Sending service').count()).toBe(0);
    await page.goto('/sources/new?sender=bounce-mail');
    await page.getByRole('link', { name: /^From a mailbox, by IMAP/ }).click();
    await page.getByLabel('Server', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page
      .getByText(/give the password|expected string/i)
      .first()
      .waitFor();
    expect(errors).toEqual([]);
    await close();
  });
});

describe('a dead batch', () => {
  it('says why it was given up, and is read when somebody asks for it', async () => {
    const source = await db.source.create({ data: { name: 'mx-dead', kind: 'push', timeZone: 'UTC' } });
    const { id } = await db.ingestBatch.create({
      data: { sourceId: source.id, format: 'postfix', content: Buffer.from(messages(200, 3)) },
    });
    const ref = { sourceId: source.id, batchId: Number(id) };
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++)
      await noteFailure(db, ref, 'the column <i>at</i> is out of range');

    const { page, close } = await openPage(browser, `/sources/${source.id}`);
    const dead = page.getByRole('region', { name: 'Dead batches' });
    await dead.getByText('the column <i>at</i> is out of range').waitFor();
    await dead.getByText('1 batch was given up').waitFor();
    await dead.getByRole('button', { name: /^Try the batch of/ }).click();
    await dead.getByText('1 batch was given up').waitFor({ state: 'detached' });
    await readInbox();
    expect(await db.event.count({ where: { sourceId: source.id } })).toBe(3);
    await close();
  });
});
