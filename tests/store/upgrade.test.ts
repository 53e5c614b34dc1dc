import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { expect, inject, test } from 'vitest';
import { migrate } from '@/lib/store/migrate';
import { verifyCounts } from '@/lib/store/verify-counts';
import { bounceboard } from '../bin/bounceboard';
import { databaseOn } from './server';

const MIGRATIONS = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));

/** What a store of the first schema held: two sources, three days, a file half read. */
const OF_THE_FIRST_SCHEMA = `
  INSERT INTO source (name, kind, time_zone, watermark_at) VALUES
    ('mx1', 'file', 'UTC', '2026-03-03 12:00+00'), ('mx2', 'push', 'Europe/Berlin', NULL);
  INSERT INTO file_generation (source_id, path, device, inode, birth_ms, head_hash, head_bytes, tail_hash, format,
      reference_at, position, parser_state, size_bytes, events)
    VALUES (1, '/var/log/mail.log', 1, 2, 3, 'head', 4, 'tail', 'postfix', '2026-03-01', 4096, '[]', 8192, 300);
  INSERT INTO ingest_batch (source_id, format, content, state) VALUES (2, 'postfix', 'a line', 'received');
  INSERT INTO label_set (fingerprint, outcome, provider, reply_code, status_code, category, bounce_type, action, enforcement, rule)
    VALUES (gen_random_uuid(), 'delivered', 'gmail', 250, '2.0.0', NULL, NULL, NULL, false, 'none'),
           (gen_random_uuid(), 'bounced', 'yahoo', 554, '5.7.9', 'authentication', 'hard', 'fix', true, 'yahoo-dmarc');
  INSERT INTO mx_host (name, ip) VALUES ('gmail-smtp-in.l.google.com', '192.0.2.26');
  CREATE TABLE event_20260301 PARTITION OF event FOR VALUES FROM ('2026-03-01 00:00+00') TO ('2026-03-02 00:00+00');
  CREATE TABLE event_20260302 PARTITION OF event FOR VALUES FROM ('2026-03-02 00:00+00') TO ('2026-03-03 00:00+00');
  CREATE TABLE event_20260303 PARTITION OF event FOR VALUES FROM ('2026-03-03 00:00+00') TO ('2026-03-04 00:00+00');
  INSERT INTO event_day (day) VALUES ('2026-03-01'), ('2026-03-02'), ('2026-03-03');
  INSERT INTO event (source_id, origin_id, position, at, label_set_id, mx_host_id, delay_ms, recipient_hash, recipient, diagnostic)
    SELECT 1 + n % 2, 1, n, timestamptz '2026-03-01 00:00+00' + n * interval '14 minutes', 1 + (n % 3 = 0)::int, 1, 100 * n, n,
           'a***@example.org', CASE WHEN n % 3 = 0 THEN '554 5.7.9 Message not accepted' END
      FROM generate_series(0, 299) AS n;
  INSERT INTO rollup
    SELECT source_id, width, date_bin(make_interval(mins => width), at, '1970-01-01 00:00+00'), label_set_id, count(*)
      FROM event, unnest(ARRAY[5, 60, 1440]) AS width GROUP BY 1, 2, 3, 4`;

/** What has to be the same before and after. */
const NUMBERS = `
  SELECT 'rollup' AS of, r.source_id::text || ' ' || bucket_minutes || ' ' || bucket_at || ' ' || label_set_id AS key, events AS n FROM rollup r
  UNION ALL SELECT 'event', source_id || ' ' || position || ' ' || at || ' ' || label_set_id || ' ' || coalesce(diagnostic, '-'), delay_ms FROM event
  UNION ALL SELECT 'file', path || ' ' || parser_state, position FROM file_generation
  UNION ALL SELECT 'batch', state || ' ' || encode(content, 'escape'), attempts FROM ingest_batch
  UNION ALL SELECT 'source', name || ' ' || time_zone || ' ' || coalesce(watermark_at::text, '-'), id FROM source
  ORDER BY 1, 2`;

test('a store of the first schema comes through all migrations with the same numbers', async ({
  onTestFinished,
}) => {
  const name = `upgrade_${randomBytes(6).toString('hex')}`;
  const server = new pg.Client({ connectionString: inject('postgresUrl') });
  await server.connect();
  await server.query(`CREATE DATABASE ${name}`);
  const databaseUrl = databaseOn(inject('postgresUrl'), name);
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'bounceboard-upgrade-'));
  const client = new pg.Client({ connectionString: databaseUrl });
  onTestFinished(async () => {
    await client.end();
    await server.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await server.end();
    await fs.rm(folder, { recursive: true });
  });

  const all = (await fs.readdir(MIGRATIONS)).filter((one) => /^\d{14}_/.test(one)).sort();
  const first = all[0]!;
  expect(first).toBe('20261121000000_init');
  for (const one of [first, 'migration_lock.toml'])
    await fs.cp(path.join(MIGRATIONS, one), path.join(folder, one), { recursive: true });
  expect(await migrate(databaseUrl, folder)).toEqual([first]);
  await client.connect();
  await client.query(OF_THE_FIRST_SCHEMA);
  const before = (await client.query(NUMBERS)).rows;
  expect(before.length).toBeGreaterThan(600);

  // As an operator upgrades: by the command, in a process of its own.
  expect(await bounceboard(['migrate'], { DATABASE_URL: databaseUrl }).ended).toMatchObject({
    code: 0,
    out: `applied ${all.slice(1).join(', ')}\n`,
  });
  expect((await client.query(NUMBERS)).rows).toEqual(before);
  expect(await migrate(databaseUrl, MIGRATIONS)).toEqual([]);

  const days: { day: string; events: number; differences: number }[] = [];
  for await (const { day, events, differences } of verifyCounts(databaseUrl, {
    isAsked: () => true,
    repair: false,
  }))
    days.push({ day, events, differences });
  // What later schemas count besides, delays for example, was counted of the events that were there.
  expect(days.map(({ differences }) => differences)).toEqual([0, 0, 0]);
  expect(days.reduce((sum, { events }) => sum + events, 0)).toBe(300);
  const { rows } = await client.query('SELECT count(*)::int AS delays FROM delay_rollup');
  expect(rows[0].delays).toBeGreaterThan(100);
  const { rows: answers } = await client.query(
    'SELECT sum(events)::int AS events FROM answer_rollup WHERE bucket_minutes = 60',
  );
  expect(answers).toEqual([{ events: 300 }]);
}, 120_000);
