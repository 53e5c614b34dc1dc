import { deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { issueToken, revokeToken } from '@/lib/auth/tokens';
import { acceptPush } from '@/lib/intake/accept-push';
import { BodyBudget } from '@/lib/intake/body-budget';
import type { Intake } from '@/lib/intake/intake';
import { Pressure } from '@/lib/intake/pressure';
import { erasePerson } from '@/lib/store/erase-person';
import { ADMINISTRATOR } from '../auth/people';
import { messages } from '../ingest/postfix-lines';
import { openTestIntake, type TestIntake, type TestSource } from './open-intake';

let room: TestIntake;
let source: TestSource;
beforeAll(async () => {
  room = await openTestIntake();
  source = await room.source('push');
});
afterAll(() => room.close());

interface PushOptions {
  headers?: Record<string, string>;
  query?: string;
  to?: string;
  intake?: Partial<Intake>;
}
type Content = string | Buffer | ReadableStream;

const push = (body: Content, { headers, query = '', to = source.name, intake }: PushOptions = {}) =>
  acceptPush(
    { ...room.intake, ...intake },
    new Request(`http://localhost/api/v1/ingest/${to}${query}`, {
      method: 'POST',
      body: body as BodyInit,
      headers: { authorization: `Bearer ${source.token}`, ...headers },
      duplex: 'half',
    } as RequestInit),
    to,
  );
const batchOf = async (response: Response) => {
  expect(response.status).toBe(202);
  const { batch, format } = (await response.json()) as { batch: string; format: string };
  return { id: Number(batch), format };
};
const stored = (id: number) => room.store.db.ingestBatch.findFirstOrThrow({ where: { id } });

interface Refused {
  status: number;
  code: string;
  detail: string;
  headers: Headers;
}
const refused = async (answered: Promise<Response>): Promise<Refused> => {
  const response = await answered;
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const { status, type, detail } = (await response.json()) as Record<string, string>;
  expect(Number(status)).toBe(response.status);
  return {
    status: response.status,
    code: type!.replace('urn:bounceboard:', ''),
    detail: detail!,
    headers: response.headers,
  };
};

describe('what is accepted', () => {
  test('is in the inbox as it came before it is answered, and its job is queued after that', async () => {
    const text = messages(0, 3);
    const { id, format } = await batchOf(await push(text));
    expect(format).toBe('postfix');
    const batch = await stored(id);
    expect(Buffer.from(batch.content).toString()).toBe(text);
    expect(batch).toMatchObject({ sourceId: source.id, state: 'received', format: 'postfix' });
    expect(room.announced).toContainEqual({ sourceId: source.id, batchId: id });
    const row = await room.store.db.source.findUniqueOrThrow({ where: { id: source.id } });
    expect(row.receivedAt).not.toBeNull();
  });

  test('may come compressed, also where nothing says so, and is kept compressed', async () => {
    const packed = gzipSync(messages(10, 3));
    const { id, format } = await batchOf(await push(packed, { headers: { 'content-encoding': 'gzip' } }));
    expect(format).toBe('postfix');
    expect(Buffer.from((await stored(id)).content).equals(packed)).toBe(true);
    await batchOf(await push(gzipSync(messages(20, 3))));
  });

  test('is what its sender says it is, or what the source is set to, or what it looks like', async () => {
    const asked = await batchOf(await push(messages(30, 1), { query: '?format=exim' }));
    expect(asked.format).toBe('exim');
    const json = '{"type":"Delivery","id":"a","recipient":"a@example.org"}\n';
    const other = await room.source('push', {}, 'kumomta');
    const headers = { authorization: `Bearer ${other.token}` };
    expect((await batchOf(await push(json, { to: other.name, headers }))).format).toBe('kumomta');
  });

  test('stays the format that it was, where a piece says little by itself', async () => {
    await batchOf(await push(messages(40, 1), { query: '?format=postfix' }));
    const { format } = await batchOf(await push('Jan  5 00:00:01 relay1 kernel: nothing to see here\n'));
    expect(format).toBe('postfix');
  });
});

describe('the same again', () => {
  test('is the same batch, by its key or by its bytes', async () => {
    const first = await batchOf(await push(messages(50, 2), { headers: { 'idempotency-key': 'a-1' } }));
    const again = await batchOf(await push(messages(50, 2), { headers: { 'idempotency-key': 'a-1' } }));
    expect(again.id).toBe(first.id);
    const bytes = await batchOf(await push(messages(60, 2)));
    expect((await batchOf(await push(messages(60, 2)))).id).toBe(bytes.id);
    expect(bytes.id).not.toBe(first.id);
    expect((await batchOf(await push(messages(60, 3)))).id).not.toBe(bytes.id);
  });

  test('422: other records under a key that was used, which keeps its own', async () => {
    const headers = { 'idempotency-key': 'a-2' };
    const first = await batchOf(await push(messages(70, 2), { headers }));
    expect(await refused(push(messages(70, 3), { headers }))).toMatchObject({
      status: 422,
      code: 'idempotency-key-reused',
    });
    expect((await batchOf(await push(messages(70, 2), { headers }))).id).toBe(first.id);
  });

  test('is the same batch after somebody was erased from it, and what stands in it now is another', async () => {
    const headers = { 'idempotency-key': 'a-3' };
    const text = messages(80, 2).replace(/user\d+@/g, 'gone@');
    const first = await batchOf(await push(text, { headers }));
    const { erased } = await erasePerson(room.store.db, ADMINISTRATOR, 'gone@example.org');
    expect(erased).toContainEqual({ table: 'ingest_batch', column: 'content', rows: 1 });
    const { content } = await stored(first.id);
    expect(Buffer.from(content).toString()).not.toContain('gone@');
    expect((await batchOf(await push(text, { headers }))).id).toBe(first.id);
    // Rewritten twice, it is still known by what came.
    await erasePerson(room.store.db, ADMINISTRATOR, 'bounce@news.example.com');
    expect((await batchOf(await push(text, { headers }))).id).toBe(first.id);
    for (const other of [Buffer.from(content).toString(), messages(80, 3)])
      expect(await refused(push(other, { headers }))).toMatchObject({ code: 'idempotency-key-reused' });
  });

  test('of another source is another batch', async () => {
    const other = await room.source('push');
    const headers = { authorization: `Bearer ${other.token}`, 'idempotency-key': 'a-1' };
    const { id } = await batchOf(await push(messages(50, 2), { to: other.name, headers }));
    expect((await stored(id)).sourceId).toBe(other.id);
  });
});

describe('what is not accepted says why', () => {
  const text = messages(0, 1);

  test('401: no token, an unknown one, one that is no longer good', async () => {
    for (const authorization of ['', 'Basic YTpi', 'Bearer', `Bearer ${source.token}x`, 'Bearer bb_']) {
      const { status, headers } = await refused(push(text, { headers: { authorization } }));
      expect(status).toBe(401);
      expect(headers.get('www-authenticate')).toContain('Bearer');
    }
    const issue = (expiresAt: Date | null) =>
      issueToken(room.store.db, {
        ...{ name: 'x', scopes: ['ingest'], sourceId: source.id, expiresAt, createdBy: 'test' },
      });
    const old = await issue(new Date(0));
    const expired = await refused(push(text, { headers: { authorization: `Bearer ${old.token}` } }));
    expect(expired).toMatchObject({ status: 401, detail: expect.stringContaining('expired') });
    const gone = await issue(null);
    await revokeToken(room.store.db, gone.id, new Date());
    const revoked = await refused(push(text, { headers: { authorization: `Bearer ${gone.token}` } }));
    expect(revoked).toMatchObject({ status: 401, detail: expect.stringContaining('revoked') });
  });

  test('503: a paused source, until it goes on', async () => {
    const { db } = room.store;
    await db.source.update({ where: { id: source.id }, data: { paused: true } });
    const before = await db.ingestBatch.count();
    const { status, code, headers } = await refused(push(messages(70, 1)));
    expect({ status, code, after: headers.get('retry-after') }).toEqual({
      status: 503,
      code: 'paused',
      after: '300',
    });
    expect(await db.ingestBatch.count()).toBe(before);
    await db.source.update({ where: { id: source.id }, data: { paused: false } });
    await batchOf(await push(messages(70, 1)));
  });

  test('403: a token of another source or for other things, a source of another kind', async () => {
    const other = await room.source('push');
    const headers = { authorization: `Bearer ${other.token}` };
    expect(await refused(push(text, { headers }))).toMatchObject({ status: 403, code: 'other-source' });
    const reading = await issueToken(room.store.db, {
      ...{ name: 'x', scopes: ['read'], sourceId: null, expiresAt: null, createdBy: 'test' },
    });
    const forReading = { authorization: `Bearer ${reading.token}` };
    expect(await refused(push(text, { headers: forReading }))).toMatchObject({ status: 403, code: 'scope' });
    const hook = await room.source('webhook', { service: 'postmark' });
    const ofHook = { authorization: `Bearer ${hook.token}` };
    expect(await refused(push(text, { to: hook.name, headers: ofHook }))).toMatchObject({
      status: 403,
      code: 'kind',
    });
  });

  test('404: a source that is not there, and only to somebody with a token', async () => {
    expect(await refused(push(text, { to: 'nowhere' }))).toMatchObject({ status: 404 });
    const headers = { authorization: 'Bearer bb_guessed' };
    expect(await refused(push(text, { to: 'nowhere', headers }))).toMatchObject({ status: 401 });
  });

  test('400: nothing in it, a key that is none', async () => {
    expect(await refused(push(''))).toMatchObject({ status: 400, code: 'empty' });
    const headers = { 'idempotency-key': 'x'.repeat(256) };
    expect(await refused(push(text, { headers }))).toMatchObject({ status: 400, code: 'idempotency-key' });
  });

  test('413: too much, said, sent or packed', async () => {
    const said = { 'content-length': String(33 << 20) };
    expect(await refused(push(text, { headers: said }))).toMatchObject({ status: 413 });
    const endless = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(1 << 20)),
    });
    expect(await refused(push(endless))).toMatchObject({ status: 413 });
    const bomb = gzipSync(Buffer.alloc(64 << 20));
    expect(bomb.length).toBeLessThan(100_000);
    expect(await refused(push(bomb))).toMatchObject({ status: 413 });
  });

  test('415: packed otherwise, damaged, or wrapped in a form', async () => {
    const deflated = push(deflateSync(text), { headers: { 'content-encoding': 'deflate' } });
    expect(await refused(deflated)).toMatchObject({ status: 415, code: 'encoding' });
    expect(await refused(push(gzipSync(text).subarray(0, 60)))).toMatchObject({ status: 415 });
    expect(await refused(push(Buffer.from('BZh91AY')))).toMatchObject({ status: 415 });
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    expect(await refused(push(text, { headers }))).toMatchObject({ status: 415, code: 'form' });
  });

  test('422: a format that is not there, or that cannot be told', async () => {
    const unknown = await refused(push(text, { query: '?format=morse' }));
    expect(unknown).toMatchObject({ status: 422, code: 'unknown-format' });
    const fresh = await room.source('push');
    const headers = { authorization: `Bearer ${fresh.token}` };
    const told = await refused(push('dear diary\n', { to: fresh.name, headers }));
    expect(told).toMatchObject({ status: 422, code: 'unrecognised' });
  });

  test('429: the inbox is full, or too much is being read at once; the same is accepted later', async () => {
    const pressure = new Pressure({ batches: 1_000_000, bytes: 2 * text.length });
    const full = await room.source('push');
    const options = {
      to: full.name,
      headers: { authorization: `Bearer ${full.token}` },
      intake: { pressure: new Pressure({ batches: 1_000_000, bytes: 1 }) },
    };
    const waits = await refused(push(text, options));
    expect(waits).toMatchObject({ status: 429, code: 'inbox-full' });
    expect(Number(waits.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await room.store.db.ingestBatch.count({ where: { sourceId: full.id } })).toBe(0);
    await room.store.db.ingestBatch.updateMany({ data: { state: 'done' } });
    await batchOf(await push(text, { ...options, intake: { pressure } }));

    const budget = new BodyBudget(text.length - 1);
    expect(await refused(push(text, { intake: { budget } }))).toMatchObject({ status: 429, code: 'busy' });
    const roomy = new BodyBudget(text.length);
    // A body that waits for the store is in memory still.
    let told: (() => void) | undefined;
    const admitted = new Promise<void>((resolve) => {
      told = resolve;
    });
    let goOn: (() => void) | undefined;
    const store = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const admit = async () => {
      told?.();
      await store;
    };
    const slow = { budget: roomy, pressure: { admit } as unknown as Pressure };
    const waiting = push(text, { intake: slow });
    await admitted;
    expect(await refused(push(text, { intake: { budget: roomy } }))).toMatchObject({ status: 429 });
    goOn?.();
    await batchOf(await waiting);
    for (let i = 0; i < 3; i++) await batchOf(await push(text, { intake: { budget: roomy } }));
  });

  test('503: the store is away', async () => {
    const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    const db = { apiToken: { findUnique: () => Promise.reject(away) } } as unknown as Intake['db'];
    const { status, headers } = await refused(push(text, { intake: { db } }));
    expect(status).toBe(503);
    expect(headers.get('retry-after')).not.toBeNull();
  });
});

test('no token and no recipient is logged', async () => {
  await push(messages(70, 3));
  await refused(push('x', { headers: { authorization: `Bearer ${source.token}x` } }));
  expect(room.logged()).not.toContain(source.token.slice(0, 12));
  expect(room.logged()).not.toContain('@example');
  expect(room.logged()).toContain('"status":401');
});
