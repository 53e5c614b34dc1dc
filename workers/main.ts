import { openDb } from '@/lib/db';
import { EnvironmentError, readEnv } from '@/lib/env';
import { openLog } from '@/lib/log';
import { openQueues } from '@/lib/queues';
import { keepHeapSmall } from '@/lib/small-heap';
import { openRecorder } from '@/lib/store/open-recorder';
import { serveAdmin } from './admin';
import { workOnCountsAudit } from './audit-counts';
import type { Deployment } from './deployment';
import { workOnAlerts } from './evaluate-alerts';
import { followSources } from './follow-sources';
import { workOnInbox } from './ingest';
import { listen } from './listen';
import { followNotifications, workOnNotifications } from './notify';
import { workOnRetention } from './prune';
import { workOnFiles } from './read-file';
import { followUploads, workOnUploads } from './read-uploads';
import { followReclassifications, workOnReclassifications } from './reclassify';
import { awaitRedis, checkRedis } from './redis-check';
import { workOnSweeps } from './sweep';
import { workOnSuppressions } from './weigh-suppressions';

/** Runs all workers of this process until it is told to stop; then finishes what is being done. */
export async function runWorker(): Promise<void> {
  keepHeapSmall();
  const env = readEnv();
  if (!env.databaseUrl)
    throw new EnvironmentError('DATABASE_URL is not set; `npm start` runs the embedded server');
  const stopping = stopRequested();
  const log = openLog(env.logLevel, 'worker');
  const queues = openQueues({ redisUrls: env.redisUrls, databaseUrl: env.directUrl ?? env.databaseUrl });
  try {
    if (queues.redis) {
      if (!(await awaitRedis(queues.redis, { urls: env.redisUrls, log, stopping }))) {
        queues.redis.disconnect();
        return;
      }
      await checkRedis(queues.redis, log);
    }
  } catch (error) {
    await queues.close();
    throw error;
  }
  const db = openDb(env.databaseUrl);
  const recorder = await openRecorder(db, env, env.databaseUrl);
  const deployment: Deployment = { env, log, db, recorder, queues };

  const workers = [
    workOnFiles(deployment),
    workOnUploads(deployment),
    workOnInbox(deployment),
    await workOnSweeps(deployment),
    await workOnRetention(deployment),
    await workOnCountsAudit(deployment),
    await workOnAlerts(deployment),
    workOnReclassifications(deployment),
    await workOnNotifications(deployment),
    await workOnSuppressions(deployment),
  ];
  for (const worker of workers) {
    worker.on('error', ({ message }) =>
      log.error({ queue: worker.name, fault: message }, 'the queue does not answer'),
    );
    worker.on('failed', (_, { message }) =>
      log.error({ queue: worker.name, fault: message }, 'a job failed'),
    );
  }
  const following = await followSources(deployment);
  const listening = listen(deployment);
  const uploads = followUploads(deployment);
  const reclassifications = followReclassifications(deployment);
  const notifications = followNotifications(deployment);
  const admin = serveAdmin(deployment, workers);
  log.info({ backend: queues.backend }, 'worker started');

  await stopping;
  log.info('worker draining');
  const followed = [following, listening, uploads, reclassifications, notifications];
  await Promise.all(followed.map((one) => one.close()));
  await queues.close();
  await Promise.all([admin.close(), recorder.close(), db.$disconnect()]);
}

function stopRequested(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
