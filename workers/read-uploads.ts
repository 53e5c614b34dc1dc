import { setTimeout as sleep } from 'node:timers/promises';
import { readUploads } from '@/lib/ingest/read-upload';
import { sourcesWithUploads } from '@/lib/store/unread-uploads';
import { abandonUploads } from '@/lib/store/uploads';
import type { Deployment } from './deployment';

/** How long somebody who has brought a file waits for the reading to begin. */
const POLL_MS = 1_000;
/** A browser that was closed in the middle of an upload may come back to it within this time. */
const ABANDONED_MS = 24 * 3_600_000;
/** Of different sources: those of one are read in turn. */
const CONCURRENCY = 2;

/** Takes the uploads of a source that are whole, and reads them like files. */
export function workOnUploads({ queues, db, recorder, env, log }: Deployment) {
  const reading = { db, recorder, owner: env.instance, now: () => new Date(), dataDir: env.dataDir };
  return queues.work('read-uploads', CONCURRENCY, async ({ sourceId }, signal) => {
    for (const { ref, fault } of await readUploads(reading, sourceId, signal))
      log.error({ ...ref, fault: fault.message }, 'an upload could not be read');
  });
}

/** Queues what has come whole, whatever became of the worker that began to read it. */
export function followUploads({ queues, db, log }: Deployment): { close(): Promise<void> } {
  const stopping = new AbortController();
  const done = follow(stopping.signal);
  return {
    async close() {
      stopping.abort();
      await done;
    },
  };

  async function follow(signal: AbortSignal): Promise<void> {
    let reported: string | null = null;
    while (!signal.aborted) {
      try {
        for (const sourceId of await sourcesWithUploads(db, new Date()))
          await queues.add('read-uploads', { sourceId });
        await abandonUploads(db, new Date(Date.now() - ABANDONED_MS));
        reported = null;
      } catch (error) {
        const fault = (error as Error).message;
        if (fault !== reported) log.error({ fault }, 'uploads cannot be looked for');
        reported = fault;
      }
      await sleep(POLL_MS, undefined, { signal }).catch(() => {}); // Aborted: the loop ends.
    }
  }
}
