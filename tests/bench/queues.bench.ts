import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '@/bin/embedded-postgres/free-port';
import { startEmbeddedPostgres } from '@/bin/embedded-postgres/server';
import { openQueues, type QueueOptions } from '@/lib/queues';
import { REDIS_IS_INSTALLED, startRedis } from '../queues/redis-server';
import type { Figure } from './figure';

const JOBS = 2_000;
const ADDED_AT_ONCE = 50;
const WORKED_AT_ONCE = 8;

/** Jobs that do nothing, through each backend: what a queue can carry, since every job is a reference. */
export async function run(): Promise<Figure[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'queues-bench-'));
  const server = await startEmbeddedPostgres(path.join(folder, 'data'), await freePort(0));
  try {
    const results = await carry('PostgreSQL', { redisUrls: [], databaseUrl: server.url });
    if (!REDIS_IS_INSTALLED) {
      process.stderr.write('redis-server is not installed: left out\n');
      return results;
    }
    const redis = await startRedis();
    try {
      return [...results, ...(await carry('Redis', { redisUrls: [redis.url], databaseUrl: server.url }))];
    } finally {
      await redis.stop();
    }
  } finally {
    await server.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function carry(backend: string, options: QueueOptions): Promise<Figure[]> {
  const queues = openQueues(options);
  try {
    await queues.prepare();
    const adding = performance.now();
    for (let first = 1; first <= JOBS; first += ADDED_AT_ONCE)
      await Promise.all(
        Array.from({ length: ADDED_AT_ONCE }, (_, n) =>
          queues.add('ingest', { sourceId: 1, batchId: first + n }),
        ),
      );
    const added = performance.now() - adding;
    const working = performance.now();
    await new Promise<void>((resolve) => {
      let done = 0;
      queues.work('ingest', WORKED_AT_ONCE, async () => {
        if (++done === JOBS) resolve();
      });
    });
    const worked = performance.now() - working;
    return [
      { name: `${backend}: jobs added`, value: Math.round((JOBS / added) * 1000), unit: '1/s' },
      { name: `${backend}: jobs worked`, value: Math.round((JOBS / worked) * 1000), unit: '1/s' },
    ];
  } finally {
    await queues.close();
  }
}
