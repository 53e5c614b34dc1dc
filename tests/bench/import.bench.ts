import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '@/bin/embedded-postgres/free-port';
import { startEmbeddedPostgres } from '@/bin/embedded-postgres/server';
import { writePostfixLog } from './generate-postfix-log';
import { type ImportRun, importOnce } from './import-once';

const START = Date.parse('2026-06-01T00:00:00Z');
const WEEK = 7 * 86_400_000;
const ROUNDS = 3;
const PAGE_REQUESTS = 20;
/** Of the week that the log tells of. */
const OF_THE_WEEK = 'from=2026-06-01T00:00:00Z&to=2026-06-08T00:00:00Z';
/** Pages, and what they say once they are whole. */
const MEASURED = [
  { name: 'overview page', path: `/?${OF_THE_WEEK}`, says: 'Hard bounce rate' },
  { name: 'events page', path: `/events?${OF_THE_WEEK}`, says: 'data-event' },
  { name: 'events page of one code', path: `/events?${OF_THE_WEEK}&filter=code:5.1.1`, says: 'data-event' },
  {
    name: 'events page of a recipient',
    path: `/events?${OF_THE_WEEK}&recipient=0000000000000001`,
    says: 'No events',
  },
  { name: 'events page of words', path: `/events?${OF_THE_WEEK}&words=nobody+says+this`, says: 'No' },
];

interface Result {
  name: string;
  value: number;
  unit: string;
}

/** `npm run bench` runs in the root of the checkout, after the build. */
const WEB = path.resolve('.next/standalone/server.js');

/** From the file to durable events and rollups in PostgreSQL, as the operator runs it; then the overview on that data. */
export async function run(): Promise<Result[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'import-bench-'));
  try {
    return [...(await importLog(folder, 1_000_000, true)), ...(await importLog(folder, 5_000_000, false))];
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function importLog(folder: string, lines: number, withPage: boolean): Promise<Result[]> {
  const server = await startEmbeddedPostgres(path.join(folder, `data-${lines}`), await freePort(0));
  try {
    const env = { ...process.env, DATABASE_URL: server.url };
    const runs: ImportRun[] = [];
    // Each round has a log of its own: the same one would be known already.
    for (let round = 1; round <= (withPage ? ROUNDS : 1); round++) {
      const log = path.join(folder, `${lines}-${round}.log`);
      writePostfixLog(log, { seed: round, lines, start: START, span: WEEK });
      runs.push(importOnce(log, `round-${round}`, env));
    }
    const best = runs.reduce((a, b) => (a.seconds < b.seconds ? a : b));
    const label = `import of ${lines / 1e6} M lines`;
    return [
      { name: `${label}, lines`, value: Math.round(lines / best.seconds), unit: '1/s' },
      { name: `${label}, events`, value: Math.round(best.events / best.seconds), unit: '1/s' },
      { name: `${label}, peak memory of the process`, value: Math.round(best.peakKb / 1024), unit: 'MB' },
      ...(withPage ? await pageLatencies(server.url) : []),
    ];
  } finally {
    await server.stop();
  }
}

/** Each page of the production build, asked for again and again. */
async function pageLatencies(databaseUrl: string): Promise<Result[]> {
  const port = await freePort(0);
  const env = {
    ...process.env,
    NODE_ENV: 'production' as const,
    DATABASE_URL: databaseUrl,
    PORT: String(port),
  };
  const web = spawn(process.execPath, [WEB], { env: { ...env, HOSTNAME: '127.0.0.1' }, stdio: 'ignore' });
  try {
    const url = `http://127.0.0.1:${port}`;
    for (let up = false; !up; ) {
      up = await fetch(`${url}/api/ready`).then(
        ({ ok }) => ok,
        () => false,
      );
      if (!up) await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const results: Result[] = [];
    for (const { name, path: asked, says } of MEASURED) {
      const value = Math.round(await medianOf(`${url}${asked}`, says));
      results.push({ name: `${name}, server and transfer`, value, unit: 'ms' });
    }
    return results;
  } finally {
    web.kill('SIGKILL');
  }
}

/** The median of a few requests, one after the other, in ms. */
async function medianOf(url: string, says: string): Promise<number> {
  const times: number[] = [];
  for (let request = 0; request < 2 * PAGE_REQUESTS; request++) {
    const began = performance.now();
    const answer = await fetch(url);
    const page = await answer.text();
    if (!answer.ok || !page.includes(says)) throw new Error(`${url} answered ${answer.status}`);
    times.push(performance.now() - began);
  }
  return times.slice(PAGE_REQUESTS).sort((a, b) => a - b)[PAGE_REQUESTS / 2]!;
}
