import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readEnv } from '@/lib/env';
import { openLog } from '@/lib/log';
import { openQueues, type Queues } from '@/lib/queues';
import { nobody } from '@/lib/store/audit';
import { EventRecorder } from '@/lib/store/record-events';
import { ensureSource } from '@/lib/store/sources';
import { beginUpload, receivePart } from '@/lib/store/uploads';
import { followUploads, workOnUploads } from '@/workers/read-uploads';
import { messages } from '../ingest/postfix-lines';
import { openTestStore, type TestStore } from '../store/test-store';

let store: TestStore;
let recorder: EventRecorder;
let queues: Queues;
let following: { close(): Promise<void> };
let dataDir: string;

beforeAll(async () => {
  store = await openTestStore();
  dataDir = await fs.mkdtemp(path.join(os.tmpdir(), 'bounceboard-uploads-'));
  recorder = await EventRecorder.open(store.databaseUrl, 'key');
  queues = openQueues({ redisUrls: [], databaseUrl: store.databaseUrl });
  await queues.prepare();
  const env = { ...readEnv(), databaseUrl: store.databaseUrl, dataDir };
  const deployment = { env, log: openLog('silent', 'worker'), db: store.db, recorder, queues };
  workOnUploads(deployment).on('error', () => {}); // The last poll meets a queue that is being closed.
  following = followUploads(deployment);
});

afterAll(async () => {
  await following.close();
  await queues.close();
  await recorder.close();
  await store.close();
  await fs.rm(dataDir, { recursive: true });
});

test('the worker finds what was brought, a file that cannot be read keeps none behind it', async () => {
  const { db } = store;
  const { id: sourceId } = await ensureSource(db, {
    ...{ name: 'uploads', kind: 'upload', format: 'auto', paths: [], timeZone: 'UTC' },
  });
  const bring = async (name: string, text: string) => {
    const content = new Uint8Array(Buffer.from(text));
    const ref = await beginUpload(db, nobody('test'), {
      ...{ sourceId, name, format: 'auto', sizeBytes: content.length },
      modifiedAt: new Date('2026-11-20T12:00:00Z'),
    });
    await receivePart(db, ref, 0, content);
  };
  await bring('notes.txt', 'buy milk\n');
  await bring('mail.log', messages(0, 5));
  await bring('mail.log.1', messages(100, 7));
  const states = async () => {
    const uploads = await db.upload.findMany({ orderBy: { id: 'asc' } });
    return uploads.map(({ name, state }) => `${name} ${state}`);
  };
  await vi.waitFor(
    async () => expect(await states()).toEqual(['notes.txt failed', 'mail.log done', 'mail.log.1 done']),
    { timeout: 60_000, interval: 100 },
  );
  expect(await db.event.count()).toBe(12);
}, 90_000);
