import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '@/bin/embedded-postgres/free-port';
import { startEmbeddedPostgres } from '@/bin/embedded-postgres/server';
import { copyEventsAgain } from './copy-floor';
import type { Figure } from './figure';
import { writePostfixLog } from './generate-postfix-log';
import { importOnce } from './import-once';

const LINES = 1_000_000;
const ROUNDS = 3;
const START = Date.parse('2026-06-01T00:00:00Z');
const WEEK = 7 * 86_400_000;

const ATTEMPT = 'status=(sent|deferred|bounced)';
/** Counts the codes of the attempts: the least that any program does with them. */
const COUNT_CODES = `/${ATTEMPT}/ { split($0, part, "dsn="); split(part[2], rest, ","); count[rest[1]]++ }
  END { for (code in count) print code, count[code] }`;
/** Of a delivery attempt: day, time, host, queue id, recipient, relay and its address, delay. */
const ATTEMPT_FIELDS = '%d %t %v %^: %^: to=<%U>, relay=%^[%h]:%^, delay=%T, %^ (%^';

/** What else reads such a log. None of them stores an event. */
const PEERS: readonly { name: string; command: string; options: readonly string[]; locale?: string }[] = [
  { name: 'grep -cE, bytes', command: 'grep', options: ['-cE', ATTEMPT], locale: 'C' },
  { name: 'grep -cE, UTF-8', command: 'grep', options: ['-cE', ATTEMPT], locale: 'C.UTF-8' },
  { name: 'awk, counting codes', command: 'awk', options: [COUNT_CODES] },
  { name: 'pflogsumm', command: 'pflogsumm', options: [] },
  {
    name: 'goaccess, in memory',
    command: 'goaccess',
    options: [
      '--no-global-config',
      '--no-progress',
      '--num-tests=0',
      `--log-format=${ATTEMPT_FIELDS}`,
      '--date-format=%b  %d',
      '--time-format=%H:%M:%S',
      '--process-and-exit',
    ],
  },
];

/** The import beside what else reads the same file, start-up included, and beside PostgreSQL's own COPY of its rows. */
export async function run(): Promise<Figure[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'peers-bench-'));
  const server = await startEmbeddedPostgres(path.join(folder, 'data'), await freePort(0));
  try {
    const logs = Array.from({ length: ROUNDS }, (_, round) => path.join(folder, `${round}.log`));
    for (const [round, log] of logs.entries())
      writePostfixLog(log, { seed: round + 1, lines: LINES, start: START, span: WEEK });
    const env = { ...process.env, DATABASE_URL: server.url };
    importOnce(smallLog(folder), 'first', env); // Makes the schema, which is done once.
    // Each round has a log of its own: the same one would be known already.
    const own = Math.min(...logs.map((log, round) => timed(() => importOnce(log, `round-${round}`, env))));
    const floor = await copyEventsAgain(server.url);
    return [
      { name: 'import of 1 M lines, with its start', value: Math.round(own), unit: 'ms' },
      ...PEERS.flatMap((peer) => {
        const ms = readBy(peer, logs[0]!);
        if (ms === null) return [];
        return [
          { name: peer.name, value: Math.round(ms), unit: 'ms' },
          { name: `${peer.name}: its time through the import's`, value: ms / own, unit: '×' },
        ];
      }),
      {
        name: "PostgreSQL's own COPY of the same rows and keys",
        value: Math.round(floor.ms / ROUNDS),
        unit: `ms for ${Math.round(floor.rows / ROUNDS).toLocaleString('en')} rows`,
      },
    ];
  } finally {
    await server.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function smallLog(folder: string): string {
  const log = path.join(folder, 'small.log');
  writePostfixLog(log, { seed: 9, lines: 1_000, start: START, span: WEEK });
  return log;
}

function timed(work: () => void): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

/** The best of some rounds, ms; null where the program is not installed, which is said. */
function readBy(peer: (typeof PEERS)[number], log: string): number | null {
  const env = { ...process.env, ...(peer.locale && { LC_ALL: peer.locale }) };
  const read = () => spawnSync(peer.command, [...peer.options, log], { env, maxBuffer: 1 << 28 });
  const { error, status, stderr } = read();
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') {
    process.stderr.write(`${peer.command} is not installed: left out\n`);
    return null;
  }
  if (status !== 0) throw new Error(`${peer.command} failed: ${stderr}`);
  return Math.min(...Array.from({ length: ROUNDS }, () => timed(read)));
}
