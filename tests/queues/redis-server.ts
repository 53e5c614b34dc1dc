import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from '@/bin/embedded-postgres/free-port';

export const REDIS_IS_INSTALLED = spawnSync('redis-server', ['--version']).status === 0;

export interface RedisServer {
  url: string;
  /** A connection of the test's own. */
  redis: Redis;
  /** Ends it at once, and starts it again on what it has written to its disk. */
  kill(): Promise<void>;
  startAgain(): Promise<void>;
  stop(): Promise<void>;
}

export interface RedisSettings {
  appendonly?: 'yes' | 'no';
  'maxmemory-policy'?: 'noeviction' | 'allkeys-lru';
}

/** Says once what is left out, so that a machine without Redis does not look as if all had been tried. */
export function sayWhatIsLeftOut(what: string): void {
  if (!REDIS_IS_INSTALLED) process.stderr.write(`no redis-server on the PATH: left out: ${what}\n`);
}

/** A Redis of this suite's own, as the product asks for one unless told otherwise. */
export async function startRedis(settings: RedisSettings = {}): Promise<RedisServer> {
  const port = await freePort(0);
  const dir = await fs.mkdtemp(path.join(os.tmpdir(), 'bounceboard-redis-'));
  const all = { appendonly: 'yes', 'maxmemory-policy': 'noeviction', save: '', ...settings };
  const options = Object.entries(all).flatMap(([name, value]) => [`--${name}`, value]);
  const start = () =>
    spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--dir', dir, ...options], {
      stdio: 'ignore',
    });
  let server = start();
  const redis = new Redis(port, '127.0.0.1', { maxRetriesPerRequest: null });
  redis.on('error', () => {}); // Not up yet: it tries again.
  await redis.ping();
  return {
    url: `redis://127.0.0.1:${port}`,
    redis,
    kill: () => ended(server, 'SIGKILL'),
    async startAgain() {
      server = start();
      await redis.ping();
    },
    async stop() {
      redis.disconnect();
      await ended(server, 'SIGTERM');
      await fs.rm(dir, { recursive: true, force: true });
    },
  };
}

function ended(server: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    server.once('exit', () => resolve());
    server.kill(signal);
  });
}
