import { forgetOldSessions } from '@/lib/auth/sessions';
import { forgetOldTries } from '@/lib/auth/throttle';
import { pruneAudit } from '@/lib/store/audit';
import { prune } from '@/lib/store/prune';
import type { Deployment } from './deployment';

const EVERY_MS = 3_600_000;
const DAY_MS = 86_400_000;
const DAYS_AHEAD = 3;

/** Makes the partitions of the coming days and drops the ones that have been kept long enough; forgets sessions that
 * are over, tries that no longer count, and old lines of the audit log. */
export async function workOnRetention(deployment: Deployment) {
  const { queues, log } = deployment;
  const worker = queues.work('prune', 1, async () => {
    const { droppedDays } = await keepHouse(deployment);
    if (droppedDays.length > 0) log.info({ droppedDays }, 'days dropped by retention');
  });
  await queues.repeat('prune', EVERY_MS);
  return worker;
}

async function keepHouse({ db, recorder, env }: Deployment) {
  await recorder.createDaysAhead(new Date(), DAYS_AHEAD);
  const now = new Date();
  await forgetOldSessions(db, now);
  await forgetOldTries(db, now);
  await pruneAudit(db, new Date(now.getTime() - env.auditDays * DAY_MS));
  return prune(db, now, env.eventDays);
}
