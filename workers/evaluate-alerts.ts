import { evaluateEveryWorkspace } from '@/lib/alerts/every-workspace';
import type { Deployment } from './deployment';

const EVERY_MS = 60_000;

/** Evaluates every alert rule once a minute, however many workers there are. */
export async function workOnAlerts({ queues, db, log }: Deployment) {
  const worker = queues.work('evaluate-alerts', 1, async () => {
    const { evaluated, transitions } = await evaluateEveryWorkspace(db, new Date());
    if (transitions > 0) log.info({ evaluated, transitions }, 'alerts changed their state');
  });
  await queues.repeat('evaluate-alerts', EVERY_MS);
  return worker;
}
