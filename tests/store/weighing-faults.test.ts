import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureSource } from '@/lib/store/sources';
import { type WeighingFaults, weighingFaults } from '@/lib/store/weighing-faults';
import { decide, type Fault } from '@/lib/suppression/decide';
import { SoftBounceRule } from '@/lib/suppression/soft-bounce-rule';
import { openTestStore, type TestStore } from './test-store';

let store: TestStore;
const sources: number[] = [];

beforeAll(async () => {
  store = await openTestStore();
  const kept = { kind: 'import' as const, format: 'auto', paths: [], timeZone: 'UTC' };
  for (const name of ['mx1', 'mx2']) sources.push((await ensureSource(store.db, { ...kept, name })).id);
});
afterAll(() => store.close());

const AT = Date.parse('2026-03-01T10:00:00.123Z');
const hourOf = (hour: number): number => AT + hour * 3_600_000;

describe('of many faults those that decide are fetched', () => {
  const anyFault = fc.record({
    kind: fc.constantFrom('dead-mailbox', 'complaint', ...Array<string>(60).fill('soft-bounces')),
    // Hours, so that several fall on one instant, and stretches end in the middle of a day.
    at: fc.integer({ min: 0, max: 24 * 20 }).map(hourOf),
    source: fc.constantFrom(0, 1),
  });
  const rule = fc.record({
    bounces: fc.integer({ min: 2, max: 8 }),
    withinDays: fc.integer({ min: 1, max: 12 }),
    overDays: fc.integer({ min: 0, max: 5 }),
  });
  const moment = fc.option(fc.integer({ min: 0, max: 24 * 20 }).map(hourOf), { nil: null });

  async function put(faults: readonly { kind: string; at: number; source: number }[]): Promise<Fault[]> {
    await store.db.recipientFault.deleteMany();
    const rows = faults.map(({ kind, at, source }, i) => ({
      ...{ sourceId: sources[source]!, originId: 7n, position: BigInt(i), at: new Date(at), kind },
      ...{ recipientHash: 5n, labelSetId: 1, recipient: 'a***@example.net', weighed: true },
    }));
    await store.db.recipientFault.createMany({ data: rows });
    return rows.map(({ sourceId, position, at, kind }) => ({
      ...{ kind, at: at.getTime(), key: `${sourceId} 7 ${position}` },
    }));
  }
  const fetched = (deliveredAt: number | null, forgivenAt: number | null, by: SoftBounceRule) => {
    const time = (at: number | null) => (at === null ? null : new Date(at));
    const one = { deliveredAt: time(deliveredAt), forgivenAt: time(forgivenAt) };
    const stranger = { workspaceId: 999, recipientHash: 5n, deliveredAt: null, forgivenAt: null };
    const ana = { workspaceId: 1, recipientHash: 5n, ...one };
    return store.db.$transaction((tx) => weighingFaults(tx, [stranger, ana], by));
  };
  function sameAsOfAll(
    all: readonly Fault[],
    found: WeighingFaults | undefined,
    [deliveredAt, forgivenAt, by]: [number | null, number | null, SoftBounceRule],
  ): void {
    const hand = forgivenAt === null ? null : { decision: 'reinstated' as const, at: forgivenAt };
    const { faults, lastFaultAt, ...whole } = decide(all, deliveredAt, hand, by);
    expect(decide(found?.faults ?? [], deliveredAt, hand, by)).toMatchObject(whole);
    expect([found?.count ?? 0, found?.lastAt ?? null]).toEqual([faults, lastFaultAt]);
  }

  test('and they decide as all of them would', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyFault, { maxLength: 60, size: 'max' }),
        ...[moment, moment, rule],
        async (faults, deliveredAt, forgivenAt, by) => {
          const all = await put(faults);
          const found = await fetched(deliveredAt, forgivenAt, by);
          expect(found.has(0)).toBe(false);
          sameAsOfAll(all, found.get(1), [deliveredAt, forgivenAt, by]);
        },
      ),
      { numRuns: 60 },
    );
  }, 120_000);

  test('which are few, also of two thousand', async () => {
    const by = SoftBounceRule.parse({});
    // One every two minutes: two days are over with number 1440, and the last few say nothing of the first.
    const at = (i: number) => AT + i * 120_000;
    const soft = Array.from({ length: 2_000 }, (_, i) => ({
      kind: 'soft-bounces',
      at: at(i),
      source: i % 2,
    }));
    const all = await put(soft);
    const found = (await fetched(null, null, by)).get(1)!;
    sameAsOfAll(all, found, [null, null, by]);
    expect(decide(found.faults, null, null, by).since).toBe(at(1_440));
    expect(found).toMatchObject({ count: 2_000, lastAt: at(1_999) });
    expect(found.faults.length).toBeLessThanOrEqual(2 * by.bounces + 2);
  });
});
