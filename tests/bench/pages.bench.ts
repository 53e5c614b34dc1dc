import { spawn } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '@/bin/embedded-postgres/free-port';
import { startEmbeddedPostgres } from '@/bin/embedded-postgres/server';
import { type Db, openDb } from '@/lib/db';
import { everything } from '@/lib/queries/scope';
import { readTimeRange } from '@/lib/queries/time-range';
import { migrate } from '@/lib/store/migrate';
import { verifyCounts } from '@/lib/store/verify-counts';
import { type Asked, OF_COUNTS, OF_EVENTS } from '../queries/range-questions';
import { cpuSeconds } from './cpu-seconds';
import type { Figure } from './figure';
import { measureInBrowser } from './page-browser';
import { fillPageStore, isFilled } from './page-store';

/** Millions of events: `BENCH_EVENTS=50 npm run bench pages`. */
const SIZES = (process.env.BENCH_EVENTS ?? '1,10').split(',').map(Number);
const ROUNDS = 20;
const MONTH = 'range=30d';
const WEB = path.resolve('.next/standalone/server.js');

/** Pages with the longest range that people stay on, and what the API lists. */
const ADDRESSES: readonly string[] = [
  `/?${MONTH}`,
  '/?range=24h',
  '/?range=13mo',
  `/?${MONTH}&filter=sending-domain:news-3.example.com`,
  `/providers?${MONTH}`,
  `/providers/gmail?${MONTH}`,
  `/providers/small?${MONTH}`,
  `/codes/5.1.1?${MONTH}`,
  `/enforcement?${MONTH}`,
  `/events?${MONTH}`,
  `/events?${MONTH}&filter=code:5.1.1`,
  `/events?${MONTH}&filter=sending-domain:news-60.example.com`,
  `/events?${MONTH}&recipient=0000000000000001`,
  `/events?${MONTH}&words=nobody+says+this`,
  '/unclassified',
  `/suppressions?${MONTH}`,
  `/alerts?${MONTH}`,
  '/sources',
  `/sources/1?${MONTH}`,
  `/api/v1/tally?${MONTH}`,
  `/api/v1/series?${MONTH}`,
  `/api/v1/series/failures?${MONTH}`,
  `/api/v1/values?dimension=sending-domain&${MONTH}`,
  `/api/v1/providers?${MONTH}`,
  `/api/v1/codes?${MONTH}`,
  `/api/v1/enforcement?${MONTH}`,
  `/api/v1/events?${MONTH}`,
  '/api/v1/sources',
  '/api/v1/suppressions',
  '/api/v1/incidents',
];

/** What every question, page and list costs over so many events. `BENCH_STORE=/tmp/store` keeps the store of 10 million
 * in `/tmp/store10`, and measures what is there already. */
export async function run(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const millions of SIZES) {
    const kept = process.env.BENCH_STORE;
    const folder = kept ? `${kept}${millions}` : await fs.mkdtemp(path.join(os.tmpdir(), 'pages-bench-'));
    const server = await startEmbeddedPostgres(folder, 0);
    const db = openDb(server.url);
    try {
      await migrate(server.url, path.resolve('prisma/migrations'));
      if (!(await isFilled(db))) await fillPageStore(server.url, new Date(), millions * 1_000_000);
      const postmaster = await postmasterOf(folder);
      const measured = [
        ...(await measureQuestions(db, postmaster)),
        ...(await measureVerify(server.url)),
        ...(await measurePages(server.url, postmaster)),
      ];
      figures.push(
        ...measured.map(({ name, ...rest }) => ({ name: `${millions} M events, ${name}`, ...rest })),
      );
    } finally {
      await db.$disconnect();
      await server.stop();
      if (!kept) await fs.rm(folder, { recursive: true });
    }
  }
  return figures;
}

const postmasterOf = async (folder: string): Promise<number> =>
  Number((await fs.readFile(path.join(folder, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0]);

async function measureQuestions(db: Db, postmaster: number): Promise<Figure[]> {
  const { watermarkAt } = await db.source.findFirstOrThrow();
  const asked: Asked = {
    db,
    scope: everything(readTimeRange({ range: '30d' }, watermarkAt!)),
    provider: 'gmail',
    code: '5.1.1',
    sendingDomain: 'news-3.example.com',
    destination: 'host-10220.example',
    sourceId: 1,
    rules: ['gmail/5.7.26', 'gmail/4.7.28'],
  };
  const figures: Figure[] = [];
  for (const [name, ask] of Object.entries({ ...OF_COUNTS, ...OF_EVENTS }))
    figures.push(...(await measured(`question ${name}`, () => ask(asked), { PostgreSQL: postmaster })));
  return figures;
}

/** One day held against its events: `verify` does one after the other. */
async function measureVerify(databaseUrl: string): Promise<Figure[]> {
  const begun = performance.now();
  for await (const { day, differences } of verifyCounts(databaseUrl, {
    isAsked: () => true,
    repair: false,
  })) {
    if (differences > 0) throw new Error(`${day}: ${differences} counts differ from what was filled in`);
    const seconds = (performance.now() - begun) / 1000;
    return [{ name: `verify of the last day (${day})`, value: seconds, unit: 's' }];
  }
  throw new Error('there is no day to verify');
}

async function measurePages(databaseUrl: string, postmaster: number): Promise<Figure[]> {
  const port = await freePort(0);
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...process.env,
    NODE_ENV: 'production' as const,
    DATABASE_URL: databaseUrl,
    PORT: String(port),
  };
  const web = spawn(process.execPath, [WEB], { env: { ...env, HOSTNAME: '127.0.0.1' }, stdio: 'ignore' });
  try {
    while (!(await fetch(`${url}/api/ready`).catch(() => null))?.ok)
      await new Promise((resolve) => setTimeout(resolve, 100));
    const figures: Figure[] = [];
    for (const address of ADDRESSES)
      figures.push(
        ...(await measured(address, () => wholeAnswer(`${url}${address}`), {
          PostgreSQL: postmaster,
          web: web.pid!,
        })),
      );
    return [...figures, ...(await measureInBrowser(url))];
  } finally {
    web.kill('SIGKILL');
  }
}

/** Until the last byte: what is streamed after the frame of a page is the page. */
async function wholeAnswer(url: string): Promise<void> {
  const answer = await fetch(url);
  const text = await answer.text();
  if (!answer.ok || text.includes('could not be loaded')) throw new Error(`${url} answered ${answer.status}`);
}

/** After three that warm up. What else the machine does is in the time that it takes, and not in that of the processors. */
async function measured(
  name: string,
  ask: () => Promise<unknown>,
  processes: Readonly<Record<string, number>>,
): Promise<Figure[]> {
  for (let round = 0; round < 3; round++) await ask();
  const used = () => Object.values(processes).map((pid) => cpuSeconds(pid));
  const before = used();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const begun = performance.now();
    await ask();
    times.push(performance.now() - begun);
  }
  const after = used();
  return [
    { name: `${name}, p95`, value: times.sort((a, b) => a - b)[Math.ceil(ROUNDS * 0.95) - 1]!, unit: 'ms' },
    ...Object.keys(processes).map((process, i) => ({
      name: `${name}, CPU of ${process}`,
      value: ((after[i]! - before[i]!) / ROUNDS) * 1000,
      unit: 'ms',
    })),
  ];
}
