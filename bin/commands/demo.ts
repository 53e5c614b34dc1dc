import fs from 'node:fs/promises';
import path from 'node:path';
import { readEnv } from '@/lib/env';
import { followSampleTraffic, writeSampleLog } from '../demo/sample-log';
import { fillFromSample } from '../demo/sample-store';
import { startEmbeddedPostgres } from '../embedded-postgres/server';
import { runningSupervisor } from '../supervisor/data-folder';
import { dashboardUrl, supervise } from '../supervisor/run';

/** The sample tells of the last seven days; told this long ago, it is told anew. */
const STALE_MS = 24 * 3_600_000;

/**
 * The same as `start`, on sample traffic and a store of its own below the data folder, so that it never mixes with
 * anybody's real numbers.
 */
export async function run(): Promise<number> {
  const env = readEnv();
  const dataDir = path.join(env.dataDir, 'demo');
  const sampleLog = path.join(dataDir, 'sample.log');
  if ((await runningSupervisor(dataDir)) === null) await prepareSample(dataDir, sampleLog, env.postgresPort);
  const stopping = new AbortController();
  const changes = { dataDir, databaseUrl: null, redisUrls: [], logGlobs: [sampleLog], timeZone: 'UTC' };
  let live = Promise.resolve();
  try {
    return await supervise({
      changes,
      prepare: (env, databaseUrl) => fillFromSample(sampleLog, env, databaseUrl),
      ready: (env) => {
        live = followSampleTraffic(sampleLog, stopping.signal);
        process.stdout.write(`Bounceboard with sample traffic is at ${dashboardUrl(env)}\n`);
      },
    });
  } finally {
    stopping.abort();
    await live;
  }
}

async function prepareSample(dataDir: string, sampleLog: string, postgresPort: number): Promise<void> {
  const known = await fs.stat(sampleLog).catch(() => null);
  if (known && Date.now() - known.birthtimeMs < STALE_MS) return;
  if (known) {
    const server = await startEmbeddedPostgres(dataDir, postgresPort);
    await server.stop();
    await fs.rm(dataDir, { recursive: true });
  }
  await fs.mkdir(dataDir, { recursive: true });
  process.stderr.write('bounceboard: writing a week of sample traffic …\n');
  await writeSampleLog(sampleLog, new Date());
}
