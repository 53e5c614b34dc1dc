import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { freePort } from '@/bin/embedded-postgres/free-port';
import { startEmbeddedPostgres } from '@/bin/embedded-postgres/server';
import { createPartitions, dayName, dayOf, partitionName } from '@/lib/store/event-days';
import type { Figure } from './figure';
import { writePostfixLog } from './generate-postfix-log';
import { importOnce } from './import-once';

const LINES = 1_000_000;
const START = Date.parse('2026-06-01T00:00:00Z');
const WEEK = 7 * 86_400_000;
const BUSY_DAY = START + 4 * WEEK;

/** What it takes: bytes on disk for each event, time to start, memory at rest, size of what is installed. */
export async function run(): Promise<Figure[]> {
  return [...(await bytesPerEvent()), ...(await starts()), ...buildSizes()];
}

/** By table, indexes included: 15% of the log are attempts, one in eight of those a bounce. */
async function bytesPerEvent(): Promise<Figure[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'footprint-bench-'));
  const server = await startEmbeddedPostgres(path.join(folder, 'data'), await freePort(0));
  const client = new pg.Client({ connectionString: server.url });
  try {
    const log = path.join(folder, 'mail.log');
    writePostfixLog(log, { seed: 1, lines: LINES, start: START, span: WEEK });
    const { events } = importOnce(log, 'footprint', { ...process.env, DATABASE_URL: server.url });
    await client.connect();
    await client.query('VACUUM');
    const { rows } = await client.query<{ name: string; heap: string; indexes: string }>(SIZES);
    const all = rows.reduce((sum, { heap, indexes }) => sum + Number(heap) + Number(indexes), 0);
    return [
      { name: 'all that is stored, per event', value: all / events, unit: 'bytes' },
      ...rows
        .filter(({ heap, indexes }) => (Number(heap) + Number(indexes)) / events >= 0.5)
        .flatMap(({ name, heap, indexes }) => [
          { name: `  ${name}: rows`, value: Number(heap) / events, unit: 'bytes' },
          { name: `  ${name}: indexes`, value: Number(indexes) / events, unit: 'bytes' },
        ]),
      { name: 'event with its indexes, on a busy day', value: await onABusyDay(client), unit: 'bytes' },
    ];
  } finally {
    await client.end();
    await server.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Of each table with its partitions, the largest first. */
const SIZES = `
  SELECT coalesce(parent.relname, child.relname) AS name,
    sum(pg_table_size(child.oid)) AS heap, sum(pg_indexes_size(child.oid)) AS indexes
  FROM pg_class child
  LEFT JOIN pg_inherits ON inhrelid = child.oid LEFT JOIN pg_class parent ON parent.oid = inhparent
  WHERE child.relkind = 'r' AND child.relnamespace = 'public'::regnamespace
  GROUP BY 1 ORDER BY sum(pg_total_relation_size(child.oid)) DESC`;

/** Bytes an event: what each day takes by itself does not count there. */
async function onABusyDay(client: pg.Client): Promise<number> {
  await createPartitions(client, [dayOf(BUSY_DAY)]);
  await client.query(TEN_WEEKS_IN_ONE_DAY, [new Date(BUSY_DAY), new Date(START)]);
  await client.query('VACUUM');
  const table = partitionName(dayName(dayOf(BUSY_DAY)));
  const { rows } = await client.query<{ bytes: number }>(
    `SELECT pg_total_relation_size('${table}')::float8 / count(*) AS bytes FROM ${table}`,
  );
  return rows[0]!.bytes;
}

/** In the order in which they would have come. */
const TEN_WEEKS_IN_ONE_DAY = `
  INSERT INTO event (origin_id, position, at, recipient_hash, message_id_hash, bounce_key, source_id, label_set_id,
    mx_host_id, delay_ms, recipient, queue_id, diagnostic)
  SELECT origin_id, n * 1000000000::bigint + position, $1::timestamptz + (at - $2::timestamptz) / 70.01 + n * interval '2.4 hours',
    recipient_hash, message_id_hash # n, bounce_key # (n * 7919), source_id, label_set_id, mx_host_id, delay_ms, recipient,
    queue_id, diagnostic
  FROM (SELECT * FROM event ORDER BY position) e, generate_series(0, 9) n ORDER BY n, position`;

/** As `npm start` does it, without what it installs and builds the first time: on an empty folder, and once more. */
async function starts(): Promise<Figure[]> {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'footprint-bench-'));
  const env = {
    ...process.env,
    BOUNCEBOARD_DATA: data,
    BOUNCEBOARD_PORT: String(await freePort(0)),
    BOUNCEBOARD_ADMIN_PORT: String(await freePort(0)),
    BOUNCEBOARD_POSTGRES_PORT: String(await freePort(0)),
  };
  try {
    const first = await startOnce(env);
    const again = await startOnce(env);
    return [
      { name: 'start on an empty folder, until the dashboard answers', value: first.ms, unit: 'ms' },
      { name: 'start once more', value: again.ms, unit: 'ms' },
      { name: 'memory of its Node processes after the start', value: again.memoryMb, unit: 'MB' },
    ];
  } finally {
    fs.rmSync(data, { recursive: true, force: true });
  }
}

async function startOnce(env: NodeJS.ProcessEnv): Promise<{ ms: number; memoryMb: number }> {
  const began = performance.now();
  const run = spawn(path.resolve('bin/bounceboard'), ['start'], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  for await (const piece of run.stdout) if (String(piece).includes('Bounceboard is at')) break;
  const ms = Math.round(performance.now() - began);
  const memoryMb = Math.round(memoryOf(run.pid!) / 2 ** 20);
  run.kill('SIGINT');
  await once(run, 'exit');
  return { ms, memoryMb };
}

/** Resident bytes of a process and of those that it started, PostgreSQL apart (it shares most of its memory). */
function memoryOf(pid: number): number {
  const children = fs.readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
  const own = fs.readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres')
    ? 0
    : Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  return children.reduce((sum, child) => sum + memoryOf(Number(child)), own);
}

function buildSizes(): Figure[] {
  const size = (of: string): number =>
    fs
      .readdirSync(of, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .reduce((sum, entry) => sum + fs.statSync(path.join(entry.parentPath, entry.name)).size, 0);
  return [
    { name: 'the worker and the command line, built', value: size('dist/bin') / 1e6, unit: 'MB' },
    { name: 'the dashboard, built, with what it needs', value: size('.next/standalone') / 1e6, unit: 'MB' },
  ];
}
