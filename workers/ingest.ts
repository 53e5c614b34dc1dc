import { ingestBatch } from '@/lib/ingest/ingest-batch';
import type { Deployment } from './deployment';

const CONCURRENCY = 4;

/** Takes batches out of the inbox, in the order in which each stream of them came; parses, classifies, records. */
export function workOnInbox({ queues, db, recorder, env, log }: Deployment) {
  return queues.work('ingest', CONCURRENCY, async (ref, signal) => {
    const ingesting = { db, recorder, owner: env.instance, now: () => new Date(), signal };
    const left = await ingestBatch(
      {
        ...ingesting,
        onFailure: (failed, fault, isDead) =>
          log.error({ ...failed, fault, isDead }, 'a batch could not be recorded'),
      },
      ref,
    ).catch((error: Error) => {
      log.error({ ...ref, fault: error.message }, 'the inbox could not be worked off: it waits');
      throw error;
    });
    if (left && !signal.aborted) await queues.add('ingest', left);
  });
}
