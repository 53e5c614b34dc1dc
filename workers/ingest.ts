import { ingestBatch } from '@/lib/ingest/ingest-batch';
import type { Deployment } from './deployment';

const CONCURRENCY = 4;

/** Takes a batch out of the inbox, parses it, classifies it, records it. */
export function workOnInbox({ queues, db, recorder, log }: Deployment) {
  return queues.work('ingest', CONCURRENCY, async (ref) => {
    try {
      await ingestBatch({ db, recorder }, ref);
    } catch (error) {
      log.error({ ...ref, fault: (error as Error).message }, 'a batch could not be recorded');
      throw error;
    }
  });
}
