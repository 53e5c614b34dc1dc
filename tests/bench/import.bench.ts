import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '@/bin/embedded-postgres/free-port';
import { startEmbeddedPostgres } from '@/bin/embedded-postgres/server';
import type { Figure } from './figure';
import { writePostfixLog } from './generate-postfix-log';
import { type ImportRun, importOnce } from './import-once';

const START = Date.parse('2026-06-01T00:00:00Z');
const WEEK = 7 * 86_400_000;
const ROUNDS = 3;

/** From the file to durable events and rollups in PostgreSQL, as the operator runs it. */
export async function run(): Promise<Figure[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'import-bench-'));
  try {
    return [...(await importLog(folder, 1_000_000, ROUNDS)), ...(await importLog(folder, 5_000_000, 1))];
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function importLog(folder: string, lines: number, rounds: number): Promise<Figure[]> {
  const server = await startEmbeddedPostgres(path.join(folder, `data-${lines}`), await freePort(0));
  try {
    const env = { ...process.env, DATABASE_URL: server.url };
    const runs: ImportRun[] = [];
    // Each round has a log of its own: the same one would be known already.
    for (let round = 1; round <= rounds; round++) {
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
    ];
  } finally {
    await server.stop();
  }
}
