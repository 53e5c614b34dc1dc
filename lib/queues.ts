import type { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type BackendFactory,
  createPostgresBackend,
  createRedisBackend,
  ErrorCode,
  type IQueueBackend,
  type Job,
  type Queue,
  type Worker,
  withBackend,
} from 'bullmq';
import type { Cluster, Redis } from 'ioredis';
import { KEYS, PAYLOADS, type Payload, type QueueName } from './jobs';
import { RedisConnections } from './redis-connections';

/** The braces put all keys of all queues into one slot of a Redis Cluster. */
const PREFIX = '{bounceboard}';
/** A finished job is not kept, since BullMQ would refuse its successor of the same id. */
const FORGET = { removeOnComplete: true, removeOnFail: true } as const;
/** Jobs repeat nothing, so a job whose worker died is run again, however often; the ledger decides what is new. */
const MAX_WORKER_DEATHS = 1_000_000;
/** Of each queue and each worker, beside the one on which a worker listens: there are a dozen of them in a process,
 * their statements are short, and a server has a hundred connections for all. */
const POSTGRES_CONNECTIONS = 1;
/** Schedules are made anew when they are this late. */
const LATE_MS = 10_000;
/** Once the last job is done, a server that is away is not waited for any longer to be told so. */
const CLOSE_GRACE_MS = 5_000;

export interface Queues {
  readonly backend: 'redis' | 'postgres';
  /** Makes what the backend needs (a schema in PostgreSQL), and resolves once it answers. */
  prepare(): Promise<void>;
  add<Name extends QueueName>(name: Name, payload: Payload<Name>): Promise<void>;
  /** Adds a job of this queue every so often, however many processes ask for it. */
  repeat(
    name: 'evaluate-alerts' | 'weigh-suppressions' | 'prune' | 'audit-counts' | 'sweep',
    everyMs: number,
  ): Promise<void>;
  work<Name extends QueueName>(
    name: Name,
    concurrency: number,
    handle: (payload: Payload<Name>, signal: AbortSignal) => Promise<void>,
  ): Worker;
  queue(name: QueueName): Queue;
  /** The server's own connection, where the backend is Redis. */
  readonly redis: Redis | Cluster | null;
  close(): Promise<void>;
}

/** How soon is noticed what has gone wrong. */
export interface Watch {
  /** How long a job is held by a worker that gives no sign, and how often is looked for such jobs: the work of a
   * killed worker is taken up after the sum of both. */
  lockMs: number;
  stalledCheckMs: number;
  /** A queue that has lost everything has lost its schedules too; and on PostgreSQL the chain of a schedule breaks where
   * two workers set it up at once. So schedules are looked after this often. */
  scheduleCheckMs: number;
}

const WATCH: Watch = { lockMs: 10_000, stalledCheckMs: 5_000, scheduleCheckMs: 5_000 };

export interface QueueOptions {
  redisUrls: string[];
  databaseUrl: string;
  watch?: Watch;
}

export function openQueues({ redisUrls, databaseUrl, watch = WATCH }: QueueOptions): Queues {
  const redis = redisUrls.length > 0;
  // BullMQ's classes take any backend; the factory and the connection have to be of one kind, and here they are.
  const factory = (redis ? createRedisBackend : createPostgresBackend) as BackendFactory<
    IQueueBackend,
    unknown
  >;
  const bullmq = withBackend<IQueueBackend, unknown>(factory);
  const opened: { close(): Promise<void> }[] = [];
  const queues = new Map<QueueName, Queue>();
  const controller = new AbortController();
  const jobs = new Set<Promise<void>>();
  const connections = redis ? new RedisConnections(redisUrls) : null;
  const connection = connections?.shared ?? {
    connectionString: databaseUrl,
    max: POSTGRES_CONNECTIONS,
    onConnect: hearErrors,
  };

  const queue = (name: QueueName): Queue => {
    const known = queues.get(name);
    if (known) return known;
    const made = new bullmq.Queue(name, { connection, prefix: PREFIX }) as unknown as Queue;
    made.on('error', () => {}); // Reported by whoever adds: an unheard error event would end the process.
    queues.set(name, made);
    opened.unshift(made);
    return made;
  };

  return {
    backend: redis ? 'redis' : 'postgres',
    redis: connections?.shared ?? null,
    queue,
    async prepare() {
      if (redis) return;
      const migrating = new bullmq.Queue('sweep', {
        connection: { connectionString: databaseUrl, migrate: true },
      });
      await migrating.waitUntilReady();
      await migrating.close();
    },
    async add(name, payload) {
      const jobId = KEYS[name](payload as never);
      await queue(name).add(name, PAYLOADS[name].parse(payload), { jobId, ...FORGET });
    },
    async repeat(name, everyMs) {
      const renew = async () => {
        const known = await queue(name).getJobScheduler(name);
        if (known?.every === everyMs && (known.next ?? 0) > Date.now() - LATE_MS) return;
        await queue(name).upsertJobScheduler(name, { every: everyMs }, { name, data: {}, opts: FORGET });
      };
      await untilNotEnded(renew);
      const timer = setInterval(() => renew().catch(() => {}), watch.scheduleCheckMs); // Away: the next round comes.
      opened.unshift({ close: async () => clearInterval(timer) });
    },
    work(name, concurrency, handle) {
      const process = async (job: Job) => {
        const done = handle(PAYLOADS[name].parse(job.data) as never, controller.signal);
        jobs.add(done);
        await done.finally(() => jobs.delete(done));
      };
      const options = {
        connection,
        prefix: PREFIX,
        concurrency,
        maxStalledCount: MAX_WORKER_DEATHS,
        lockDuration: watch.lockMs,
        stalledInterval: watch.stalledCheckMs,
      };
      const worker = new bullmq.Worker(name, process as never, options) as unknown as Worker;
      opened.unshift(worker);
      return worker;
    },
    async close() {
      controller.abort();
      const closed = Promise.all(opened.map((one) => one.close()));
      if (connections) await Promise.race([closed, afterAll(jobs)]);
      connections?.disconnect();
      await closed;
    },
  };
}

/** BullMQ listens to connections that are idle. One that breaks between two statements fails the next; unheard, it would end
 * the process first. */
function hearErrors(client: EventEmitter): void {
  client.on('error', () => {});
}

/** What several workers that set up one schedule at the same time may be told: on PostgreSQL they wait for each other
 * in a circle, and the server ends one of them (40P01); or another has just made the schedule's jobs. Whoever asks
 * again finds the schedule made, or makes it. */
const ASK_AGAIN: readonly unknown[] = [
  '40P01',
  ErrorCode.SchedulerJobSlotsBusy,
  ErrorCode.SchedulerJobIdCollision,
];
const ASK_AGAIN_MS = 100;

async function untilNotEnded(renew: () => Promise<void>): Promise<void> {
  for (let left = 20; ; left--) {
    try {
      await renew();
      return;
    } catch (error) {
      if (!ASK_AGAIN.includes((error as { code?: unknown }).code) || left === 0) throw error;
      await sleep(ASK_AGAIN_MS);
    }
  }
}

/** Resolves a while after the last of these has ended. A process that has nothing else to do does not wait for it. */
async function afterAll(jobs: ReadonlySet<Promise<void>>): Promise<void> {
  await Promise.allSettled(jobs);
  await sleep(CLOSE_GRACE_MS, undefined, { ref: false });
}
