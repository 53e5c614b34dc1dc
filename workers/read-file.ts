import { readFile } from '@/lib/ingest/read-file';
import type { Deployment } from './deployment';

/** One file's parsing fills the time in which another's batch is written, and the reader of a busy file waits for what
 * comes next while others are read. */
const CONCURRENCY = 4;
/** After this long another file has its turn; what is left is asked for again. */
const SLICE_MS = 2_000;

/** Takes a file generation and reads until it has caught up: read on from where the ledger stands, parse, classify, record. */
export function workOnFiles({ queues, db, recorder, env, log }: Deployment) {
  return queues.work('read-file', CONCURRENCY, async (ref, signal) => {
    const reading = { db, recorder, owner: env.instance, now: () => new Date() };
    try {
      // A file that is followed may end in half a line: its writer is not done with it.
      await readFile(reading, ref, { isComplete: false, signal, sliceMs: SLICE_MS });
    } catch (error) {
      log.error({ ...ref, fault: (error as Error).message }, 'a file could not be read on');
      throw error;
    }
  });
}
