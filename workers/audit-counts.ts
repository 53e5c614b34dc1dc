import { auditCounts } from '@/lib/store/counts-audit';
import type { Deployment } from './deployment';

/** It looks whether an audit is due: a queue that has lost its schedule begins no second one on the same day. */
const EVERY_MS = 3_600_000;

/** Once a day, holds what is counted against the events that are kept. */
export async function workOnCountsAudit({ env, queues, db, log }: Deployment) {
  const worker = queues.work('audit-counts', 1, async (_, signal) => {
    const audit = await auditCounts(db, env.databaseUrl!, new Date(), signal);
    if (audit === null) return;
    const { days, events, differences, differing } = audit;
    if (differences === 0) log.info({ days, events }, 'counts agree with events');
    else
      log.error(
        { days, events, differences, differing },
        'counts do not agree with events: run `bounceboard verify` to see them, `bounceboard verify --repair` to correct them',
      );
  });
  await queues.repeat('audit-counts', EVERY_MS);
  return worker;
}
