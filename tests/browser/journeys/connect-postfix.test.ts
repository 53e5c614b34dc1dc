import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Db, openDb } from '@/lib/db';
import { ingestBatch } from '@/lib/ingest/ingest-batch';
import { EventRecorder } from '@/lib/store/record-events';
import { messages } from '../../ingest/postfix-lines';
import { appDatabaseUrl, appUrl, openBrowser, openPage } from '../browser';
import { fillStore, NOTHING } from '../mail-traffic';

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

async function push(name: string, token: string, body: string): Promise<number> {
  const answer = await fetch(`${appUrl()}/api/v1/ingest/${name}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}` },
    body,
  });
  return answer.status;
}

async function tokenOn(page: Page): Promise<string> {
  const said = await page.getByRole('main').textContent();
  return /bb_[\w-]{43}/.exec(said ?? '')![0];
}

const MALFORMED = ['gibberish', 'Nov 21 <b>no</b> host', '\u202eesrever'];

it('connects Postfix: snippet, a line to try, and the first events as they come', async () => {
  const { page, errors, close } = await openPage(browser, '/sources');
  await page.getByRole('link', { name: 'Connect a source' }).click();
  await page.getByRole('region', { name: 'Mail servers' }).getByRole('link', { name: 'Postfix' }).click();
  await page.getByRole('heading', { level: 1, name: 'Connect Postfix' }).waitFor();
  await page.getByRole('link', { name: /^A shell loop/ }).click();
  await page.getByLabel('Its log, on the sender’s machine').waitFor();

  const trial = page.getByRole('region', { name: 'Try a line' });
  await trial.getByLabel('Lines, or a record').fill(`${messages(0, 1)}\n${MALFORMED[1]}`);
  await trial.getByRole('button', { name: 'Read it' }).click();
  await trial.getByText('bounced', { exact: true }).waitFor();
  await trial.getByText('by rule').waitFor();
  await trial.getByRole('listitem').getByText('Nov 21 <b>no</b> host').waitFor();
  expect(await trial.locator('b').count()).toBe(0);
  expect(await db.event.count()).toBe(0);

  const form = page.getByRole('button', { name: 'Connect', exact: true });
  await page.getByLabel('Name', { exact: true }).fill('Not An Address');
  await form.click();
  await page.getByText(/it stands in an address/).waitFor();
  await page.getByLabel('Name', { exact: true }).fill('mx-postfix');
  await form.click();
  await page.getByRole('heading', { name: 'mx-postfix is set up: what to do on its side' }).waitFor();
  expect(await page.getByRole('main').textContent()).toContain(`${appUrl()}/api/v1/ingest/mx-postfix`);
  await page.getByRole('button', { name: 'Copy' }).first().waitFor();
  await page.getByText('Waiting for the first event').waitFor();
  await page.screenshot({ path: 'tests/browser/screenshots/connect-made.png', fullPage: true });

  const token = await tokenOn(page);
  expect(await push('mx-postfix', 'bb_wrong', 'x')).toBe(401);
  expect(await push('mx-postfix', token, `${messages(0, 5)}${MALFORMED.join('\n')}\n`)).toBe(202);
  const first = page.getByRole('region', { name: 'First events' });
  await first.getByText('Something has come, and no event in it yet').waitFor();
  await readInbox();
  await first.getByText('It flows: the first events are here').waitFor();
  await first.getByText('⟨U+202E⟩esrever').waitFor();
  await first.getByText('Nov 21 <b>no</b> host').waitFor();
  expect(await first.getByRole('listitem').count()).toBe(3);
  await page.screenshot({ path: 'tests/browser/screenshots/connect-flows.png', fullPage: true });

  // The page of the source: its token changes hands without a gap, and is not shown again.
  await first.getByRole('link', { name: 'The source’s own page' }).click();
  await page.getByRole('heading', { level: 1, name: 'mx-postfix' }).waitFor();
  const records = page.getByRole('region', { name: 'Records' });
  await records.getByRole('heading', { name: /^3 of \d+ records not understood/ }).waitFor();
  await records.getByText('⟨U+202E⟩esrever').waitFor();
  expect(await records.getByRole('listitem').count()).toBe(3);
  await page.getByText('1 token in force').waitFor();
  expect(await page.getByRole('main').textContent()).not.toContain(token);
  await page.getByRole('button', { name: 'Make a new token' }).click();
  await page.getByText('The new token. It is shown this once').waitFor();
  const fresh = await tokenOn(page);
  await page.getByText('2 tokens in force').waitFor();
  await page.getByRole('button', { name: `Revoke ${token.slice(0, 11)}` }).click();
  await page.getByText('1 token in force').waitFor();
  expect([await push('mx-postfix', token, 'x\n'), await push('mx-postfix', fresh, messages(9, 1))]).toEqual([
    401, 202,
  ]);
  expect(errors).toEqual([]);
  await close();
}, 180_000);
