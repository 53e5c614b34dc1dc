import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { recordJudged } from '@/lib/ingest/record-judged';
import { deliveryEvent } from '@/lib/mail/delivery-event';
import { secretBox } from '@/lib/secret-box';
import { EventRecorder } from '@/lib/store/record-events';
import { addressKey } from '@/lib/store/settings';
import { ensureSource } from '@/lib/store/sources';
import { weighSuppressions } from '@/lib/store/weigh-suppressions';
import { batchOfFile } from '../../store/recorded-file';
import { barriers } from '../barriers';
import { appDatabaseUrl, openBrowser, openPage } from '../browser';
import { fillStore } from '../mail-traffic';

const HOUR_MS = 3_600_000;
const REFUSALS: readonly [who: string, hoursAgo: number, diagnostic: string][] = [
  ['dead', 3, '550 5.1.1 <dead@example.net>: User unknown <b>here</b>'],
  ['gone', 2, '550 5.2.1 The mailbox is disabled'],
  ['policy', 2, '550 5.7.26 This mail is unauthenticated'],
];

let browser: Browser;
let folder: string;
beforeAll(async () => {
  const now = Date.now();
  await fillStore(async (db) => {
    const box = secretBox([Buffer.from(inject('appSecretKey'), 'base64')]);
    const seal = (address: string) => box.seal(address).sealed;
    const recorder = await EventRecorder.open(appDatabaseUrl(), await addressKey(db), null, seal);
    const kept = { kind: 'import' as const, format: 'auto', paths: [], timeZone: 'UTC' };
    const { id: sourceId } = await ensureSource(db, { ...kept, name: 'relay' });
    const events = REFUSALS.map(([who, hoursAgo, diagnostic], i) =>
      deliveryEvent({
        ...{ position: i * 100, at: now - hoursAgo * HOUR_MS, outcome: 'bounced', diagnostic },
        ...{ recipient: `${who}@example.net`, sender: 'news@shop.example', mxHost: 'mx.example.net' },
      }),
    );
    const batch = await batchOfFile(db, { sourceId, events, referenceAt: new Date() });
    await recordJudged({ db, recorder }, batch);
    await weighSuppressions(db, new Date(now));
    await recorder.close();
  });
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'bounceboard-list-'));
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  if (folder) await fs.rm(folder, { recursive: true });
});

it('leads from a list to who is dead, who has to be fixed, and the file that says so', async () => {
  const { page, errors, close } = await openPage(browser, '/suppressions');
  const list = page.getByRole('list', { name: 'Suppressed addresses' });
  await list.getByText('d***@example.net').waitFor();
  expect(await list.getByRole('listitem').count()).toBe(2);
  expect(await page.getByText('p***@example.net').count()).toBe(0);

  // The list goes to the sending service: in full, and written down.
  const [exported] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: /^Amazon SES/ }).click(),
  ]);
  const lines = (await fs.readFile(await exported.path(), 'utf8')).trim().split('\r\n').sort();
  expect(lines).toEqual(['dead@example.net,BOUNCE', 'gone@example.net,BOUNCE']);

  // Found by the whole address, of which the browser's address bar keeps nothing.
  await page.getByRole('searchbox', { name: 'Address or domain' }).fill('dead@example.net');
  await page.getByRole('button', { name: 'Find' }).click();
  await page.getByText('of the address that was searched for').waitFor();
  expect(page.url()).not.toContain('dead');
  const found = page.getByRole('list', { name: 'Addresses that were found' });
  await found.getByText('d***@example.net').click();
  await page.getByRole('heading', { level: 1, name: 'd***@example.net' }).waitFor();
  await page.getByText('User unknown <b>here</b>').waitFor();
  expect(await barriers(page)).toEqual([]);

  // Reinstated with a reason.
  await page.getByRole('button', { name: 'Reinstate' }).click();
  await page.getByText('say why').waitFor();
  await page.getByLabel('Why it may have mail again').fill('Their server was broken');
  await page.getByRole('button', { name: 'Reinstate' }).click();
  await page.getByText(/^Reinstated by this machine on /).waitFor();
  await page.getByRole('region', { name: 'History' }).getByText('“Their server was broken”').waitFor();

  // Who asks again finds it, though it is on another list now.
  await page.goBack();
  await page.reload();
  await found.getByText('Reinstated by this machine').waitFor();

  // What another list holds, and who is to be taken off it.
  const file = path.join(folder, 'bounces.csv');
  const who = ['gone', 'policy', 'stranger'].map((name) => `2026-03-01,${name}@example.net,bounce`);
  await fs.writeFile(file, ['created,email,reason', ...who, ''].join('\n'));
  await page.goto('/suppressions/audit');
  await page.getByLabel('Suppression list').setInputFiles(file);
  const result = page.getByRole('region', { name: 'Result' });
  await result.getByText('3 addresses on the list').waitFor();
  await result.getByText('550 5.7.26').waitFor();
  const [reinstate] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download who to reinstate' }).click(),
  ]);
  const [header, ...rows] = (await fs.readFile(await reinstate.path(), 'utf8')).trim().split('\r\n');
  expect(header).toBe('email,why,code,last_bounce,last_delivery');
  expect(rows.map((row) => row.split(',').slice(0, 2).join())).toEqual([
    'policy@example.net,Wrongly suppressed',
  ]);
  expect(errors).toEqual([]);
  await close();
}, 180_000);
