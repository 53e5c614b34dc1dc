import { createHash } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Db } from '@/lib/db';
import { identityHash } from '@/lib/sources/file-look';
import { EventRecorder } from '@/lib/store/record-events';
import { PrismaClient } from '@/prisma/generated/client';
import { type MailRoom, openMailRoom } from '../ingest/mail-room';
import { queueId } from '../ingest/postfix-lines';
import { EXTENT } from './extent';
import { FollowerRoom } from './follower-room';
import { RotatingLog } from './rotating-log';

/** Any sequence of these may happen to a log and to those who read it. */
type Step =
  | { do: 'write'; lines: number }
  | { do: 'crash'; commit: 'before' | 'after' }
  | {
      do: 'look' | 'restart' | 'writeHalf' | 'writeToOld' | 'rotate' | 'copyTruncate' | 'truncate' | 'remove';
    }
  | { do: 'compress' };

const plain = (name: Exclude<Step['do'], 'write' | 'crash'>) => fc.constant({ do: name } as Step);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('write' as const), lines: fc.integer({ min: 1, max: 6 }) }),
  },
  { weight: 4, arbitrary: plain('look') },
  { weight: 2, arbitrary: plain('writeHalf') },
  { weight: 2, arbitrary: plain('writeToOld') },
  { weight: 4, arbitrary: plain('rotate') },
  { weight: 2, arbitrary: plain('copyTruncate') },
  { weight: 1, arbitrary: plain('truncate') },
  { weight: 1, arbitrary: plain('remove') },
  { weight: 2, arbitrary: plain('compress') },
  { weight: 2, arbitrary: plain('restart') },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('crash' as const), commit: fc.constantFrom('before', 'after') }),
  },
);

/** At the same time: most of a sequence is waiting for the store. */
const LANES = 4;

/** Statements are planned once: that is most of what a server does for questions as small as these. */
const quickDb = (connectionString: string): Db =>
  new PrismaClient({
    adapter: new PrismaPg(
      { connectionString, max: 4 },
      { statementNameGenerator: ({ sql }) => createHash('sha1').update(sql).digest('base64url') },
    ),
  });

interface Lane {
  home: MailRoom;
  store: { db: Db; recorder: EventRecorder };
  /** The sequence that it is at: it goes on where a test has no more time, and would meddle with the next one. */
  running: Promise<unknown>;
}
async function openLane(): Promise<Lane> {
  const home = await openMailRoom();
  // The server itself is not killed here (other tests do that), and a commit need not wait for the disk.
  const [{ name }] = await home.db.$queryRaw<[{ name: string }]>`SELECT current_database() AS name`;
  await home.db.$executeRawUnsafe(`ALTER DATABASE ${name} SET synchronous_commit = off`);
  const recorder = await EventRecorder.open(home.databaseUrl, 'key');
  return { home, store: { db: quickDb(home.databaseUrl), recorder }, running: Promise.resolve() };
}

/** A store each: all write the same lines, and to one store they would be copies of one file. */
const lanes: Lane[] = [];
beforeAll(async () => {
  for (let lane = 0; lane < LANES; lane++) lanes.push(await openLane());
});
afterAll(async () => {
  for (const { home, store } of lanes) {
    await store.recorder.close();
    await store.db.$disconnect();
    await home.close();
  }
});

async function look(room: FollowerRoom, log: RotatingLog): Promise<void> {
  // What was written over in place is noticed by its reader, and then met under its name.
  await room.rounds(log.isCut ? 3 : 1);
  log.noteSeen();
}

async function take(one: Step, room: FollowerRoom, log: RotatingLog): Promise<void> {
  if (one.do === 'write') await log.write(one.lines);
  else if (one.do === 'look') await look(room, log);
  else if (one.do === 'restart') room.restart();
  else if (one.do === 'crash') {
    room.failNextCommit = one.commit;
    await room.round();
    room.failNextCommit = null;
    room.restart();
    await look(room, log);
  } else await log[one.do]();
}

/** @param meanwhile what is done to the store before the last lines come. */
async function run(
  { store }: Lane,
  steps: Step[],
  meanwhile = async () => {},
): Promise<{ counted: string[]; expected: string[]; rolledUp: number }> {
  const room = await FollowerRoom.open(store, 'mail.log');
  const log = new RotatingLog(room.at('mail.log'));
  try {
    await log.write(1);
    await look(room, log);
    for (const one of steps) await take(one, room, log);
    await meanwhile();
    await log.write(1); // Ends a line that is open.
    await look(room, log);
    const counted = await room.counted();
    return { counted, expected: log.expected().map(queueId).sort(), rolledUp: await room.rolledUp() };
  } finally {
    await room.close();
  }
}

test(
  `up to ${EXTENT.sequences} random sequences of writing, rotating, cutting, crashing: every line counts once`,
  async () => {
    const seed = Number(process.env.BOUNCEBOARD_SEED ?? 20261121);
    const propertyIn = (lane: Lane) =>
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const one = run(lane, steps);
        lane.running = one.catch(() => {}); // Thrown to whoever waits for it below.
        const { counted, expected, rolledUp } = await one;
        expect(counted).toEqual(expected);
        expect(rolledUp).toBe(expected.length);
      });
    const runs = { numRuns: EXTENT.sequences / LANES, interruptAfterTimeLimit: EXTENT.sequencesMs };
    const done = await Promise.all(
      lanes.map((lane, n) => fc.check(propertyIn(lane), { ...runs, seed: seed + n })),
    );
    await Promise.all(lanes.map(({ running }) => running));
    // A loaded machine takes fewer.
    const sequences = done.reduce((sum, { numRuns }) => sum + numRuns, 0);
    console.log(`${sequences} sequences, seeds from ${seed}`);
    for (const one of done) if (one.failed) throw new Error(fc.defaultReportMessage(one));
  },
  EXTENT.timeoutMs,
);

test('a reader that forgets how far it came is found out', async () => {
  const forgetful: Step[] = [{ do: 'write', lines: 3 }, { do: 'look' }, { do: 'restart' }];
  const [lane] = lanes as [Lane];
  const { db } = lane.store;
  const { counted, expected } = await run(lane, forgetful, async () => {
    // Bounces alone have a key, as faults of their recipients: it would have refused some of it.
    await db.$executeRaw`ALTER TABLE recipient_fault DROP CONSTRAINT IF EXISTS recipient_fault_pkey`;
    const start = { position: 0, parserState: null, tailHash: identityHash(Buffer.alloc(0)) };
    await db.fileGeneration.updateMany({ data: start });
  });
  expect(counted.length).toBeGreaterThan(expected.length);
});
