import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { receiveTogether } from '@/lib/store/receive-together';
import { Together } from '@/lib/store/together';
import { openTestStore, type TestStore } from './test-store';

// A loaded machine takes its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let store: TestStore;
let sourceId: number;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await store.db.ingestBatch.deleteMany();
  await store.db.source.deleteMany();
  const data = { name: 'bounces', kind: 'smtp', format: 'mail', timeZone: 'UTC' };
  ({ id: sourceId } = await store.db.source.create({ data }));
});

const receive = (key: string, content = key, of = sourceId): Promise<number> =>
  receiveTogether(store.db, {
    ...{ sourceId: of, format: 'mail', idempotencyKey: key },
    content: new Uint8Array(Buffer.from(content)),
  });

test('what arrives at once is in the inbox byte for byte, in its order, and in a few transactions', async () => {
  const keys = Array.from({ length: 300 }, (_, n) => `mail-${n}`);
  const ids = await Promise.all(keys.map((key) => receive(key, `${key}\0\u00ff`)));
  const rows = await store.db.$queryRaw<{ id: bigint; content: Uint8Array; transaction: string }[]>`
    SELECT id, content, xmin::text AS transaction FROM ingest_batch ORDER BY id`;
  expect(rows.map(({ id }) => Number(id))).toEqual(ids);
  expect(rows.map(({ content }) => Buffer.from(content).toString())).toEqual(
    keys.map((key) => `${key}\0\u00ff`),
  );
  // The first finds nobody to wait for.
  expect(new Set(rows.map(({ transaction }) => transaction)).size).toBe(2);
});

test('the same key is the same batch: twice at once, and later', async () => {
  const [first, again, other] = await Promise.all([receive('a'), receive('a'), receive('b')]);
  expect(again).toBe(first);
  expect(other).not.toBe(first);
  expect(await Promise.all([receive('b'), receive('a')])).toEqual([other, first]);
  expect(await store.db.ingestBatch.count()).toBe(2);
});

test('what cannot be stored takes none of the others with it', async () => {
  const answers = await Promise.allSettled([receive('a'), receive('b'), receive('c\0'), receive('d')]);
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  expect(await store.db.ingestBatch.count()).toBe(3);
});

test('while the store takes nothing nobody is told that it did, and afterwards all goes on', async () => {
  await store.db.$executeRaw`ALTER TABLE ingest_batch RENAME TO away`;
  const answers = await Promise.allSettled(['a', 'b', 'c'].map((key) => receive(key)));
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  await store.db.$executeRaw`ALTER TABLE away RENAME TO ingest_batch`;
  await Promise.all(['a', 'b', 'c'].map((key) => receive(key)));
  expect(await store.db.ingestBatch.count()).toBe(3);
});

test('one at a time, no more at once than may be, and the largest alone', async () => {
  const groups: number[][] = [];
  const all = async (sizes: number[]) => {
    groups.push(sizes);
    return sizes;
  };
  const one = () => Promise.reject(new Error('nothing is to be tried by itself'));
  const together = new Together<number, number>(
    all,
    one,
    () => false,
    (size) => size,
    { items: 3, bytes: 10 },
  );
  const sizes = [1, 2, 3, 4, 8, 99, 1];
  expect(await Promise.all(sizes.map((size) => together.ask(size)))).toEqual(sizes);
  expect(groups).toEqual([[1], [2, 3, 4], [8], [99], [1]]);
});
