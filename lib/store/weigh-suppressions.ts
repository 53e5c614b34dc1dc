import type { Db } from '@/lib/db';
import { absorbFaults } from './absorb-faults';
import { decideStale } from './decide-suppressions';
import { findDeliveries } from './find-deliveries';
import { refreshFaults } from './refresh-faults';
import { softBounceRule } from './soft-bounce-rule';

/** What came of a round: faults that were new, and suppressions that came to stand otherwise. */
export interface Weighed {
  faults: number;
  changed: number;
}

/**
 * Brings the suppressions up to date with what has been recorded: takes up new faults, looks for the deliveries that
 * came after them, and decides. Each step is idempotent and commits with what it marks as done, so a worker that dies
 * leaves off where the next one goes on. Several may run at once; they wait for each other row by row.
 */
export async function weighSuppressions(db: Db, now: Date): Promise<Weighed> {
  await refreshFaults(db);
  const faults = await absorbFaults(db);
  await findDeliveries(db, now);
  const changed = await decideStale(db, now, await softBounceRule(db));
  return { faults, changed };
}
