import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clock } from '@/app/_components/format/time';
import { type Db, openDb } from '@/lib/db';
import { readFile } from '@/lib/ingest/read-file';
import { registerFile } from '@/lib/ingest/register-file';
import { EventRecorder } from '@/lib/store/record-events';
import { addressKey } from '@/lib/store/settings';
import { ensureSource } from '@/lib/store/sources';
import { appDatabaseUrl, openBrowser, openPage } from '../browser';
import { fillStore, sendTwoHours } from '../mail-traffic';

const MINUTE_MS = 60_000;
const SOON_MS = 30_000;

let browser: Browser;
let broke: Date;
let db: Db;
let recorder: EventRecorder;
let folder: string;

beforeAll(async () => {
  await fillStore(async (filled) => {
    broke = await sendTwoHours(filled, new Date());
  });
  db = openDb(appDatabaseUrl(), 2);
  recorder = await EventRecorder.open(appDatabaseUrl(), await addressKey(db));
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'bounceboard-journey-'));
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await recorder?.close();
  await db?.$disconnect();
  await fs.rm(folder, { recursive: true, force: true });
});

/** Writes a log and reads it as an import does. */
async function importLog(name: string, lines: readonly string[]): Promise<void> {
  const source = await ensureSource(db, {
    ...{ name: 'relay', kind: 'import', format: 'auto', paths: [], timeZone: 'UTC' },
  });
  const file = path.join(folder, name);
  await fs.writeFile(file, `${lines.join('\n')}\n`);
  const registered = await registerFile(db, source, file);
  const ref = { sourceId: source.id, generationId: registered!.generationId };
  await readFile({ db, recorder, owner: 'test', now: () => new Date() }, ref, { isComplete: true });
}

const attempt = (at: number, queueId: string, said: string): string =>
  `${new Date(at).toISOString()} relay postfix/smtp[7]: ${queueId}: to=<jane@example.org>, relay=mx1.example.org[192.0.2.7]:25, delay=9, delays=0/0/0/9, ${said}`;
const DEFERRED = 'dsn=4.7.0, status=deferred (host mx1.example.org said: 421 4.7.0 Try again later)';
const SENT = 'dsn=2.0.0, status=sent (250 2.0.0 OK)';

describe.each([1440, 390])('a refusal that began in the night, at %i px', (width) => {
  it('is followed to its domain, its address and its repair in three clicks', async () => {
    const viewport = { width, height: 900 };
    const { page, errors, close } = await openPage(browser, '/?range=6h', { viewport });
    const change = page.getByRole('link', {
      name: /Gmail rejects news\.example\.com with 5\.7\.26 since/,
    });
    const said = (await change.textContent())?.match(/since (?:\d+ \w+, )?(\d\d:\d\d)/)?.[1];
    const zones = ['UTC', Intl.DateTimeFormat().resolvedOptions().timeZone];
    expect(zones.map((zone) => clock(broke, zone))).toContain(said);

    await change.click();
    await page.getByRole('heading', { level: 1, name: 'Gmail' }).waitFor();
    await page.getByRole('link', { name: 'Single events', exact: true }).click();
    await page.waitForURL(/\/events\?.*provider/);
    const rows = page.getByRole('list', { name: 'Events' }).getByRole('link');
    await page.getByRole('heading', { name: '24 events', exact: true }).waitFor({ timeout: SOON_MS });
    await rows.first().click();

    await page.getByRole('heading', { level: 1, name: /550 5\.7\.26/ }).waitFor();
    const facts = page.getByRole('region', { name: 'Facts' });
    await facts.getByRole('link', { name: 'news.example.com' }).waitFor();
    await facts.getByRole('link', { name: '192.0.2.25' }).waitFor();
    const verdict = page.getByRole('article', { name: 'Verdict' });
    await verdict.getByText('Fix, do not suppress').waitFor();
    expect(await verdict.getByRole('listitem').count()).toBeGreaterThan(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    expect(errors).toEqual([]);
    await close();
  });
});

describe('one person’s mail', () => {
  it('is found without an address in the URL, and told from the first attempt to the record', async () => {
    const now = Date.now();
    await importLog('mail.log', [
      attempt(now - 30 * MINUTE_MS, '4ABC12345', DEFERRED),
      attempt(now - 25 * MINUTE_MS, '4ABC12345', DEFERRED),
      attempt(now - 20 * MINUTE_MS, '4ABC12345', SENT),
    ]);
    const { page, errors, close } = await openPage(browser, '/events?range=6h');
    await page.getByRole('searchbox', { name: 'What to look for' }).fill('Jane@example.org');
    await page.getByRole('button', { name: 'Find' }).click();
    await page.waitForURL(/recipient=[0-9a-f]{16}/);
    expect(page.url().toLowerCase()).not.toContain('jane');
    const rows = page.getByRole('list', { name: 'Events' }).getByRole('link');
    await page.getByRole('heading', { name: '3 events', exact: true }).waitFor();

    await rows.first().focus();
    await page.keyboard.press('j');
    expect(await rows.nth(1).evaluate((row) => row === document.activeElement)).toBe(true);
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Deferred ×2, delivered after 10 min' }).waitFor();
    const record = page.getByRole('region', { name: 'Record' });
    await record.getByText('to=<j***@example.org>').waitFor();
    await record.getByRole('button', { name: 'Show it unmasked' }).click();
    await record.getByText('to=<jane@example.org>').waitFor();
    const written = await db.auditEntry.findFirst({ where: { action: 'record.revealed' } });
    expect(written).toMatchObject({ subject: 'j***@example.org' });
    expect(errors).toEqual([]);
    await close();
  });

  it('is watched as it is recorded, however late; what comes in a pause is not missed', async () => {
    const { page, close } = await openPage(browser, '/events?range=1h&filter=source:relay');
    const asked: string[] = [];
    page.on('request', (request) => request.url().includes('/event-tail') && asked.push(request.url()));
    // What is recorded between the page and the first look is not missed either.
    const day = 1440 * MINUTE_MS;
    await importLog('late.log', [attempt(Date.now() - 2 * day, '4LATE0001', DEFERRED)]);
    await page.getByRole('button', { name: 'Live' }).click();
    const live = page.getByRole('list', { name: 'Recorded since' }).getByRole('link');
    await live.first().waitFor({ timeout: SOON_MS });

    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('Paused: 1 recorded since').waitFor();
    const before = asked.length;
    await importLog('paused.log', [attempt(Date.now() - day, '4LATE0002', DEFERRED)]);
    expect(asked.length).toBe(before);
    await page.getByRole('button', { name: 'Live' }).click();
    await live.nth(1).waitFor({ timeout: SOON_MS });
    await close();
  });
});
