import { prune } from '@/lib/store/prune';
import type { Deployment } from './deployment';

const EVERY_MS = 3_600_000;
const DAYS_AHEAD = 3;

/** Makes the partitions of the coming days and drops the ones that have been kept long enough. */
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
  return prune(db, new Date(), env.eventDays);
}
