import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { identityHash } from '@/lib/sources/file-look';
import { seededRandom } from '../bench/seeded-random';
import { bounceboard, type Ended } from '../bin/bounceboard';
import { type MailRoom, openMailRoom } from '../ingest/mail-room';
import { EXTENT } from './extent';
import { countsIn, type KnownLog, writeKnownLog } from './known-log';
import { STEPS, terminateOthers, untilRunning } from './statements';

let home: MailRoom;
let log: KnownLog;
let room: MailRoom;

beforeAll(async () => {
  home = await openMailRoom();
  log = await writeKnownLog(home.at('mail.log'), EXTENT.importLines);
});
afterAll(() => home.close());
beforeEach(async () => {
  room = await openMailRoom();
});
afterEach(() => room.close());

const environment = () => ({ DATABASE_URL: room.databaseUrl, BOUNCEBOARD_DATA: room.at('data') });
const importLog = () => bounceboard(['import', '--time-zone', 'UTC', log.file], environment());

type Fault = (running: ReturnType<typeof importLog>) => Promise<unknown>;

/** Runs the import with a fault at some step of some batch, or a while after its start. */
async function importWith(fault: Fault, moment: (typeof STEPS)[number] | number): Promise<Ended> {
  const running = importLog();
  const over = new AbortController();
  running.ended.then(() => over.abort());
  if (typeof moment === 'number') await sleep(moment, undefined, { signal: over.signal }).catch(() => {});
  else await untilRunning(room.db, moment, over.signal);
  if (!over.signal.aborted) await fault(running);
  return running.ended;
}
const kill: Fault = async ({ child }) => child.kill('SIGKILL');
const cutOff: Fault = () => terminateOthers(room.db);

async function importToTheEnd(): Promise<void> {
  const { code, err } = await importLog().ended;
  expect({ code, err }).toMatchObject({ code: 0 });
}

test('an import that is killed again and again, and started again each time, ends with the exact counts', async () => {
  const random = seededRandom(7);
  let killed = 0;
  for (let attempt = 0; attempt < EXTENT.importKills; attempt++) {
    const moment = attempt < STEPS.length ? STEPS[attempt]! : 300 + Math.floor(random() * 2_000);
    if ((await importWith(kill, moment)).signal === 'SIGKILL') killed++;
    const { events, truth } = { events: await room.events(), truth: log.truth.events };
    expect(events).toBeLessThanOrEqual(truth);
  }
  expect(killed).toBeGreaterThan(0);
  await importToTheEnd();
  expect(await countsIn(room.db)).toEqual(log.truth);
  await importToTheEnd();
  expect(await countsIn(room.db)).toEqual(log.truth);
});

test('an import whose connections the server ends in the middle says so, and goes on when repeated', async () => {
  for (const step of ['COPY event', 'INSERT INTO rollup'] as const) {
    const { code, err } = await importWith(cutOff, step);
    if (code !== 0) expect(err).toMatch(/the connection to the store broke/);
  }
  await importToTheEnd();
  expect(await countsIn(room.db)).toEqual(log.truth);
});

test('two imports of one file at the same time bring every event once', async () => {
  await Promise.all([importLog().ended, importLog().ended]);
  await importToTheEnd();
  expect(await countsIn(room.db)).toEqual(log.truth);
});

/**
 * The same kill with the protection taken away, to show that the tests above would see it. The ledger is put back
 * to where it stood before the killed run: so it is for any program that notes how far it came only at its end.
 */
describe('without the ledger', () => {
  async function killAfterFirstCommitAndForget(): Promise<void> {
    const running = importLog();
    for (;;) {
      if ((await room.db.fileGeneration.count({ where: { position: { gt: 0 } } })) > 0) break;
      await sleep(5);
    }
    running.child.kill('SIGKILL');
    await running.ended;
    const data = { position: 0, parserState: null, tailHash: identityHash(Buffer.alloc(0)) };
    await room.db.fileGeneration.updateMany({ data });
  }

  test('events and rollups count double', async () => {
    // Bounces alone have a key, as faults of their recipients: it would have refused some of it.
    await room.db.$executeRaw`ALTER TABLE recipient_fault DROP CONSTRAINT recipient_fault_pkey`;
    await killAfterFirstCommitAndForget();
    const stored = await room.events();
    await importToTheEnd();
    const counts = await countsIn(room.db);
    expect(counts.events).toBe(log.truth.events + stored);
    expect(counts.rollups).not.toEqual(log.truth.rollups);
  });
});
