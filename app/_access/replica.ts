import { webDb } from '@/lib/db';
import { readEnv } from '@/lib/env';
import { openLog } from '@/lib/log';
import { Replica } from '@/lib/store/replica';

const shared = globalThis as { bounceboardReplica?: Replica | null };

/** The read replica of this process; `null`: there is none. Lives on `globalThis`, since Next may load this module more
 * than once. */
export function webReplica(): Replica | null {
  // None is an answer as well: every panel asks, and settings take a while to read.
  if (shared.bounceboardReplica === undefined) shared.bounceboardReplica = openReplica();
  return shared.bounceboardReplica;
}

function openReplica(): Replica | null {
  const { replicaUrl, logLevel } = readEnv();
  if (replicaUrl === null) return null;
  const log = openLog(logLevel, 'web');
  return new Replica(replicaUrl, webDb(), (fault) => {
    if (fault === null) log.info('counts and events are read from the replica');
    else log.warn({ fault }, 'DATABASE_REPLICA_URL: counts and events are read from the primary');
  });
}
