import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from '@/bin/embedded-postgres/free-port';
import { startEmbeddedPostgres } from '@/bin/embedded-postgres/server';
import { bounced } from '../ingest/postfix-lines';
import { cpuSeconds } from './cpu-seconds';
import type { Figure } from './figure';
import { postfixLog } from './generate-postfix-log';

/** `npm run bench` runs in the root of the checkout, after the build. */
const CLI = path.resolve('dist/bin/cli.mjs');
const LINES_A_SECOND = 50_000;
const SECONDS = 20;
const TICK_MS = 100;
const PROBES = 100;

/** How far behind a file that grows steadily what is counted of it is; and a single line in a quiet file. */
export async function run(): Promise<Figure[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'follow-bench-'));
  const server = await startEmbeddedPostgres(path.join(folder, 'data'), await freePort(0));
  const [busy, quiet] = ['busy.log', 'quiet.log'].map((name) => path.join(folder, name)) as [string, string];
  const env = {
    ...process.env,
    DATABASE_URL: server.url,
    BOUNCEBOARD_LOGS: `${busy},${quiet}`,
    BOUNCEBOARD_TIME_ZONE: 'UTC',
    BOUNCEBOARD_ADMIN_PORT: '0',
  };
  const client = new pg.Client({ connectionString: server.url });
  let worker: ChildProcess | null = null;
  try {
    if (spawnSync(process.execPath, [CLI, 'migrate'], { env }).status !== 0)
      throw new Error('the store cannot be migrated');
    await client.connect();
    fs.writeFileSync(quiet, bounced(0));
    fs.writeFileSync(busy, '');
    worker = spawn(process.execPath, [CLI, 'worker'], { env, stdio: 'ignore' });
    await untilCounted(client, 1);
    const alone = await probe(client, quiet, 1);
    const used = cpuSeconds();
    const lags = await writeSteadily(client, busy);
    const cpu = cpuSeconds() - used;
    const lines = (LINES_A_SECOND * SECONDS) / 1e5;
    return [
      { name: 'from a line written to counted, median', value: quantile(alone, 0.5), unit: 'ms' },
      { name: 'from a line written to counted, 95%', value: quantile(alone, 0.95), unit: 'ms' },
      { name: `behind a file of ${LINES_A_SECOND} lines/s, median`, value: quantile(lags, 0.5), unit: 'ms' },
      { name: `behind a file of ${LINES_A_SECOND} lines/s, 95%`, value: quantile(lags, 0.95), unit: 'ms' },
      { name: `behind a file of ${LINES_A_SECOND} lines/s, at most`, value: Math.max(...lags), unit: 'ms' },
      { name: 'CPU of all processes for 100,000 lines', value: cpu / lines, unit: 's' },
    ];
  } finally {
    worker?.kill('SIGKILL');
    await client.end();
    await server.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

const quantile = (values: number[], share: number): number =>
  values.sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!;

async function untilCounted(client: pg.Client, events: number): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ counted: string }>(
      'SELECT coalesce(sum(events), 0) AS counted FROM rollup WHERE bucket_minutes = 5',
    );
    if (Number(rows[0]!.counted) >= events) return;
    await sleep(2);
  }
}

/** One line after the other, each at another moment between two looks at the file. */
async function probe(client: pg.Client, file: string, counted: number): Promise<number[]> {
  const times: number[] = [];
  for (let n = 1; n <= PROBES; n++) {
    await sleep(50 + ((n * 37) % 100));
    const began = performance.now();
    fs.appendFileSync(file, bounced(n));
    await untilCounted(client, counted + n);
    times.push(performance.now() - began);
  }
  return times;
}

/** Every so often: how long ago the oldest byte was written that is not committed. */
async function writeSteadily(client: pg.Client, file: string): Promise<number[]> {
  const pieces = linesOf(LINES_A_SECOND * SECONDS);
  const written: { at: number; bytes: number }[] = [];
  const lags: number[] = [];
  let bytes = 0;
  const began = performance.now();
  for (let tick = 0; tick < (SECONDS * 1_000) / TICK_MS; tick++) {
    await sleep(Math.max(0, began + tick * TICK_MS - performance.now()));
    const piece = pieces.next().value as string;
    fs.appendFileSync(file, piece);
    bytes += Buffer.byteLength(piece);
    written.push({ at: performance.now(), bytes });
    const { rows } = await client.query<{ position: string }>(
      'SELECT position FROM file_generation WHERE path = $1',
      [file],
    );
    const position = Number(rows[0]?.position ?? 0);
    const oldest = written.find((one) => one.bytes > position);
    lags.push(oldest ? performance.now() - oldest.at : 0);
  }
  return lags.slice(10); // The first second is that of meeting the file.
}

/** The generated log in pieces of one tick. */
function* linesOf(lines: number): Generator<string> {
  const size = (LINES_A_SECOND * TICK_MS) / 1_000;
  let held: string[] = [];
  const start = Date.parse('2026-06-01T00:00:00Z');
  for (const block of postfixLog({ seed: 1, lines, start, span: SECONDS * 1_000 })) {
    held.push(...block.split('\n').slice(0, -1));
    while (held.length >= size) {
      yield `${held.slice(0, size).join('\n')}\n`;
      held = held.slice(size);
    }
  }
  yield `${held.join('\n')}\n`;
}
