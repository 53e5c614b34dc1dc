import type { Logger } from '@/lib/log';

export class UnsafeRedis extends Error {}

/**
 * A Redis that evicts keys loses jobs at random, so the worker does not start on one. Without the append-only file
 * a restart of Redis loses the queue: nothing is lost for good, but work waits for the sweeper.
 * @throws UnsafeRedis with what to set.
 */
export async function checkRedis(redis: { info(): Promise<string> }, log: Logger): Promise<void> {
  const info = parseInfo(await redis.info());
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
