import type { Logger } from '@/lib/log';

export class UnsafeRedis extends Error {}

/**
 * A Redis that evicts keys loses jobs at random, so the worker does not start on one. Without the append-only file
 * a restart of Redis loses the queue: nothing is lost for good, but work waits for the sweeper. Of a cluster every
 * node that answers is looked at, since any of them may hold the queues tomorrow.
 * @throws UnsafeRedis with what to set.
 */
export async function checkRedis(redis: Asked | AskedCluster, log: Logger): Promise<void> {
  if (!('nodes' in redis)) return checkServer(await redis.info(), log);
  const answers = await Promise.allSettled(redis.nodes().map((node) => node.info()));
  for (const answer of answers) if (answer.status === 'fulfilled') checkServer(answer.value, log);
}

interface Asked {
  info(): Promise<string>;
}
interface AskedCluster {
  nodes(): Asked[];
}

function checkServer(answer: string, log: Logger): void {
  const info = parseInfo(answer);
  const policy = info.get('maxmemory_policy');
  if (policy !== 'noeviction') {
    throw new UnsafeRedis(
      `Redis has maxmemory-policy ${policy}, which drops jobs when memory is short: set it to noeviction`,
    );
  }
  if (info.get('aof_enabled') !== '1') {
    log.warn(
      'Redis runs without its append-only file: set appendonly yes, or queued work waits after every restart',
    );
  }
}

const parseInfo = (info: string) =>
  new Map(
    info
      .split(/\r?\n/)
      .flatMap((line) => (line.includes(':') ? [line.split(':', 2) as [string, string]] : [])),
  );

/** It is said after this long that there is no answer. */
const PATIENCE_MS = 2_000;

/**
 * Waits for Redis, and says so where it does not answer: its address without the password, and why.
 * @returns false where `stopping` came first.
 */
export async function awaitRedis(
  redis: Answering,
  { urls, log, stopping }: { urls: string[]; log: Logger; stopping: Promise<void> },
): Promise<boolean> {
  let fault = 'no answer';
  const note = (error: Error & { code?: string; lastNodeError?: Error }) => {
    fault = error.lastNodeError?.message || error.message || error.code || fault;
  };
  redis.on('error', note);
  const says = setTimeout(() => {
    const addresses = urls.map((url) => new URL(url).host).join(', ');
    log.error(
      { addresses, fault },
      'REDIS_URL: Redis does not answer; the worker waits for it and keeps trying',
    );
  }, PATIENCE_MS);
  try {
    return await Promise.race([redis.info().then(() => true), stopping.then(() => false)]);
  } finally {
    clearTimeout(says);
    redis.off('error', note);
  }
}

interface Answering extends Asked {
  on(event: 'error', listener: (error: Error) => void): unknown;
  off(event: 'error', listener: (error: Error) => void): unknown;
}
