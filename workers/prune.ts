import { forgetOldLinks } from '@/lib/auth/links';
import { forgetOldSessions } from '@/lib/auth/sessions';
import { forgetOldTries } from '@/lib/auth/throttle';
import { forgetSuppressedAddresses } from '@/lib/store/forget-faults';
import { prune } from '@/lib/store/prune';
import type { Deployment } from './deployment';

const EVERY_MS = 3_600_000;
const DAY_MS = 86_400_000;
const DAYS_AHEAD = 3;

/** Makes the partitions of the coming days and forgets what has been kept long enough, with sessions that are over and
 * tries that no longer count. */
export async function workOnRetention(deployment: Deployment) {
  const { queues, log } = deployment;
  const worker = queues.work('prune', 1, async () => {
    const { droppedDays, forgotten } = await keepHouse(deployment);
    if (droppedDays.length > 0 || Object.keys(forgotten).length > 0)
      log.info({ droppedDays, forgotten }, 'forgotten by retention');
  });
  await queues.repeat('prune', EVERY_MS);
  return worker;
}

async function keepHouse({ db, recorder, env, log }: Deployment) {
  await recorder.createDaysAhead(new Date(), DAYS_AHEAD);
  const now = new Date();
  await forgetOldSessions(db, now);
  await forgetOldTries(db, now);
  const { links } = env.keptDays;
  if (links !== null) await forgetOldLinks(db, new Date(now.getTime() - links * DAY_MS));
  const addresses = env.keepsSuppressedAddresses ? 0 : await forgetSuppressedAddresses(db);
  if (addresses > 0) log.info({ addresses }, 'addresses of suppressions forgotten: they are not to be kept');
  return prune(db, now, env.keptDays);
}
