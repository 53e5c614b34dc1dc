import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from '@/bin/embedded-postgres/free-port';

/** Debian keeps it where not every PATH leads. */
const PROGRAM = ['pgbouncer', '/usr/sbin/pgbouncer'].find(
  (program) => spawnSync(program, ['--version']).status === 0,
);

/** Says once what is left out, so that a machine without pgbouncer does not look as if all had been tried. */
export function pgbouncerIsInstalled(what: string): boolean {
  if (!PROGRAM) process.stderr.write(`no pgbouncer on the PATH: left out: ${what}\n`);
  return PROGRAM !== undefined;
}

export interface Pgbouncer {
  /** The same database, through the pool. */
  through(databaseUrl: string): string;
  stop(): Promise<void>;
}

/** A pool of so few connections to each database that nobody keeps the one that they had: each transaction gets
 * whichever is free. */
export async function startPgbouncer(serverUrl: string): Promise<Pgbouncer> {
  const server = new URL(serverUrl);
  const port = await freePort(0);
  const dir = await fs.mkdtemp(path.join(os.tmpdir(), 'bounceboard-pgbouncer-'));
  await fs.chmod(dir, 0o755);
  const file = path.join(dir, 'pgbouncer.ini');
  await fs.writeFile(
    file,
    `[databases]
* = host=${server.hostname} port=${server.port} user=${server.username} password=${decodeURIComponent(server.password)}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 4
max_client_conn = 500
ignore_startup_parameters = extra_float_digits
`,
    { mode: 0o644 },
  );
  // It refuses to run as root.
  const as = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
  const child = spawn(PROGRAM!, ['-q', ...as, file], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const through = (databaseUrl: string): string => {
    const url = new URL(databaseUrl);
    url.host = `127.0.0.1:${port}`;
    return url.href;
  };
  for (let attempt = 0; ; attempt++) {
    const client = new pg.Client({ connectionString: through(serverUrl) });
    try {
      await client.connect();
      await client.end();
      break;
    } catch (error) {
      if (attempt === 300) throw new Error(`pgbouncer: ${(error as Error).message}\n${said}`);
      await sleep(100);
    }
  }
  return {
    through,
    async stop() {
      const exit = once(child, 'exit');
      child.kill('SIGKILL');
      await exit;
      await fs.rm(dir, { recursive: true, force: true });
    },
  };
}
