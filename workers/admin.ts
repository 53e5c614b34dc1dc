import { serve } from '@hono/node-server';
import type { Worker } from 'bullmq';
import { Hono } from 'hono';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { PAYLOADS, type QueueName } from '@/lib/jobs';
import { loadLate } from '@/lib/load-late';
import { storeAnswers } from '@/lib/queries/store-answers';
import { pulseFault } from '@/lib/store/worker-pulse';
import { addAuditMetrics } from './audit-metrics';
import type { Deployment } from './deployment';
import { addReplicaMetrics } from './replica-metrics';
import { addStoreMetrics } from './store-metrics';

/** On loopback only: it shows and steers the queues. */
const HOST = '127.0.0.1';
const BOARD = '/queues';

/** The worker's own port: `/metrics`, `/health` and the queues to look at. */
export function serveAdmin(deployment: Deployment, workers: Worker[]): { close(): Promise<void> } {
  const { env, log } = deployment;
  const names = Object.keys(PAYLOADS) as QueueName[];
  const registry = openRegistry(deployment, names);
  const stopWatching = addReplicaMetrics(registry, deployment);
  const startedAt = new Date();
  const app = new Hono();
  app.get('/metrics', async (context) => {
    context.header('Content-Type', registry.contentType);
    return context.body(await registry.metrics());
  });
  app.get('/health', async (context) => {
    const faults = await faultsOf(deployment, workers, startedAt);
    return context.json({ healthy: faults.length === 0, faults }, faults.length === 0 ? 200 : 503);
  });
  let board: Hono | null = null;
  app.all(`${BOARD}/*`, async (context) => {
    board ??= await loadBoard(deployment);
    return board.fetch(context.req.raw, context.env);
  });

  const server = serve({ fetch: app.fetch, hostname: HOST, port: env.adminPort });
  // A second worker on this machine works all the same, without a port of its own.
  server.on('error', (error) => log.warn({ port: env.adminPort, fault: error.message }, 'no admin port'));
  return {
    async close() {
      await Promise.all([stopWatching(), new Promise<void>((resolve) => server.close(() => resolve()))]);
    },
  };
}

/** Seldom looked at: not loaded before that. */
async function loadBoard({ queues }: Deployment): Promise<Hono> {
  const { queueBoard } = await loadLate(() => import('./queue-board'));
  return queueBoard(queues, BOARD);
}

async function faultsOf({ db, queues }: Deployment, workers: Worker[], startedAt: Date): Promise<string[]> {
  const checks: [string, () => Promise<unknown>][] = [
    ['PostgreSQL', () => storeAnswers(db)],
    [`the queue (${queues.backend})`, () => queues.queue('ingest').getJobCounts()],
  ];
  const faults = await Promise.all(
    checks.map(([name, check]) =>
      check().then(
        () => null,
        (error: Error) => `${name}: ${error.message}`,
      ),
    ),
  );
  const stopped = workers.filter((worker) => !worker.isRunning()).map(({ name }) => `${name} is not running`);
  // Where the store is away, that is said already.
  const stuck = await pulseFault(db, new Date(), startedAt).catch(() => null);
  return [...faults, stuck, ...stopped].filter((fault) => fault !== null);
}

function openRegistry({ queues, db }: Deployment, names: QueueName[]): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'bounceboard_' });
  new Gauge({
    name: 'bounceboard_queue_jobs',
    help: 'Jobs by queue and state',
    labelNames: ['queue', 'state'],
    registers: [registry],
    async collect() {
      for (const name of names) {
        const counts = await queues.queue(name).getJobCounts('waiting', 'active', 'delayed', 'failed');
        for (const [state, count] of Object.entries(counts)) this.set({ queue: name, state }, count);
      }
    },
  });
  addStoreMetrics(registry, db);
  addAuditMetrics(registry, db);
  return registry;
}
