import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditEntries } from '@/lib/queries/audit-entries';
import { audit, nobody, pruneAudit } from '@/lib/store/audit';
import { OPERATOR } from '../auth/people';
import { openTestStore, type TestStore } from './test-store';

const DAY_MS = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS);

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
  for (const at of [daysAgo(500), daysAgo(100), daysAgo(80), new Date()]) {
    await store.db.auditEntry.create({ data: { at, actor: 'ada', action: 'test.done', subject: 'x' } });
  }
});
afterAll(() => store.close());

const count = () => store.db.auditEntry.count();

test('a change and its line are one: where the change fails, there is none', async () => {
  const before = await count();
  const failing = store.db.$transaction(async (transaction) => {
    await audit(transaction, OPERATOR, 'test.failed', 'x');
    throw new Error('the change failed');
  });
  await expect(failing).rejects.toThrow('the change failed');
  expect(await count()).toBe(before);
});

test('lines can be neither changed nor deleted nor emptied, whoever asks', async () => {
  const before = await count();
  const db = store.db;
  const APPEND_ONLY = /the audit log is append-only/;
  await expect(db.auditEntry.updateMany({ data: { actor: 'eve' } })).rejects.toThrow(APPEND_ONLY);
  await expect(db.auditEntry.deleteMany()).rejects.toThrow(APPEND_ONLY);
  await expect(db.$executeRaw`TRUNCATE audit`).rejects.toThrow(APPEND_ONLY);
  await expect(db.$executeRaw`TRUNCATE account, audit CASCADE`).rejects.toThrow(APPEND_ONLY);
  const asRetention = db.$transaction(async (transaction) => {
    await transaction.$executeRaw`SET LOCAL bounceboard.audit_retention = 'on'`;
    await transaction.auditEntry.deleteMany({ where: { at: { gt: daysAgo(85) } } });
  });
  await expect(asRetention).rejects.toThrow(APPEND_ONLY);
  expect(await count()).toBe(before);
});

test('retention forgets what is old enough, and what it says it may forget ends with it', async () => {
  expect(await pruneAudit(store.db, daysAgo(400))).toBe(1);
  expect(await pruneAudit(store.db, daysAgo(95))).toBe(1);
  await expect(pruneAudit(store.db, daysAgo(70))).rejects.toThrow(/append-only/);
  await expect(store.db.auditEntry.deleteMany()).rejects.toThrow(/append-only/);
});

test('the latest are read first, page by page', async () => {
  for (const subject of ['a', 'b', 'c']) {
    await store.db.$transaction((transaction) =>
      audit(transaction, nobody('test'), 'page.read', subject, { n: 1 }),
    );
  }
  const first = await auditEntries(store.db, null, 2);
  expect(first.map(({ subject }) => subject)).toEqual(['c', 'b']);
  const [next] = await auditEntries(store.db, first.at(-1)!.id, 1);
  expect(next).toMatchObject({ subject: 'a', actor: 'test', address: null, details: [['n', '1']] });
});
