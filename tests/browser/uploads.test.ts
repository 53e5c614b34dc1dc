import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Db, openDb } from '@/lib/db';
import { readUploads } from '@/lib/ingest/read-upload';
import { EventRecorder } from '@/lib/store/record-events';
import { sourcesWithUploads } from '@/lib/store/unread-uploads';
import { messages } from '../ingest/postfix-lines';
import { appDatabaseUrl, appUrl, openBrowser, openPage } from './browser';
import { fillStore, NOTHING } from './mail-traffic';

let browser: Browser;
let db: Db;
let folder: string;
beforeAll(async () => {
  await fillStore(NOTHING);
  db = openDb(appDatabaseUrl(), 2);
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'bounceboard-upload-'));
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await db.$disconnect();
  await fs.rm(folder, { recursive: true });
});

async function write(name: string, content: string | Buffer): Promise<string> {
  const file = path.join(folder, name);
  await fs.writeFile(file, content);
  return file;
}

/** What the worker does. */
async function readWhatCame(): Promise<void> {
  const recorder = await EventRecorder.open(appDatabaseUrl(), 'key');
  const reading = { db, recorder, owner: 'test', now: () => new Date(), dataDir: folder };
  for (const sourceId of await sourcesWithUploads(db, new Date())) await readUploads(reading, sourceId);
  await recorder.close();
}

const row = (page: Page, name: string) =>
  page.getByRole('region', { name: 'Uploads' }).getByRole('listitem').filter({ hasText: name });

describe('an upload', () => {
  it('shows how far each file has come, what was read of it, and why not', async () => {
    const lines = `${messages(0, 40)}Nov 21 <b>nonsense</b>\u001b[31m\n`;
    const files = await Promise.all([
      write('mail.log.gz', gzipSync(lines)),
      // Two parts.
      write('large.log', messages(100, 20_000)),
      write('notes.txt', 'buy milk\n'),
    ]);
    const { page, errors, close } = await openPage(browser, '/sources');
    await page.getByRole('link', { name: 'Upload files' }).click();
    await page.getByRole('heading', { level: 1, name: 'Upload files' }).waitFor();
    await page.getByText('Nothing has been uploaded yet').waitFor();
    await page.getByLabel('Files', { exact: true }).setInputFiles(files);

    const moving = page.getByRole('list', { name: 'Files on their way' });
    await moving
      .getByText(/, here$/)
      .nth(2)
      .waitFor();
    for (const bar of await moving.getByRole('progressbar').all())
      expect(await bar.evaluate((one: HTMLProgressElement) => one.value === one.max)).toBe(true);
    await row(page, 'mail.log.gz').getByText('Waiting to be read').waitFor();
    expect(await db.uploadPart.count()).toBe(4);

    await readWhatCame();
    await row(page, 'large.log').getByText('20,000 events').waitFor();
    const log = row(page, 'mail.log.gz');
    await log.getByText('40 events: ').waitFor();
    await log.getByText('1 not understood').waitFor();
    await log.getByText('The first that were not understood').click();
    await log.getByText('Nov 21 <b>nonsense</b>⟨U+001B⟩[31m').waitFor();
    await row(page, 'notes.txt').getByText('Could not be read').waitFor();
    await row(page, 'notes.txt').getByText('no format recognises the beginning of this file').waitFor();
    await page.screenshot({ path: 'tests/browser/screenshots/upload-results.png', fullPage: true });

    // The same once more, under another name: nothing is counted again.
    await page.getByLabel('Files', { exact: true }).setInputFiles([await write('copy.log', lines)]);
    await row(page, 'copy.log').getByText('Waiting to be read').waitFor();
    await readWhatCame();
    await row(page, 'copy.log').getByText('All of it had been brought before').waitFor();
    expect(await db.event.count()).toBe(20_040);
    expect(errors).toEqual([]);
    await close();
  });

  it('that is too large or empty is refused before it is sent', async () => {
    const { page, close } = await openPage(browser, '/sources/upload', {
      viewport: { width: 390, height: 844 },
    });
    await page.getByLabel('Files', { exact: true }).setInputFiles([await write('nothing.log', '')]);
    await page.getByRole('alert').getByText('nothing.log is empty').waitFor();
    await page.screenshot({ path: 'tests/browser/screenshots/upload-refused-390.png', fullPage: true });
    await close();
  });

  it('that another site asks for is refused', async () => {
    const announce = (headers: Record<string, string>) =>
      fetch(`${appUrl()}/api/v1/uploads`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: JSON.stringify({ name: 'a.log', sizeBytes: 5, modifiedAt: 0 }),
      });
    const foreign = await announce({ Origin: 'https://evil.example' });
    expect(foreign.status).toBe(403);
    expect(await db.upload.count({ where: { name: 'a.log' } })).toBe(0);
    expect((await announce({ Origin: appUrl() })).status).toBe(201);
  });
});
