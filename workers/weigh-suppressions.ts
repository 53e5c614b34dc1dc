import { weighSuppressions } from '@/lib/store/weigh-suppressions';
import type { Deployment } from './deployment';

const EVERY_MS = 30_000;
/** Deliveries are looked for in all that was written lately: a round that took long is followed by a longer rest. */
const REST = 20;

/** Brings the suppressions up to date. */
export async function workOnSuppressions({ queues, db, log }: Deployment) {
  let restUntil = 0;
  const worker = queues.work('weigh-suppressions', 1, async () => {
    const begunAt = Date.now();
    if (begunAt < restUntil) return;
    const { faults, changed } = await weighSuppressions(db, new Date(begunAt));
    const tookMs = Date.now() - begunAt;
    restUntil = begunAt + REST * tookMs;
    if (faults > 0 || changed > 0) log.info({ faults, changed, tookMs }, 'suppressions weighed');
  });
  await queues.repeat('weigh-suppressions', EVERY_MS);
  return worker;
}
