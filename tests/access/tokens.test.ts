import { afterAll, beforeAll, expect, test } from 'vitest';
import { issueToken, type Scope } from '@/lib/auth/tokens';
import { openTestStore, type TestStore } from '../store/test-store';
import { ask, type Dashboard, startDashboard } from './dashboard';
import { cookieOf, makeAccount } from './people';

const FOREIGN = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
const JSON_BODY = { 'content-type': 'application/json' };

let store: TestStore;
let dashboard: Dashboard;
let cookie: string;
beforeAll(async () => {
  store = await openTestStore();
  cookie = await cookieOf(store.db, await makeAccount(store.db, 'ada', 'administrator'));
  dashboard = await startDashboard({ DATABASE_URL: store.databaseUrl, BOUNCEBOARD_LOG_LEVEL: 'silent' });
}, 120_000);
afterAll(async () => {
  await dashboard?.stop();
  await store?.close();
});

async function bearer(scope: Scope): Promise<Record<string, string>> {
  const wanted = { name: scope, scopes: [scope], sourceId: null, expiresAt: null, createdBy: 'test' };
  return { authorization: `Bearer ${(await issueToken(store.db, wanted)).token}` };
}
const post = (place: string, headers: Record<string, string>, body: unknown) =>
  ask(`${dashboard.url}/api/v1${place}`, {
    ...{ method: 'POST', headers: { ...JSON_BODY, ...headers }, body: JSON.stringify(body) },
  });
const annotations = () => store.db.annotation.count();
const BODY = { text: 'MTA 4.2' };

test('a program that shows a token alone posts JSON, without a word that browsers say', async () => {
  for (const [index, scope] of (['admin', 'annotate'] as const).entries()) {
    const headers = await bearer(scope);
    const answer = await post('/annotations', headers, BODY);
    expect(answer.status, answer.text).toBe(201);
    expect(await annotations()).toBe(index + 1);
    expect(await store.db.auditEntry.findFirst({ orderBy: { id: 'desc' } })).toMatchObject({
      ...{ action: 'annotation.created', actor: `token ${scope}`, address: '127.0.0.1' },
      details: { token: headers.authorization?.slice('Bearer '.length, 'Bearer bb_'.length + 8) },
    });
  }
});

test('a cookie from elsewhere changes nothing, and neither does one beside a token', async () => {
  const before = await annotations();
  for (const headers of [{ cookie }, { cookie, ...(await bearer('admin')) }]) {
    const answer = await post('/annotations', { ...headers, ...FOREIGN }, BODY);
    expect([answer.status, await annotations()]).toEqual([403, before]);
  }
  // The control: the same cookie from a page of ours does.
  const ours = { cookie, 'sec-fetch-site': 'same-origin', origin: new URL(dashboard.url).origin };
  expect((await post('/annotations', ours, BODY)).status).toBe(201);
});

test('a file is brought and a list is taken by a token', async () => {
  const headers = await bearer('admin');
  const text = 'nothing that a server would write\n';
  const announced = { name: 'mail.log', sizeBytes: text.length, modifiedAt: 0, source: 'brought' };
  const begun = await post('/uploads', headers, announced);
  expect(begun.status, begun.text).toBe(201);
  const { sourceId, uploadId } = JSON.parse(begun.text) as Record<string, number>;
  const part = await ask(`${dashboard.url}/api/v1/uploads/${sourceId}/${uploadId}?position=0`, {
    ...{ method: 'PUT', headers: { ...headers, 'content-type': 'application/octet-stream' }, body: text },
  });
  expect(JSON.parse(part.text)).toEqual({ receivedBytes: text.length, isWhole: true });
  const list = await ask(`${dashboard.url}/api/v1/suppressions/export`, { headers });
  expect([list.status, list.headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
  expect(list.text).toMatch(/^email,/);
});
