import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openReadings } from '@/lib/alerts/open-readings';
import type { Db } from '@/lib/db';
import { alertBacklogs } from '@/lib/queries/alert-backlogs';
import { alertSources } from '@/lib/queries/alert-sources';
import { openTestStore } from '@/tests/store/test-store';
import { reachTo, send } from './traffic';

vi.setConfig({ testTimeout: 60_000 });

const MINUTE = 60_000;
const NOON = Date.UTC(2026, 4, 4, 12);
const noon = (minutes: number): Date => new Date(NOON + minutes * MINUTE);
const days = (count: number): number => count * 1440;

let store: Awaited<ReturnType<typeof openTestStore>>;
let db: Db;

beforeAll(async () => {
  store = await openTestStore();
  db = store.db;
});
afterAll(() => store.close());
beforeEach(async () => {
  await db.$executeRaw`TRUNCATE source, label_set, event, rollup, file_generation, ingest_batch`;
});

describe('sightings of enforcement codes', () => {
  const labels = { provider: 'gmail', sendingDomain: 'news.example.com' };
  const refused = { ...labels, statusCode: '4.7.26', enforcement: true };

  test('when a code was first seen, how often of late, and since when the sender is known', async () => {
    await send(db, { from: noon(-days(10)), minutes: 5, events: 50, outcome: 'delivered', labels });
    await send(db, { from: noon(-days(3)), minutes: 5, events: 4, outcome: 'deferred', labels: refused });
    await send(db, { from: noon(-90), minutes: 5, events: 3, outcome: 'deferred', labels: refused });
    await send(db, { from: noon(-90), minutes: 5, events: 20, outcome: 'delivered', labels });
    const midnight = (daysAgo: number) => NOON - 12 * 60 * MINUTE - days(daysAgo) * MINUTE;
    expect(await openReadings(db, noon(0)).sightings(14)).toEqual([
      {
        series: 'provider=gmail,sending-domain=news.example.com,code=4.7.26',
        provider: 'gmail',
        sendingDomain: 'news.example.com',
        code: '4.7.26',
        firstAt: midnight(3),
        knownSince: midnight(10),
        recent: 3,
        recentAttempts: 23,
      },
    ]);
  });

  test('of late, to the hour; what is older than asked for, or in the future, is not seen', async () => {
    await send(db, { from: noon(-days(20)), minutes: 5, events: 4, outcome: 'deferred', labels: refused });
    await send(db, { from: noon(-90), minutes: 5, events: 3, outcome: 'deferred', labels: refused });
    await send(db, { from: noon(600), minutes: 5, events: 8, outcome: 'deferred', labels: refused });
    const [sighting] = await openReadings(db, noon(0)).sightings(14);
    expect(sighting).toMatchObject({ firstAt: NOON - 120 * MINUTE, recent: 3, recentAttempts: 3 });
  });

  test('a refusal that enforces nothing is none', async () => {
    const labels = { provider: 'gmail', sendingDomain: 'news.example.com', statusCode: '5.1.1' };
    await send(db, { from: noon(-90), minutes: 5, events: 3, outcome: 'bounced', labels });
    expect(await openReadings(db, noon(0)).sightings(14)).toEqual([]);
  });
});

describe('the health of sources', () => {
  test('the longest pause of the week before the last event', async () => {
    await send(db, { from: noon(-days(9)), minutes: 5, events: 1, outcome: 'delivered' });
    await send(db, { from: noon(-1000), minutes: 60, events: 60, outcome: 'delivered' });
    await send(db, { from: noon(-700), minutes: 60, events: 60, outcome: 'delivered' });
    const [source] = await alertSources(db, noon(0));
    expect(source).toMatchObject({ name: 'mx1', usualGapMinutes: 245, watermarkAt: NOON - 641 * MINUTE });
  });

  test('a pause that no hour without events is part of, and who need not know of it', async () => {
    await send(db, { from: noon(-415), minutes: 5, events: 1, outcome: 'delivered' });
    await send(db, { from: noon(-305), minutes: 5, events: 1, outcome: 'delivered' });
    await send(db, { from: noon(-260), minutes: 5, events: 1, outcome: 'delivered' });
    const pauses = async (least?: (silentMinutes: number) => number) =>
      (await alertSources(db, noon(0), least)).map(({ usualGapMinutes }) => usualGapMinutes);
    expect(await pauses()).toEqual([110]);
    expect(await pauses(() => 100)).toEqual([110]);
    expect(await pauses((silentMinutes) => silentMinutes / 2)).toEqual([5]);
    await send(db, { from: noon(-415 - 185), minutes: 5, events: 1, outcome: 'delivered' });
    for (const least of [undefined, () => 100, () => 150]) expect(await pauses(least)).toEqual([185]);
  });

  test('imports, paused sources and those that never spoke are not watched', async () => {
    for (const name of ['import', 'paused', 'live']) {
      await send(db, { from: noon(-60), minutes: 5, events: 1, outcome: 'delivered', source: name });
    }
    await db.source.update({ where: { name: 'import' }, data: { kind: 'import' } });
    await db.source.update({ where: { name: 'paused' }, data: { paused: true } });
    await db.source.create({ data: { name: 'new', kind: 'push', timeZone: 'UTC' } });
    expect((await alertSources(db, noon(0))).map(({ name }) => name)).toEqual(['live']);
  });

  test('records of files and batches of the last day', async () => {
    await send(db, { from: noon(-60), minutes: 5, events: 1, outcome: 'delivered' });
    const { id: sourceId } = await db.source.findUniqueOrThrow({ where: { name: 'mx1' } });
    const counted = {
      format: 'postfix',
      eventRecords: 5n,
      contextCount: 3n,
      ignoredCount: 2n,
      unparsedCount: 30n,
    };
    const file = {
      path: '/var/log/mail.log',
      device: 1n,
      inode: 1n,
      birthMs: 0n,
      headBytes: 0,
      sizeBytes: 0n,
    };
    const read = { ...counted, ...file, sourceId, headHash: '', tailHash: '', referenceAt: noon(0) };
    await db.fileGeneration.create({ data: { ...read, updatedAt: noon(-10) } });
    await db.fileGeneration.create({ data: { ...read, updatedAt: noon(-days(2)) } });
    await db.ingestBatch.create({
      data: { ...counted, sourceId, content: new Uint8Array(), receivedAt: noon(-20), unparsedCount: 0n },
    });
    expect(await alertSources(db, noon(0))).toMatchObject([{ records: 50, unparsed: 30 }]);
  });
});

test('a code in its window, at the same hour of the weeks before, and in the day before', async () => {
  const labels = { provider: 'gmail', statusCode: '4.7.28' };
  const at = (minutes: number, events: number) =>
    send(db, { from: noon(minutes), minutes: 10, events, outcome: 'deferred', labels });
  await at(-30, 7);
  await at(-days(7) - 30, 6);
  await at(-days(14) - 30, 5);
  await at(-days(14) + 10, 99);
  await at(-days(28) - 30, 4);
  await at(-180, 3);
  await send(db, {
    from: noon(-30),
    minutes: 10,
    events: 93,
    outcome: 'delivered',
    labels: { provider: 'gmail' },
  });
  await reachTo(db, 'mx1', noon(0));
  const [history] = await openReadings(db, noon(0)).codeHistory('provider', 60);
  expect(history).toEqual({
    value: 'gmail',
    at: NOON,
    attempts: [100, 6, 5, 0, 4, 3],
    codes: new Map([['4.7.28', { series: 'provider=gmail,code=4.7.28', events: [7, 6, 5, 0, 4, 3] }]]),
  });
});

test('codes by group, within reach', async () => {
  const answer = (provider: string, replyCode: number, statusCode: string | null) => ({
    labels: { provider, replyCode, statusCode },
  });
  const stretch = { from: noon(-30), minutes: 20, outcome: 'bounced' } as const;
  await send(db, { ...stretch, events: 3, ...answer('gmail', 550, '5.7.26') });
  await send(db, { ...stretch, events: 2, ...answer('gmail', 554, null) });
  await send(db, { ...stretch, events: 9, ...answer('yahoo', 550, '5.7.26'), from: noon(-200) });
  await send(db, {
    ...stretch,
    events: 7,
    outcome: 'delivered',
    labels: { provider: 'gmail', replyCode: 250 },
  });
  await reachTo(db, 'mx1', noon(0));
  const codes = await openReadings(db, noon(0)).codes('provider', 60);
  expect(codes.toSorted((a, b) => b.events - a.events)).toEqual([
    { value: 'gmail', replyCode: 550, statusCode: '5.7.26', events: 3 },
    { value: 'gmail', replyCode: 554, statusCode: null, events: 2 },
  ]);
});

test('what waits in the inbox of each source', async () => {
  const [push, idle] = await Promise.all(
    ['push', 'idle'].map((name) => db.source.create({ data: { name, kind: 'push', timeZone: 'UTC' } })),
  );
  const batch = { sourceId: push!.id, format: 'postfix', content: new Uint8Array() };
  await db.ingestBatch.createMany({
    data: [
      { ...batch, receivedAt: noon(-20) },
      { ...batch, receivedAt: noon(-3) },
      { ...batch, receivedAt: noon(-90), state: 'done' },
      { ...batch, receivedAt: noon(-90), state: 'dead' },
    ],
  });
  expect(await alertBacklogs(db, noon(0))).toEqual([
    { name: idle!.name, batches: 0, oldestAt: null },
    { name: push!.name, batches: 2, oldestAt: NOON - 20 * MINUTE },
  ]);
});
