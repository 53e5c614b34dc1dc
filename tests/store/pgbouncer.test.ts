import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { prepareStore } from '@/bin/supervisor/store';
import { type Db, openDb } from '@/lib/db';
import { limitedTo } from '@/lib/store/limited-db';
import { bounceboard } from '../bin/bounceboard';
import { countsIn, writeKnownLog } from '../faults/known-log';
import { type Pgbouncer, pgbouncerIsInstalled, startPgbouncer } from './pgbouncer';
import { openTestStore, type TestStore } from './test-store';

const LINES = 2_000;

describe.skipIf(!pgbouncerIsInstalled('the store behind a pool'))('the store behind pgbouncer', () => {
  let store: TestStore;
  let pool: Pgbouncer;
  let pooledUrl: string;
  let db: Db;

  beforeAll(async () => {
    store = await openTestStore();
    pool = await startPgbouncer(store.directUrl);
    pooledUrl = pool.through(store.directUrl);
    db = openDb(pooledUrl);
  });
  afterAll(async () => {
    await db.$disconnect();
    await pool.stop();
    await store.close();
  });

  test('the control: many connections share few', async () => {
    const clients = Array.from({ length: 12 }, () => new pg.Client({ connectionString: pooledUrl }));
    await Promise.all(clients.map((client) => client.connect()));
    const answers = await Promise.all(
      clients.map((client) => client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')),
    );
    expect(new Set(answers.map(({ rows }) => rows[0]!.pid)).size).toBeLessThanOrEqual(4);
    await Promise.all(clients.map((client) => client.end()));
  });

  test('a worker counts exactly, while members look and see what is theirs alone', async ({
    onTestFinished,
  }) => {
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'bounceboard-pooled-'));
    onTestFinished(() => fs.rm(folder, { recursive: true }));
    const log = await writeKnownLog(path.join(folder, 'mail.log'), LINES);
    const other = (await db.workspace.create({ data: { name: 'Other' } })).id;
    const [ours, theirs] = [limitedTo(db, [1]), limitedTo(db, [other])];
    await prepareStore(store.directUrl, []);
    const worker = bounceboard(['worker'], {
      ...{ DATABASE_URL: pooledUrl, DATABASE_DIRECT_URL: store.directUrl, BOUNCEBOARD_LOGS: log.file },
      ...{ BOUNCEBOARD_TIME_ZONE: 'UTC', BOUNCEBOARD_ADMIN_PORT: '0', BOUNCEBOARD_DATA: folder },
    });
    onTestFinished(async () => {
      worker.child.kill('SIGKILL');
      await worker.ended;
    });
    const until = Date.now() + 160_000;
    let seen = 0;
    for (let isDone = false; !isDone; ) {
      const [mine, foreign, sources, plain, all] = await Promise.all([
        ours.event.count(),
        theirs.event.count(),
        theirs.$transaction((transaction) => transaction.source.count()),
        db.$queryRaw`SELECT current_user = session_user AS plain`,
        db.fileGeneration.findFirst(),
      ]);
      expect([foreign, sources, plain]).toEqual([0, 0, [{ plain: true }]]);
      seen = mine;
      isDone = Number(all?.position ?? 0) === log.bytes && mine === log.truth.events;
      expect(Date.now(), worker.saying()).toBeLessThan(until);
      await sleep(50);
    }
    expect(seen).toBe(log.truth.events);
    expect(await countsIn(db)).toEqual(log.truth);
    worker.child.kill('SIGTERM');
    expect(await worker.ended).toMatchObject({ code: 0 });
  }, 180_000);

  test('queues on PostgreSQL behind a pool are refused in one line, which says what to set', async () => {
    const { code, err } = await bounceboard(['worker'], { DATABASE_URL: pooledUrl }).ended;
    expect(err).toMatch(/^bounceboard: DATABASE_URL leads to a pool .* set DATABASE_DIRECT_URL .*\n$/);
    expect(code).toBe(1);
  });
});
