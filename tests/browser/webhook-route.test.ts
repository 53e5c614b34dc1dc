import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { issueToken } from '@/lib/auth/tokens';
import { type Db, openDb } from '@/lib/db';
import { openBrowser, openPage } from './browser';

const NAME = 'webhook-under-test';
let db: Db;
let browser: Browser;
let sourceId: number;
let token: string;

beforeAll(async () => {
  db = openDb(inject('appDatabaseUrl'), 2);
  const settings = { service: 'postmark' };
  sourceId = (await db.source.create({ data: { name: NAME, kind: 'webhook', timeZone: 'UTC', settings } }))
    .id;
  const given = { name: NAME, scopes: ['ingest' as const], sourceId, expiresAt: null, createdBy: 'test' };
  token = (await issueToken(db, given)).token;
  browser = await openBrowser();
});
/** The other tests of this project draw what is in the store. */
afterAll(async () => {
  await browser.close();
  await db.webhookSubscription.deleteMany({ where: { sourceId } });
  await db.ingestBatch.deleteMany({ where: { sourceId } });
  await db.apiToken.deleteMany({ where: { sourceId } });
  await db.source.deleteMany({ where: { id: sourceId } });
  await db.$disconnect();
});

const at = (name: string, query = '') => `${inject('appUrl')}/api/v1/webhooks/${name}${query}`;

test('the address takes what a service posts, and answers who looks whether somebody is there', async () => {
  const body = '{"RecordType":"Bounce","ID":1,"Email":"ana@example.org"}';
  expect((await fetch(at(NAME, `?token=${token}`), { method: 'POST', body })).status).toBe(200);
  expect((await fetch(at(NAME), { method: 'POST', body })).status).toBe(401);
  for (const method of ['GET', 'HEAD']) expect((await fetch(at('nowhere'), { method })).status).toBe(200);
  expect((await fetch(at(NAME), { method: 'DELETE' })).status).toBe(405);
  const [batch, ...others] = await db.ingestBatch.findMany({ where: { sourceId } });
  expect(others).toEqual([]);
  expect(Buffer.from(batch!.content).toString()).toBe(body);
});

test('a topic that asks is shown to the operator, and an address that is not Amazon is not asked for', async () => {
  const topicArn = 'arn:aws:sns:eu-west-1:123456789012:bounces';
  const subscribeUrl = 'https://127.0.0.1/?Action=ConfirmSubscription';
  await db.webhookSubscription.create({ data: { sourceId, topicArn, subscribeUrl, askedAt: new Date() } });
  const { page, errors, close } = await openPage(browser, `/sources/${sourceId}`);
  await page.getByRole('button', { name: `Confirm the topic ${topicArn}` }).click();
  await page.getByText('not on a host of Amazon SNS').waitFor();
  expect(errors).toEqual([]);
  await close();
});
