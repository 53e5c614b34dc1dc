import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { issueToken } from '@/lib/auth/tokens';
import { type Db, openDb } from '@/lib/db';
import { messages } from '../ingest/postfix-lines';

const NAME = 'route-under-test';
let db: Db;
let sourceId: number;
let token: string;

beforeAll(async () => {
  db = openDb(inject('appDatabaseUrl'), 2);
  const source = { name: NAME, kind: 'push', timeZone: 'UTC' };
  sourceId = (await db.source.create({ data: source })).id;
  const given = { name: NAME, scopes: ['ingest' as const], sourceId, expiresAt: null, createdBy: 'test' };
  token = (await issueToken(db, given)).token;
});
/** The other tests of this project draw what is in the store. */
afterAll(async () => {
  await db.ingestBatch.deleteMany({ where: { sourceId } });
  await db.apiToken.deleteMany({ where: { sourceId } });
  await db.source.deleteMany({ where: { id: sourceId } });
  await db.$disconnect();
});

const url = () => `${inject('appUrl')}/api/v1/ingest/${NAME}`;
const push = (body: string | Buffer<ArrayBuffer>, headers: Record<string, string> = {}) =>
  fetch(url(), { method: 'POST', body, headers: { authorization: `Bearer ${token}`, ...headers } });

test('the address takes what is pushed, whole and as it came', async () => {
  // Thirty megabytes: more than any limit that a server sets for bodies unasked.
  const large = messages(0, 90_000);
  expect(large.length).toBeGreaterThan(30 << 20);
  for (const content of [Buffer.from(large.slice(0, 32 << 20)), gzipSync(messages(5, 20))]) {
    const response = await push(content);
    expect(response.status).toBe(202);
    const { batch } = (await response.json()) as { batch: string };
    const stored = await db.ingestBatch.findFirstOrThrow({ where: { sourceId, id: BigInt(batch) } });
    expect(Buffer.from(stored.content).equals(content)).toBe(true);
  }
});

test('the address says what is wrong in the form of RFC 9457', async () => {
  const wrong = await push('x', { authorization: 'Bearer bb_wrong' });
  expect(wrong.status).toBe(401);
  expect(wrong.headers.get('content-type')).toBe('application/problem+json');
  const asked = await fetch(url());
  expect(asked.status).toBe(405);
  expect(asked.headers.get('allow')).toBe('POST');
  expect(await asked.json()).toMatchObject({ type: 'urn:bounceboard:method', status: 405 });
});
