import fs from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ingestBatch } from '@/lib/ingest/ingest-batch';
import { readFile } from '@/lib/ingest/read-file';
import { registerFile } from '@/lib/ingest/register-file';
import { receive } from '@/lib/store/inbox';
import { ensureSource } from '@/lib/store/sources';
import { type MailRoom, openMailRoom } from './mail-room';

let room: MailRoom;
let source: { id: number; kind: string; format: string };
let made = 0;
const inZone = async (timeZone: string) => {
  const given = { name: `source-${++made}`, kind: 'import' as const, format: 'postfix', paths: [], timeZone };
  source = await ensureSource(room.db, given);
};
/** A file of this test's own, since one that was read elsewhere counts nothing again. */
const log = () => room.at(`mail-${made}.log`);
beforeAll(async () => {
  room = await openMailRoom();
});
beforeEach(() => inZone('UTC'));
afterAll(() => room.close());

const HOUR_MS = 3_600_000;
const BERLIN = 'Europe/Berlin';

interface Sequence {
  name: string;
  timeZone: string;
  /** Local stamps as the server wrote them, and the instants that they were written at. */
  lines: [stamp: string, instant: string][];
}

/** Of a message each: what its server wrote, and when that was. */
const SEQUENCES: Sequence[] = [
  {
    name: 'clocks are set forward: an hour that never was',
    timeZone: BERLIN,
    lines: [
      ['Mar 29 01:58:00', '2026-03-29T00:58:00Z'],
      ['Mar 29 01:59:59', '2026-03-29T00:59:59Z'],
      ['Mar 29 03:00:00', '2026-03-29T01:00:00Z'],
      ['Mar 29 03:00:01', '2026-03-29T01:00:01Z'],
    ],
  },
  {
    name: 'clocks are set back: an hour that comes twice',
    timeZone: BERLIN,
    lines: [
      ['Oct 25 01:59:59', '2026-10-24T23:59:59Z'],
      ['Oct 25 02:00:00', '2026-10-25T00:00:00Z'],
      ['Oct 25 02:30:00', '2026-10-25T00:30:00Z'],
      // One process was slower to write.
      ['Oct 25 02:29:58', '2026-10-25T00:29:58Z'],
      ['Oct 25 02:59:59', '2026-10-25T00:59:59Z'],
      ['Oct 25 02:00:00', '2026-10-25T01:00:00Z'],
      ['Oct 25 02:29:59', '2026-10-25T01:29:59Z'],
      ['Oct 25 02:59:59', '2026-10-25T01:59:59Z'],
      ['Oct 25 03:00:00', '2026-10-25T02:00:00Z'],
    ],
  },
  {
    name: 'the same hour, by a log that writes the whole date',
    timeZone: BERLIN,
    lines: [
      ['2026-10-25T01:59:59', '2026-10-24T23:59:59Z'],
      ['2026-10-25T02:10:00', '2026-10-25T00:10:00Z'],
      ['2026-10-25T02:50:00', '2026-10-25T00:50:00Z'],
      ['2026-10-25T02:10:00', '2026-10-25T01:10:00Z'],
      ['2026-10-25T02:50:00', '2026-10-25T01:50:00Z'],
      ['2026-10-25T03:10:00', '2026-10-25T02:10:00Z'],
    ],
  },
  {
    name: '29 February',
    timeZone: BERLIN,
    lines: [
      ['Feb 28 23:59:59', '2024-02-28T22:59:59Z'],
      ['Feb 29 00:00:00', '2024-02-28T23:00:00Z'],
      ['Feb 29 23:59:59', '2024-02-29T22:59:59Z'],
      ['Mar  1 00:00:00', '2024-02-29T23:00:00Z'],
    ],
  },
  {
    name: 'from 31 December to 1 January, with stragglers',
    timeZone: BERLIN,
    lines: [
      ['Dec 30 12:00:00', '2025-12-30T11:00:00Z'],
      ['Dec 31 23:59:58', '2025-12-31T22:59:58Z'],
      ['Jan  1 00:00:00', '2025-12-31T23:00:00Z'],
      ['Dec 31 23:59:59', '2025-12-31T22:59:59Z'],
      ['Jan  1 00:00:01', '2025-12-31T23:00:01Z'],
      ['Jan  1 01:00:00', '2026-01-01T00:00:00Z'],
    ],
  },
];

/** Of a server of its own in each test: a file of the same content elsewhere would be the same file. */
const line = (stamp: string, n: number) =>
  `${stamp} relay${made} postfix/smtp[1]: 4C000000${10 + n}: to=<user${n}@example.org>, relay=mx.example.org[192.0.2.1]:25, delay=1, delays=0/0/1/0, dsn=2.0.0, status=sent (250 ok)\n`;
const written = ({ lines }: Sequence) => lines.map(([stamp], n) => line(stamp, n));
/** By queue id, since order of time is what is in question. */
const expected = ({ lines }: Sequence) => lines.map(([, instant]) => new Date(instant).toISOString());
const recorded = async () =>
  (await room.db.event.findMany({ where: { sourceId: source.id }, orderBy: { queueId: 'asc' } })).map(
    ({ at }) => at.toISOString(),
  );
/** Of buckets of five minutes, which are true in any zone. */
const counted = async () =>
  Object.fromEntries(
    (
      await room.db.rollup.groupBy({
        by: ['bucketAt'],
        where: { sourceId: source.id, bucketMinutes: 5 },
        _sum: { events: true },
        orderBy: { bucketAt: 'asc' },
      })
    ).map(({ bucketAt, _sum }) => [bucketAt.toISOString(), Number(_sum.events)]),
  );
const inBuckets = (instants: string[]) => {
  const counts: Record<string, number> = {};
  for (const instant of instants) {
    const at = new Date(Math.floor(Date.parse(instant) / 300_000) * 300_000).toISOString();
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts;
};

const readAt = async (file: string, time: number, owner: string) => {
  const now = new Date(time);
  await fs.utimes(file, now, now);
  const { generationId } = (await registerFile(room.db, source, file))!;
  const reading = { db: room.db, recorder: room.recorder, owner, now: () => now };
  return readFile(reading, { sourceId: source.id, generationId }, { isComplete: false });
};

describe.each(SEQUENCES)('$name', (sequence) => {
  const last = Date.parse(sequence.lines.at(-1)![1]);
  const lines = written(sequence);
  const expectExact = async () => {
    expect(await recorded()).toEqual(expected(sequence));
    expect(await counted()).toEqual(inBuckets(expected(sequence)));
  };

  test.each([
    ['right', 0],
    ['an hour behind', -HOUR_MS],
    ['an hour ahead', HOUR_MS],
  ])('a file, read in pieces by a machine whose clock is %s', async (_, offMs) => {
    await inZone(sequence.timeZone);
    const file = log();
    for (const text of lines) {
      await fs.appendFile(file, text);
      expect(await readAt(file, last + offMs, 'worker')).toBe('caught-up');
    }
    await expectExact();
  });

  test.each([
    ['at once, by a clock that is right', 0],
    ['at once, by a clock that is an hour behind', -HOUR_MS],
    ['at once, by a clock that is an hour ahead', HOUR_MS],
    ['as a backlog of five days', 5 * 24 * HOUR_MS],
  ])('pushed line by line, received %s', async (_, offMs) => {
    await inZone(sequence.timeZone);
    const sourceId = source.id;
    for (const [n, text] of lines.entries()) {
      const content = new Uint8Array(Buffer.from(text));
      const batchId = await receive(room.db, {
        ...{ sourceId, format: 'postfix', content, idempotencyKey: `line-${n}` },
      });
      const instant = Date.parse(sequence.lines[n]![1]);
      const receivedAt = new Date(offMs > HOUR_MS ? last + offMs : instant + offMs);
      await room.db.ingestBatch.updateMany({ where: { id: batchId }, data: { receivedAt } });
      const ingesting = { db: room.db, recorder: room.recorder, owner: 'worker', now: () => receivedAt };
      await ingestBatch(ingesting, { sourceId, batchId });
    }
    expect(await room.db.ingestBatch.count({ where: { sourceId, state: 'done' } })).toBe(lines.length);
    await expectExact();
  });
});

test('a clock that is set back between two reads keeps nobody from reading on', async () => {
  await fs.writeFile(log(), line('Mar  1 12:00:00', 0));
  expect(await readAt(log(), Date.parse('2026-03-01T12:00:00Z'), 'worker-1')).toBe('caught-up');
  await fs.appendFile(log(), line('Mar  1 11:00:01', 1));
  expect(await readAt(log(), Date.parse('2026-03-01T11:00:00Z'), 'worker-2')).toBe('caught-up');
  expect(await recorded()).toEqual(['2026-03-01T12:00:00.000Z', '2026-03-01T11:00:01.000Z']);
});

test('read in the wrong zone they would land elsewhere', async () => {
  const [sequence] = SEQUENCES as [Sequence];
  await fs.writeFile(log(), written(sequence).join(''));
  await readAt(log(), Date.parse(sequence.lines.at(-1)![1]), 'worker');
  const instants = await recorded();
  expect(instants).toHaveLength(sequence.lines.length);
  expect(instants).not.toEqual(expected(sequence));
});
