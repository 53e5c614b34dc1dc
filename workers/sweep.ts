import { unfinishedBatches } from '@/lib/store/inbox';
import { notePulse } from '@/lib/store/worker-pulse';
import type { Deployment } from './deployment';

const EVERY_MS = 15_000;
/** A job that is still on its way after this long has been lost with its queue or its worker. */
const OVERDUE_MS = 30_000;

/** Queues again what was received and not finished: the queue may lose everything, the inbox nothing. Each sweep that
 * ends is also the sign that workers work. */
export async function workOnSweeps({ queues, db, log }: Deployment) {
  const worker = queues.work('sweep', 1, async () => {
    const unfinished = await unfinishedBatches(db, new Date(Date.now() - OVERDUE_MS));
    for (const ref of unfinished) await queues.add('ingest', ref);
    if (unfinished.length > 0) log.info({ batches: unfinished.length }, 'batches queued again');
    await notePulse(db, new Date());
  });
  await queues.repeat('sweep', EVERY_MS);
  return worker;
}
