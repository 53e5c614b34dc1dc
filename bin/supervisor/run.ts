import http from 'node:http';
import net from 'node:net';
import { fileURLToPath } from 'node:url';
import { type Env, readEnv } from '@/lib/env';
import { Children } from './children';
import { claimDataFolder, OperatorError } from './data-folder';
import { Preparation } from './preparation';
import { openStoreServer } from './store-server';

const START_TIMEOUT_MS = 60_000;
const STOPPING = 'bounceboard: stopping …\n';

export interface Run {
  /** What differs from the environment. */
  changes?: Partial<Env>;
  /** Called with the open store before anything else is started. */
  prepare?(env: Env, databaseUrl: string): Promise<void>;
  /** Called once the dashboard answers. */
  ready(env: Env): void;
}

/** Runs everything on this machine until it is told to stop. */
export async function supervise({ changes, prepare, ready }: Run): Promise<number> {
  const env = { ...readEnv(), ...changes };
  const stopping = new AbortController();
  const stopRequested = new Promise<void>((resolve) => {
    stopping.signal.addEventListener('abort', () => resolve());
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stopping.abort());
  const release = await claimDataFolder(env.dataDir);
  try {
    await checkPort(env.host, env.port);
    const preparation = new Preparation();
    const store = await openStoreServer(env).catch((error: Error) => {
      preparation.stop();
      // Ctrl-C reaches a server that is being started as well.
      if (stopping.signal.aborted) return null;
      throw error;
    });
    if (!store) {
      process.stderr.write(STOPPING);
      return 0;
    }
    const children = new Children();
    try {
      const { databaseUrl } = store;
      const prepared = await preparation.run({ env, databaseUrl }, stopping.signal);
      if (prepared && !stopping.signal.aborted) {
        await prepare?.(env, databaseUrl);
        startProcesses(children, env, databaseUrl);
        await Promise.race([waitUntilUp(env, stopping.signal), stopRequested]);
      }
      if (prepared && !stopping.signal.aborted) {
        ready(env);
        if (prepared.setup)
          process.stderr.write(sayWhoMay(env.publicUrl ?? dashboardUrl(env), prepared.setup));
        await stopRequested;
      }
      process.stderr.write(STOPPING);
    } finally {
      await children.stop();
      await store.stop();
    }
    return 0;
  } finally {
    await release();
  }
}

function startProcesses(children: Children, env: Env, databaseUrl: string): void {
  const shared = {
    DATABASE_URL: databaseUrl,
    DATABASE_DIRECT_URL: (env.databaseUrl && env.directUrl) ?? '',
    DATABASE_REPLICA_URL: (env.databaseUrl && env.replicaUrl) ?? '',
    REDIS_URL: env.redisUrls.join(','),
    BOUNCEBOARD_TIME_ZONE: env.timeZone,
    BOUNCEBOARD_DATA: env.dataDir,
    BOUNCEBOARD_LOGS: env.logGlobs.join(','),
    BOUNCEBOARD_ADMIN_PORT: String(env.adminPort),
    BOUNCEBOARD_SECRET_KEY: env.secretKeys.join(','),
  };
  const built = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  children.start('web', [built('../../.next/standalone/server.js')], {
    ...shared,
    HOSTNAME: env.host,
    PORT: String(env.port),
  });
  children.start('worker', [built('./cli.mjs'), 'worker'], shared);
}

async function waitUntilUp(env: Env, stopping: AbortSignal): Promise<void> {
  const health = `${dashboardUrl(env)}/api/ready`;
  const until = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < until) {
    if (stopping.aborted || (await answersWell(health))) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new OperatorError(`the dashboard did not answer at ${health} within ${START_TIMEOUT_MS / 1000} s`);
}

const answersWell = (url: string): Promise<boolean> =>
  new Promise((resolve) => {
    const request = http.get(url, { agent: false, timeout: START_TIMEOUT_MS }, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(false)); // Nobody listens there yet.
  });

const sayWhoMay = (dashboard: string, setup: string): string =>
  `bounceboard: nobody has to log in at this machine until there is an account; make the first within a day at\n  ${dashboard}${setup}\n`;

export function dashboardUrl({ host, port }: Env): string {
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}

/** A run that was just killed needs a moment to let go of its port. */
async function checkPort(host: string, port: number): Promise<void> {
  let fault: NodeJS.ErrnoException | null = null;
  for (let attempt = 0; attempt < 25; attempt++) {
    fault = await new Promise((resolve) => {
      const server = net.createServer().once('error', resolve);
      server.listen(port, host, () => server.close(() => resolve(null)));
    });
    if (!fault) return;
    if (fault.code !== 'EADDRINUSE') break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  if (fault?.code === 'EADDRINUSE') {
    throw new OperatorError(`port ${port} is taken on ${host}: set BOUNCEBOARD_PORT to another`);
  }
  throw new OperatorError(`cannot listen on ${host}:${port}: ${fault?.message}`);
}
