import { expect, test, vi } from 'vitest';
import { freePort } from '@/bin/embedded-postgres/free-port';
import { prepareStore } from '@/bin/supervisor/store';
import { notePulse, pulseFault } from '@/lib/store/worker-pulse';
import { bounceboard } from '../bin/bounceboard';
import { openTestStore } from '../store/test-store';

const HOUR_MS = 3_600_000;
const WAIT = { timeout: 90_000, interval: 250 };

test('a worker that hangs is told from one that works, by itself and by what goes through the queue', async ({
  onTestFinished,
}) => {
  const { db, databaseUrl, close } = await openTestStore();
  await prepareStore(databaseUrl, []);
  const port = await freePort(0);
  const worker = bounceboard(['worker'], { DATABASE_URL: databaseUrl, BOUNCEBOARD_ADMIN_PORT: String(port) });
  onTestFinished(async () => {
    worker.child.kill('SIGKILL');
    await worker.ended;
    await close();
  });
  const health = async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(5_000) });
    return { status: answer.status, ...((await answer.json()) as { faults: string[] }) };
  };
  const fault = () => pulseFault(db, new Date());

  expect(await fault()).toMatch(/^no worker has finished a job yet/);
  await vi.waitFor(async () => expect(await fault()).toBeNull(), WAIT);
  await vi.waitFor(async () => expect(await health()).toMatchObject({ status: 200, faults: [] }), WAIT);

  // The control: of one that works, an old sign is soon followed by a new one.
  await notePulse(db, new Date(Date.now() - HOUR_MS));
  await vi.waitFor(async () => expect(await fault()).toBeNull(), WAIT);

  worker.child.kill('SIGSTOP');
  // What it had sent before may still arrive.
  await vi.waitFor(async () => {
    await notePulse(db, new Date(Date.now() - HOUR_MS));
    expect(await fault()).toMatch(/^no worker has finished a job since/);
    await expect(health()).rejects.toThrow();
    expect(await fault()).toMatch(/^no worker has finished a job since/);
  }, WAIT);
}, 300_000);
