import { Gauge, type Registry } from 'prom-client';
import { Replica } from '@/lib/store/replica';
import type { Deployment } from './deployment';

const CHECK_EVERY_MS = 5_000;

/** Whether dashboards may read from the replica, as this worker sees it: it looks by itself, since whoever asks for
 * metrics does so too rarely to tell how far behind it is. Returns how to stop looking. */
export function addReplicaMetrics(registry: Registry, { env, db, log }: Deployment): () => Promise<void> {
  if (env.replicaUrl === null) return async () => {};
  const replica = new Replica(env.replicaUrl, db, (fault) => {
    if (fault === null) log.info('the read replica has caught up');
    else log.warn({ fault }, 'DATABASE_REPLICA_URL: the read replica is not used');
  });
  void replica.check();
  const timer = setInterval(() => void replica.check(), CHECK_EVERY_MS);
  new Gauge({
    name: 'bounceboard_replica_usable',
    help: 'Whether counts and events are read from the replica (1) or, since it is away or behind, from the primary (0)',
    registers: [registry],
    collect() {
      this.set(replica.fault === null ? 1 : 0);
    },
  });
  new Gauge({
    name: 'bounceboard_replica_behind_seconds',
    help: 'Since when the replica lacks something that the primary has; none before it has caught up for the first time',
    registers: [registry],
    collect() {
      this.remove();
      if (replica.behindSeconds !== null) this.set(replica.behindSeconds);
    },
  });
  return async () => {
    clearInterval(timer);
    await replica.check();
    await replica.close();
  };
}
