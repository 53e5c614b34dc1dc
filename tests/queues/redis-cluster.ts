import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import { vi } from 'vitest';
import { freePort } from '@/bin/embedded-postgres/free-port';

const MASTERS = 3;
/** Of every node, so that it is also tried that nodes which are found on the way are told it. */
const PASSWORD = 'cluster-password';

interface Node {
  port: number;
  redis: Redis;
  server: ChildProcess;
  start(): ChildProcess;
}

export interface RedisCluster {
  /** As `REDIS_URL` lists them: not all, since one that answers knows the others. */
  urls: string[];
  /** Kills the master that holds this key, and returns once its replica has taken over. */
  killMaster(key: string): Promise<void>;
  /** Starts what was killed; returns once it has copied what the others hold, so that the next may be killed. */
  startKilled(): Promise<void>;
  /** Sets this on every node. */
  configure(name: string, value: string): Promise<void>;
  /** Ends all nodes at once. */
  killAll(): Promise<void>;
  stop(): Promise<void>;
}

/** Three masters with a replica each, made by `redis-cli --cluster create` as an operator makes one. */
export async function startRedisCluster(): Promise<RedisCluster> {
  const dir = await fs.mkdtemp(path.join(os.tmpdir(), 'bounceboard-cluster-'));
  const nodes: Node[] = [];
  for (let n = 0; n < 2 * MASTERS; n++) nodes.push(await makeNode(path.join(dir, String(n))));
  const stop = async () => {
    for (const { redis } of nodes) redis.disconnect();
    await Promise.all(nodes.map(({ server }) => ended(server)));
    await fs.rm(dir, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
  };
  try {
    await join(nodes);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    urls: nodes.slice(0, 4).map(({ port }) => `redis://:${PASSWORD}@127.0.0.1:${port}`),
    async configure(name, value) {
      await Promise.all(nodes.map(({ redis }) => redis.config('SET', name, value)));
    },
    killAll: () => Promise.all(nodes.map(({ server }) => ended(server))).then(() => {}),
    async startKilled() {
      for (const node of nodes.filter(hasEnded)) node.server = node.start();
      await untilJoined(nodes);
    },
    async killMaster(key) {
      const port = await masterOf(nodes.find((node) => !hasEnded(node))!.redis, key);
      const killed = nodes.find((node) => node.port === port)!;
      await ended(killed.server);
      const others = nodes.filter((node) => !hasEnded(node));
      await vi.waitFor(
        async () => {
          if ((await masterOf(others[0]!.redis, key)) === port) throw new Error('no replica has taken over');
        },
        { timeout: 60_000, interval: 50 },
      );
    },
    stop,
  };
}

/** A port that was free may have been taken a moment later, by a server of another test: then others are tried. */
async function makeNode(dir: string): Promise<Node> {
  for (let attempt = 1; ; attempt++) {
    const node = await startNode(`${dir}-${attempt}`);
    const isUp = node.redis.cluster('MYID').then(
      () => true,
      () => false,
    );
    if (await Promise.race([isUp, once(node.server, 'exit').then(() => false)])) return node;
    node.redis.disconnect();
    await ended(node.server);
    if (attempt === 5) throw new Error(`redis-server did not start on port ${node.port}`);
  }
}

async function startNode(dir: string): Promise<Node> {
  const port = await freePort(0);
  const busPort = await freePort(0);
  await fs.mkdir(dir);
  const settings = {
    ...{ port, bind: '127.0.0.1', dir, appendonly: 'yes', save: '', 'maxmemory-policy': 'noeviction' },
    ...{ 'cluster-enabled': 'yes', 'cluster-port': busPort, 'cluster-node-timeout': 1_000 },
    // A loaded machine may keep a replica from its master for longer than the short time above allows for.
    ...{ 'cluster-replica-validity-factor': 0, 'repl-diskless-sync-delay': 0 },
    ...{ requirepass: PASSWORD, masterauth: PASSWORD },
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const start = () => spawn('redis-server', args, { stdio: 'ignore' });
  const server = start();
  const redis = new Redis(port, '127.0.0.1', { password: PASSWORD, maxRetriesPerRequest: null });
  redis.on('error', () => {}); // Not up yet, or killed.
  return { port, redis, server, start };
}

async function join(nodes: Node[]): Promise<void> {
  const addresses = nodes.map(({ port }) => `127.0.0.1:${port}`);
  const made = spawnSync(
    'redis-cli',
    ['--cluster', 'create', ...addresses, '--cluster-replicas', '1', '--cluster-yes'],
    { encoding: 'utf8', env: { ...process.env, REDISCLI_AUTH: PASSWORD }, timeout: 60_000 },
  );
  if (made.status !== 0) throw new Error(`redis-cli --cluster create: ${made.stdout}${made.stderr}`);
  await untilJoined(nodes);
}

/** Every node knows the whole, each master has its replica, and this has copied what the master holds. */
async function untilJoined(nodes: Node[]): Promise<void> {
  await vi.waitFor(
    async () => {
      for (const { redis } of nodes) {
        const [info, replication] = [String(await redis.cluster('INFO')), await redis.info('replication')];
        const isWhole = info.includes('cluster_state:ok') && info.includes('cluster_slots_ok:16384');
        const isCopied = /connected_slaves:1|master_link_status:up/.test(replication);
        if (!isWhole || !isCopied) throw new Error(`not joined yet: ${info}${replication}`);
      }
    },
    { timeout: 60_000, interval: 50 },
  );
}

/** The port of the node that holds this key's slot, as another node sees it. */
async function masterOf(asked: Redis, key: string): Promise<number> {
  const slot = Number(await asked.cluster('KEYSLOT', key));
  const ranges = (await asked.cluster('SLOTS')) as unknown as [number, number, [string, number]][];
  const range = ranges.find(([from, to]) => from <= slot && slot <= to);
  return range?.[2][1] ?? -1;
}

const hasEnded = ({ server }: Pick<Node, 'server'>): boolean =>
  server.exitCode !== null || server.signalCode !== null;

async function ended(server: ChildProcess): Promise<void> {
  if (hasEnded({ server })) return;
  const exit = once(server, 'exit');
  server.kill('SIGKILL');
  await exit;
}
