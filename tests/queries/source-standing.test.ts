import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sourceCoverage } from '@/lib/queries/source-coverage';
import { sourceFiles } from '@/lib/queries/source-files';
import { sourceList } from '@/lib/queries/source-list';
import { sourceOutcomes } from '@/lib/queries/source-outcomes';
import { sourcePulse } from '@/lib/queries/source-pulse';
import { readTimeRange } from '@/lib/queries/time-range';
import { send } from '../alerts/traffic';
import { openTestStore, type TestStore } from '../store/test-store';

let store: TestStore;
const now = new Date('2026-11-20T12:10:00Z');
const at = (time: string) => new Date(`2026-11-20T${time}:00Z`);
const range = readTimeRange({ range: '6h' }, now);

beforeAll(async () => {
  store = await openTestStore();
  const { db } = store;
  const delivered = { outcome: 'delivered' as const };
  await send(db, { ...delivered, source: 'mx1', from: at('07:00'), minutes: 300, events: 300 });
  await send(db, { source: 'mx1', outcome: 'bounced', from: at('11:00'), minutes: 60, events: 12 });
  await send(db, { ...delivered, source: 'mx2', from: at('08:00'), minutes: 60, events: 60 });
  const mx2 = await db.source.findUniqueOrThrow({ where: { name: 'mx2' } });
  await db.source.update({
    where: { id: mx2.id },
    data: { fault: 'EACCES', clockSkewMs: 90_000, duplicates: 7n, receivedAt: at('12:00') },
  });
  const file = { sourceId: mx2.id, device: 1n, birthMs: 0n, headHash: 'a', headBytes: 1, tailHash: 'b' };
  const generation = { ...file, format: 'postfix', referenceAt: now, sizeBytes: 900n, position: 900n };
  await db.fileGeneration.createMany({
    data: [
      { ...generation, path: '/a', inode: 1n, fault: 'was damaged once', updatedAt: at('01:00') },
      { ...generation, path: '/a', inode: 2n, eventRecords: 5n, unparsedCount: 1n, updatedAt: at('12:00') },
      {
        ...{ ...generation, path: '/b', inode: 3n, fault: 'is damaged', eventRecords: 3n },
        updatedAt: new Date('2026-11-18T00:00:00Z'),
      },
    ],
  });
  const batch = { sourceId: mx2.id, format: 'postfix', content: new Uint8Array() };
  await db.ingestBatch.createMany({
    data: [
      { ...batch, state: 'dead', unparsedCount: 0n, receivedAt: at('11:00') },
      { ...batch, state: 'received', receivedAt: at('11:59') },
      { ...batch, state: 'received', receivedAt: at('11:58') },
      { ...batch, state: 'done', ignoredCount: 4n, receivedAt: at('09:00') },
    ],
  });
});
afterAll(() => store.close());

const byName = async (name: string) =>
  (await sourceList(store.db, now)).find((source) => source.name === name)!;

describe('how a source stands', () => {
  it('is its own fault and those of the newest file at each path', async () => {
    expect((await byName('mx2')).faults.sort()).toEqual(['EACCES', 'is damaged']);
    expect((await byName('mx1')).faults).toEqual([]);
  });

  it('counts what was read lately beside all that was read', async () => {
    expect(await byName('mx2')).toMatchObject({
      records: { event: 8, context: 0, ignored: 4, unparsed: 1 },
      lately: { event: 5, context: 0, ignored: 4, unparsed: 1 },
      deadBatches: 1,
      waitingBatches: 2,
      waitingSince: at('11:58'),
      clockSkewMs: 90_000,
      duplicates: 7,
      receivedAt: at('12:00'),
    });
  });

  it('beats in half hours up to now', async () => {
    const { starts, events } = await sourcePulse(store.db, now);
    const { id } = await byName('mx1');
    expect(new Date(starts[47]!)).toEqual(at('12:00'));
    expect(events.get(id)?.get(at('07:00').getTime())).toBe(30);
    expect(events.get(id)?.get(at('11:00').getTime())).toBe(36);
    expect(events.get(id)?.has(at('12:00').getTime())).toBe(false);
  });

  it('tells what became of its mail, bucket by bucket', async () => {
    const counts = await sourceOutcomes(store.db, (await byName('mx1')).id, range);
    const sum = (outcome: string) =>
      counts.filter((one) => one.outcome === outcome).reduce((all, { events }) => all + events, 0);
    expect([sum('delivered'), sum('bounced')]).toEqual([300, 12]);
  });

  it('knows when each source was heard of, and whether it was before', async () => {
    const coverage = new Map((await sourceCoverage(store.db, range)).map((one) => [one.name, one]));
    const mx2 = coverage.get('mx2')?.heard.map((time) => new Date(time).toISOString().slice(11, 16));
    expect([mx2?.[0], mx2?.at(-1), mx2?.length]).toEqual(['08:00', '08:55', 12]);
    expect(coverage.get('mx2')?.heardBefore).toBe(false);
    const later = await sourceCoverage(store.db, readTimeRange({ range: '1h' }, now));
    expect(later.find(({ name }) => name === 'mx2')).toEqual({ name: 'mx2', heard: [], heardBefore: true });
  });

  it('lists its files, the last read first', async () => {
    const files = await sourceFiles(store.db, (await byName('mx2')).id);
    expect(files.map(({ path, fault }) => [path, fault])).toEqual([
      ['/a', null],
      ['/a', 'was damaged once'],
      ['/b', 'is damaged'],
    ]);
  });
});
