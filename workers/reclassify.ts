import { setTimeout as sleep } from 'node:timers/promises';
import { classifierWith } from '@/lib/classify/own-rules';
import { rulesInForce, runningReclassifications } from '@/lib/store/own-rules';
import { Reclassifier } from '@/lib/store/reclassify';
import type { Deployment } from './deployment';

/** How long somebody who has changed a rule waits for the work to begin. */
const POLL_MS = 2_000;

/** Judges history anew after each change of the own rules. */
export function workOnReclassifications({ env, queues, db, log }: Deployment) {
  return queues.work('reclassify', 1, async ({ reclassificationId }, signal) => {
    const { rules } = await rulesInForce(db);
    const reclassifier = await Reclassifier.open(env.databaseUrl!, classifierWith(rules));
    try {
      const end = await reclassifier.run(reclassificationId, signal);
      log.info({ reclassificationId, end }, 'history judged anew');
    } catch (error) {
      log.error({ reclassificationId, fault: (error as Error).message }, 'history could not be judged anew');
      throw error;
    } finally {
      await reclassifier.close();
    }
  });
}

/** Queues what is to be judged anew, whoever asked for it, and whatever became of the worker that began. */
export function followReclassifications({ queues, db, log }: Deployment): { close(): Promise<void> } {
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
        for (const reclassificationId of await runningReclassifications(db))
          await queues.add('reclassify', { reclassificationId });
        reported = null;
      } catch (error) {
        const fault = (error as Error).message;
        if (fault !== reported) log.error({ fault }, 're-classifications cannot be looked for');
        reported = fault;
      }
      await sleep(POLL_MS, undefined, { signal }).catch(() => {}); // Aborted: the loop ends.
    }
  }
}
