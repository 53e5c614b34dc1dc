import { spawnSync } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, test, vi } from 'vitest';
import { type MailRoom, openMailRoom } from '../ingest/mail-room';
import { REDIS_IS_INSTALLED, sayWhatIsLeftOut } from '../queues/redis-server';
import { EXTENT } from './extent';
import { countsIn, type KnownLog, writeKnownLog } from './known-log';
import { Machine } from './machine';
import { terminateOthers } from './statements';

/** A file system in memory, of a size of its own. */
class SmallDisk {
  private constructor(readonly path: string) {}

  /** `null` where this user may not mount anything. */
  static async mount(owner: { uid: number; gid: number }): Promise<SmallDisk | null> {
    const at = await fs.mkdtemp(path.join(os.tmpdir(), 'bounceboard-disk-'));
    await fs.chmod(at, 0o755);
    const options = `size=1m,mode=0700,uid=${owner.uid},gid=${owner.gid}`;
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', at]).status === 0)
      return new SmallDisk(at);
    await fs.rmdir(at);
    return null;
  }

  enlarge(): void {
    const { status, stderr } = spawnSync('mount', ['-o', 'remount,size=512m', this.path]);
    if (status !== 0) throw new Error(`it cannot be enlarged: ${stderr}`);
  }

  async remove(): Promise<void> {
    const { status, stderr } = spawnSync('umount', ['--lazy', this.path]);
    if (status !== 0) throw new Error(`it cannot be taken away: ${stderr}`);
    await fs.rmdir(this.path);
  }
}

const probe = await SmallDisk.mount({ uid: 0, gid: 0 });
await probe?.remove();
const isPossible = probe !== null;
const isFull = process.env.BOUNCEBOARD_FAULTS === 'full';
if (!isPossible)
  process.stderr.write('nothing may be mounted here: left out: a disk of PostgreSQL that is really full\n');

let home: MailRoom;
let log: KnownLog;
beforeAll(async () => {
  home = await openMailRoom();
  log = await writeKnownLog(home.at('known.log'), EXTENT.followedLines);
});
afterAll(() => home.close());

const BACKENDS = [
  { backend: 'PostgreSQL', isThere: true },
  { backend: 'Redis', isThere: REDIS_IS_INSTALLED },
];
sayWhatIsLeftOut('a full disk, with queues on Redis');

describe.concurrent.each(BACKENDS)('queues on $backend', ({ backend, isThere }) => {
  // In the long form it has to be possible.
  test.skipIf(!isThere || !(isPossible || isFull))(
    'a disk of one megabyte that fills up is told of, keeps what it holds, and loses nothing when it is enlarged',
    async ({ expect, onTestFinished }) => {
      const machine = await Machine.start(backend);
      const { db } = machine;
      const disk = await SmallDisk.mount(await fs.stat(path.join(machine.folder, 'data/postgres')));
      onTestFinished(async () => {
        await machine.close();
        await disk?.remove();
      });
      if (!disk) throw new Error('nothing may be mounted here: run this as root');
      await db.$executeRawUnsafe(`CREATE TABLESPACE small LOCATION '${disk.path}'`);
      await db.$executeRawUnsafe('ALTER DATABASE postgres SET default_tablespace = small');
      await terminateOthers(db);

      await fs.copyFile(log.file, machine.file);
      const generation = () => db.fileGeneration.findFirstOrThrow();
      const noticed = async () => expect((await generation()).fault).toMatch(/No space left on device/);
      await vi.waitFor(noticed, { timeout: 90_000, interval: 50 });
      expect(Number((await generation()).position)).toBeLessThan(log.bytes);
      const { events, records } = await countsIn(db);
      expect(events).toBe(records[0]);

      disk.enlarge();
      expect(await machine.countsAtTheEnd(log, EXTENT.timeoutMs)).toEqual(log.truth);
      await vi.waitFor(async () => expect((await generation()).fault).toBeNull(), { timeout: 30_000 });
      await machine.drain();
    },
    3 * EXTENT.timeoutMs,
  );
});
