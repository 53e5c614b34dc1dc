import { openQueues } from '@/lib/queues';

/** Takes one job, says so, and never finishes it. */
const { DATABASE_URL = '', REDIS_URL } = process.env;
const queues = openQueues({
  databaseUrl: DATABASE_URL,
  redisUrls: REDIS_URL ? [REDIS_URL] : [],
  watch: { lockMs: 2_000, stalledCheckMs: 1_000, scheduleCheckMs: 5_000 },
});
queues.work('ingest', 1, async ({ batchId }) => {
  process.stdout.write(`took ${batchId}\n`);
  await new Promise(() => {});
});
