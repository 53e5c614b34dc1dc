import { openQueues } from '@/lib/queues';

/** Takes one job, says so, and never finishes it. */
const { DATABASE_URL = '', REDIS_URL } = process.env;
const queues = openQueues({ databaseUrl: DATABASE_URL, redisUrls: REDIS_URL ? [REDIS_URL] : [] });
queues.work('ingest', 1, async ({ batchId }) => {
  process.stdout.write(`took ${batchId}\n`);
  await new Promise(() => {});
});
