import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { expect, inject, test, vi } from 'vitest';
import { migrate } from '@/lib/store/migrate';
import { bounceboard } from '../bin/bounceboard';
import { databaseOn } from './server';

const MIGRATIONS = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));
const OURS = '20261121235359_event_without_key';

const DAYS = `
  CREATE TABLE event_20260301 PARTITION OF event FOR VALUES FROM ('2026-03-01 00:00+00') TO ('2026-03-02 00:00+00');
  CREATE TABLE event_20260302 PARTITION OF event FOR VALUES FROM ('2026-03-02 00:00+00') TO ('2026-03-03 00:00+00');
  INSERT INTO event_day (day) VALUES ('2026-03-01'), ('2026-03-02')`;
const WRITE = `INSERT INTO event (source_id, origin_id, position, at, label_set_id)
  VALUES (1, 1, $1, '2026-03-01 12:00+00', 1)`;
const WAITS = `SELECT FROM pg_locks WHERE relation = 'event'::regclass AND mode = 'AccessExclusiveLock' AND NOT granted`;

test('while somebody reads, events without a key wait for it, and whoever records does not wait for them', async ({
  onTestFinished,
}) => {
  const name = `keys_${randomBytes(6).toString('hex')}`;
  const server = new pg.Client({ connectionString: inject('postgresUrl') });
  await server.connect();
  await server.query(`CREATE DATABASE ${name}`);
  const databaseUrl = databaseOn(inject('postgresUrl'), name);
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'bounceboard-migrations-'));
  const [reader, writer] = [1, 2].map(() => new pg.Client({ connectionString: databaseUrl })) as [
    pg.Client,
    pg.Client,
  ];
  onTestFinished(async () => {
    await Promise.all([reader.end(), writer.end()]);
    await server.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await server.end();
    await fs.rm(folder, { recursive: true });
  });
  const before = (await fs.readdir(MIGRATIONS)).filter((one) => one < OURS || !/^\d/.test(one));
  for (const one of before)
    await fs.cp(path.join(MIGRATIONS, one), path.join(folder, one), { recursive: true });
  await migrate(databaseUrl, folder);
  await Promise.all([reader.connect(), writer.connect()]);
  await writer.query(DAYS);
  await writer.query(WRITE, [1]);

  await reader.query('BEGIN');
  await reader.query('SELECT count(*) FROM event');
  let isApplied = false;
  // As an operator upgrades, in a process of its own.
  const applied = bounceboard(['migrate'], { DATABASE_URL: databaseUrl }).ended.finally(() => {
    isApplied = true;
  });
  await vi.waitFor(async () => expect((await writer.query(WAITS)).rowCount).toBeGreaterThan(0), 30_000);
  await writer.query(WRITE, [2]);
  expect(isApplied).toBe(false);
  await reader.query('COMMIT');
  expect((await applied).out).toMatch(`applied ${OURS}`);

  const { rows } = await writer.query(
    'SELECT position::int, tableoid::regclass::text AS day FROM event ORDER BY 1',
  );
  expect(rows).toEqual([
    { position: 1, day: 'event_20260301' },
    { position: 2, day: 'event_20260301' },
  ]);
  const { rows: keys } = await writer.query(
    `SELECT indexrelid::regclass::text FROM pg_index WHERE indisunique AND indrelid IN ('event'::regclass, 'event_20260301'::regclass)`,
  );
  expect(keys).toEqual([]);
}, 120_000);
