import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deliveryEvent } from '@/lib/mail/delivery-event';
import { DEFAULT_KEPT_DAYS } from '@/lib/retention';
import { secretBox } from '@/lib/secret-box';
import { LedgerConflict } from '@/lib/store/batch';
import { takeStream } from '@/lib/store/ingest-streams';
import { KeptAddresses } from '@/lib/store/kept-addresses';
import { prune } from '@/lib/store/prune';
import { EventRecorder } from '@/lib/store/record-events';
import { revealRecipient } from '@/lib/store/reveal-recipient';
import { ensureSource } from '@/lib/store/sources';
import { OPERATOR } from '../auth/people';
import { record as recordBatch } from './record';
import { openTestStore, type TestStore } from './test-store';

const AT = Date.parse('2026-03-01T10:00:00Z');
const DAY_MS = 86_400_000;
const [key, newer] = [randomBytes(32), randomBytes(32)];
const box = secretBox([key]);

let store: TestStore;
let keeping: EventRecorder;
let keepingNothing: EventRecorder;
let sourceId: number;
let position = 0;

beforeAll(async () => {
  store = await openTestStore();
  keeping = await EventRecorder.open(store.databaseUrl, 'key', new KeptAddresses(box));
  keepingNothing = await EventRecorder.open(store.databaseUrl, 'key');
  const source = { name: 'mail', kind: 'import' as const, format: 'auto', paths: [], timeZone: 'UTC' };
  sourceId = (await ensureSource(store.db, source)).id;
  await takeStream(store.db, { sourceId, format: 'postfix' }, 'reader', new Date());
});
afterAll(async () => {
  await Promise.all([keeping.close(), keepingNothing.close()]);
  await store.close();
});

/** Records a batch of its own. @returns the key of its first event. */
async function record(recorder: EventRecorder, ...recipients: (string | null)[]) {
  const content = { sourceId, format: 'postfix', content: new Uint8Array(), idempotencyKey: null };
  const { id: originId } = await store.db.ingestBatch.create({ data: content });
  const stream = await store.db.ingestStream.findFirstOrThrow();
  const events = recipients.map((recipient) =>
    deliveryEvent({ position: position++, at: AT, outcome: 'delivered', recipient }),
  );
  const from = Number(stream.position);
  const batch = {
    sourceId,
    originId: Number(originId),
    events,
    records: { event: events.length, context: 0, ignored: 0, unparsed: 0 },
    unparsed: [],
    ledger: {
      kind: 'inbox' as const,
      format: 'postfix',
      ...{ from, to: from + 1, parserState: '', leaseOwner: 'reader' },
    },
  };
  await recordBatch(recorder, batch);
  return { batch, event: { sourceId, originId, position: BigInt(events[0]!.position), at: new Date(AT) } };
}

test('an address is kept once, sealed, and shown to an operator who asks for it', async () => {
  const { event } = await record(keeping, 'Jane.Doe@example.org', 'jane.doe@example.org', null);
  const rows = await store.db.keptAddress.findMany();
  expect(rows).toHaveLength(1);
  expect(rows[0]!.sealed).not.toMatch(/doe|example/i);
  expect(await revealRecipient(store.db, box, OPERATOR, event)).toEqual({ address: 'jane.doe@example.org' });
});

test('who looked is written down, without the address', async () => {
  const { event } = await record(keeping, 'john.roe@example.org');
  await revealRecipient(store.db, box, OPERATOR, event);
  const line = await store.db.auditEntry.findFirstOrThrow({ orderBy: { id: 'desc' } });
  expect(line).toMatchObject({ actor: OPERATOR.name, action: 'recipient.revealed' });
  expect(line.subject).toBe('j***@example.org');
  expect(JSON.stringify(line.details)).not.toContain('john.roe');
});

test('where nothing is kept, nothing is shown and nobody is said to have looked', async () => {
  const before = await store.db.auditEntry.count();
  const { event } = await record(keepingNothing, 'nobody.knows@example.org');
  expect(await revealRecipient(store.db, box, OPERATOR, event)).toEqual({ refusal: 'not-kept' });
  const absent = { ...event, position: 999_999n };
  expect(await revealRecipient(store.db, box, OPERATOR, absent)).toEqual({ refusal: 'absent' });
  expect(await store.db.auditEntry.count()).toBe(before);
});

test('what is not recorded is not kept either', async () => {
  const { batch } = await record(keeping, 'first@example.org');
  const again = {
    ...batch,
    events: batch.events.map((one) => ({ ...one, recipient: 'second@example.org' })),
  };
  const count = await store.db.keptAddress.count();
  await expect(recordBatch(keeping, again)).rejects.toThrow(LedgerConflict);
  expect(await store.db.keptAddress.count()).toBe(count);
});

test('batches of the same people that meet wait for each other', async () => {
  const people = Array.from({ length: 200 }, (_, n) => `person${n}@example.net`);
  await record(keeping, 'warm@example.net');
  const client = await Promise.allSettled([
    record(keeping, ...people),
    record(keeping, ...[...people].reverse()),
    record(keeping, ...people),
  ]);
  // The stream moves for one of them at a time: the others find it moved, and none runs into a deadlock.
  const faults = client.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  expect(faults.filter((fault) => !(fault instanceof LedgerConflict))).toEqual([]);
  expect(await store.db.keptAddress.count({ where: { sourceId } })).toBeGreaterThanOrEqual(200);
});

test('a newer key seals, and the older one opens what was sealed before', async () => {
  const { event } = await record(keeping, 'rotated@example.org');
  const rotated = secretBox([newer, key]);
  expect(await revealRecipient(store.db, rotated, OPERATOR, event)).toEqual({
    address: 'rotated@example.org',
  });
  await expect(revealRecipient(store.db, secretBox([newer]), OPERATOR, event)).rejects.toThrow(/another key/);
});

test('an address is forgotten after its days, and all of them once none is to be kept', async () => {
  const { db } = store;
  await record(keeping, 'old@example.org', 'new@example.org');
  const count = await db.keptAddress.count();
  const [old] = await db.keptAddress.findMany({ take: 1 });
  const seenOn = new Date(Date.now() - 31 * DAY_MS);
  await db.keptAddress.updateMany({ where: { recipientHash: old!.recipientHash }, data: { seenOn } });
  await prune(db, new Date(), { ...DEFAULT_KEPT_DAYS, addresses: 30 });
  expect(await db.keptAddress.count()).toBe(count - 1);
  await prune(db, new Date(), { ...DEFAULT_KEPT_DAYS, addresses: null });
  expect(await db.keptAddress.count()).toBe(0);
});
