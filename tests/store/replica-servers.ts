import { execFileSync } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@/bin/embedded-postgres/server';
import { migrate } from '@/lib/store/migrate';

const SETTINGS = { wal_level: 'replica', max_wal_senders: '4', shared_buffers: '32MB' };

export interface ReplicatedServers {
  primaryUrl: string;
  replicaUrl: string;
  /** The replica is gone at once, with what it was asked. */
  stopReplica(): Promise<void>;
  startReplica(): Promise<void>;
  stop(): Promise<void>;
}

/** A migrated primary and its streaming replica: a copy of the folder of the stopped server, told whom to follow. */
export async function startReplicatedServers(): Promise<ReplicatedServers> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'bounceboard-replica-'));
  await fs.chmod(folder, 0o755);
  const [at, copy] = [path.join(folder, 'primary'), path.join(folder, 'replica')];
  const first = await startEmbeddedPostgres(at, 0, SETTINGS);
  await migrate(first.url, fileURLToPath(new URL('../../prisma/migrations', import.meta.url)));
  await first.stop();
  execFileSync('cp', ['-a', at, copy]);
  const primary = await startEmbeddedPostgres(at, Number(new URL(first.url).port), SETTINGS);

  const { hostname, port, username, password } = new URL(primary.url);
  const cluster = path.join(copy, 'postgres');
  await fs.appendFile(
    path.join(cluster, 'postgresql.auto.conf'),
    `primary_conninfo = 'host=${hostname} port=${port} user=${username} password=${password}'\n`,
  );
  await fs.writeFile(path.join(cluster, 'standby.signal'), '');
  let replica: EmbeddedPostgres = await startEmbeddedPostgres(copy, 0, SETTINGS);
  const { url: replicaUrl, stop: stopReplica } = replica;
  return {
    primaryUrl: primary.url,
    replicaUrl,
    stopReplica,
    async startReplica() {
      replica = await startEmbeddedPostgres(copy, Number(new URL(replicaUrl).port), SETTINGS);
    },
    async stop() {
      await replica.stop().catch(() => {}); // Where a test ended while it was down.
      await primary.stop();
      await fs.rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
    },
  };
}
