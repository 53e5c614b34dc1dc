import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { auditPart } from '@/app/_panels/list-audit';
import { moveSource } from '@/lib/auth/workspaces';
import { OwnRuleForm } from '@/lib/classify/own-rule';
import { classifierWith } from '@/lib/classify/own-rules';
import type { Db } from '@/lib/db';
import { recordJudged } from '@/lib/ingest/record-judged';
import { type DeliveryEvent, deliveryEvent } from '@/lib/mail/delivery-event';
import { onlyWorkspace } from '@/lib/queries/only-workspace';
import { AUDIT_LOCK, AuditTakesLong, suppressionAudit } from '@/lib/queries/suppression-audit';
import { secretBox } from '@/lib/secret-box';
import { AddressHash } from '@/lib/store/address-hash';
import { openAddress } from '@/lib/store/address-seal';
import { LedgerConflict } from '@/lib/store/batch';
import { exportedSuppressions } from '@/lib/store/export-suppressions';
import { limitedTo } from '@/lib/store/limited-db';
import { createOwnRule, rulesInForce } from '@/lib/store/own-rules';
import { Reclassifier } from '@/lib/store/reclassify';
import { EventRecorder } from '@/lib/store/record-events';
import { setSoftBounceRule } from '@/lib/store/soft-bounce-rule';
import { ensureSource } from '@/lib/store/sources';
import { reinstate, suppressByHand } from '@/lib/store/suppress-by-hand';
import { weighSuppressions } from '@/lib/store/weigh-suppressions';
import { decide, type Fault } from '@/lib/suppression/decide';
import type { Exported } from '@/lib/suppression/export-formats';
import { SoftBounceRule } from '@/lib/suppression/soft-bounce-rule';
import { OPERATOR } from '../auth/people';
import { openTestStore, type TestStore } from './test-store';

let store: TestStore;
let recorder: EventRecorder;
let sources: number[];
const box = secretBox([randomBytes(32)]);
const hash = new AddressHash('key');

beforeAll(async () => {
  store = await openTestStore();
  recorder = await EventRecorder.open(store.databaseUrl, 'key', null, (address) => box.seal(address).sealed);
  const kept = { kind: 'import' as const, format: 'auto', paths: [], timeZone: 'UTC' };
  sources = [];
  for (const name of ['mx1', 'mx2']) sources.push((await ensureSource(store.db, { ...kept, name })).id);
});

afterAll(async () => {
  await recorder.close();
  await store.close();
});

beforeEach(empty);

async function empty(): Promise<void> {
  await store.db.$executeRaw`
    TRUNCATE event, rollup, own_rule, file_generation, recipient_fault, suppression, suppression_change`;
  await store.db.setting.deleteMany({ where: { key: { startsWith: 'suppressions-' } } });
}

const DAY_MS = 86_400_000;
const AT = Date.parse('2026-03-01T10:00:00Z');
const NOW = new Date('2026-04-01T10:00:00Z');

const WORDS = {
  delivered: ['delivered', '250 2.0.0 OK'],
  dead: ['bounced', '550 5.1.1 User unknown'],
  full: ['bounced', '452 4.2.2 Over quota'],
  retried: ['deferred', '452 4.2.2 Over quota'],
  policy: ['bounced', '550 5.7.26 This mail is unauthenticated'],
  complaint: ['complained', ''],
} as const;
type What = keyof typeof WORDS;
interface Happened {
  what: What;
  day: number;
  who?: string;
  source?: number;
  messageId?: string;
}

let position = 0;
function event({ what, day, who = 'ana', messageId }: Happened): DeliveryEvent {
  const [outcome, diagnostic] = WORDS[what];
  return deliveryEvent({
    ...{ position: position++ * 100, at: AT + day * DAY_MS, outcome, diagnostic },
    ...{ recipient: `${who}@example.net`, sender: 'news@shop.example', mxHost: 'mx.example.net' },
    messageId: messageId ?? null,
  });
}

async function batchOf(happened: readonly Happened[]) {
  const sourceId = sources[happened[0]?.source ?? 0]!;
  const file = {
    path: '/log',
    device: 1n,
    inode: 1n,
    birthMs: 1n,
    headHash: 'h',
    headBytes: 1,
    tailHash: '',
  };
  const { id } = await store.db.fileGeneration.create({
    data: { ...file, sourceId, format: 'postfix', referenceAt: NOW, sizeBytes: 1, leaseOwner: 'me' },
  });
  return {
    ...{ sourceId, originId: Number(id), events: happened.map(event), unparsed: [] },
    records: { event: happened.length, context: 0, ignored: 0, unparsed: 0 },
    ledger: { kind: 'file', from: 0, to: 1, parserState: '', tailHash: '', leaseOwner: 'me' } as const,
  };
}

async function record(...happened: Happened[]): Promise<void> {
  for (const source of [0, 1]) {
    const here = happened.filter((one) => (one.source ?? 0) === source);
    if (here.length > 0) await recordJudged({ db: store.db, recorder }, await batchOf(here));
  }
}

const weigh = () => weighSuppressions(store.db, NOW);
const hashOf = (who: string): bigint => hash.of(`${who}@example.net`)!.readBigInt64BE();
const suppressionOf = (who = 'ana') =>
  store.db.suppression.findFirst({ where: { recipientHash: hashOf(who) } });
const days = (what: What, ...at: number[]): Happened[] => at.map((day) => ({ what, day }));

describe('who is suppressed', () => {
  test('a dead address at once, with what decided and the address sealed', async () => {
    await record({ what: 'policy', day: 0 }, { what: 'dead', day: 1 }, { what: 'dead', day: 2 });
    await weigh();
    const row = (await suppressionOf())!;
    expect(row).toMatchObject({
      ...{ state: 'suppressed', reason: 'dead-mailbox', faults: 2, recipient: 'a***@example.net' },
      ...{ domain: 'example.net', since: new Date(AT + DAY_MS), diagnostic: '550 5.1.1 User unknown' },
    });
    const decided = await store.db.event.findFirst({
      where: { originId: row.decidedOriginId!, position: row.decidedPosition! },
    });
    expect(decided?.at).toEqual(new Date(AT + DAY_MS));
    expect(row.address).not.toContain('ana');
    expect(openAddress(box, row.address!)).toBe('ana@example.net');
    expect(await store.db.recipientFault.count({ where: { address: { not: null } } })).toBe(0);
  });

  test('never for policy, nor for retries that go on', async () => {
    await record(...days('policy', 1, 2, 3, 4, 5, 6), ...days('retried', 1, 2, 3, 4, 5, 6));
    await weigh();
    expect(await store.db.suppression.count()).toBe(0);
  });

  test('five soft bounces in a row, and not where a delivery was between, on any source', async () => {
    await record(...days('full', 1, 2, 3, 4, 5));
    await record(...days('full', 1, 2, 3, 4, 5).map((one) => ({ ...one, who: 'bob' })));
    await record({ what: 'delivered', day: 3.5, who: 'bob', source: 1 });
    await weigh();
    expect(await suppressionOf('ana')).toMatchObject({
      state: 'suppressed',
      reason: 'soft-bounces',
      faults: 5,
    });
    expect(await suppressionOf('bob')).toMatchObject({ state: 'watched', reason: null });
  });

  test('a delivery lifts it, also one that is recorded before the bounces, or long after', async () => {
    await record({ what: 'delivered', day: 7 });
    await record(...days('full', 1, 2, 3, 4, 5));
    await weigh();
    expect(await suppressionOf()).toMatchObject({ state: 'watched', deliveredAt: new Date(AT + 7 * DAY_MS) });
    await record(...days('full', 8, 9, 10, 11, 12));
    await weigh();
    expect(await suppressionOf()).toMatchObject({ state: 'suppressed' });
    await record({ what: 'delivered', day: 10, source: 1 });
    await weigh();
    expect(await suppressionOf()).toMatchObject({ state: 'watched' });
  });

  test('the acceptance of the very message that bounced later is no delivery', async () => {
    for (const day of [1, 2, 3, 4, 5]) {
      await record({ what: 'delivered', day, messageId: `m${day}` });
      await record({ what: 'full', day: day + 0.1, messageId: `m${day}`, source: 1 });
    }
    await weigh();
    expect(await suppressionOf()).toMatchObject({
      state: 'suppressed',
      reason: 'soft-bounces',
      deliveredAt: null,
    });
  });

  test('by another rule for soft bounces, once it is another', async () => {
    await record(...days('full', 1, 2, 3));
    await weigh();
    expect((await suppressionOf())?.state).toBe('watched');
    await setSoftBounceRule(store.db, OPERATOR, SoftBounceRule.parse({ bounces: 3 }));
    await weigh();
    expect((await suppressionOf())?.state).toBe('suppressed');
    await setSoftBounceRule(store.db, OPERATOR, SoftBounceRule.parse({}));
    await weigh();
    expect((await suppressionOf())?.state).toBe('watched');
  });
});

describe('what somebody decides', () => {
  const ref = () => ({ workspaceId: 1, recipientHash: hashOf('ana') });

  test('reinstated, it stays so until something new happens, and who did it is known', async () => {
    await record({ what: 'dead', day: 1 });
    await weigh();
    expect(
      await reinstate(store.db, OPERATOR, ref(), 'typing error at their side', new Date(AT + 2 * DAY_MS)),
    ).toBe(true);
    await record({ what: 'dead', day: 1.5 });
    await weigh();
    expect(await suppressionOf()).toMatchObject({ state: 'reinstated', handBy: 'olga', reason: null });
    await record({ what: 'dead', day: 3 });
    await weigh();
    expect(await suppressionOf()).toMatchObject({ state: 'suppressed', since: new Date(AT + 3 * DAY_MS) });
    const changes = await store.db.suppressionChange.findMany({ orderBy: { id: 'asc' } });
    expect(changes.map(({ state, by, note }) => [state, by, note])).toEqual([
      ['suppressed', null, null],
      ['reinstated', 'olga', 'typing error at their side'],
      ['suppressed', null, null],
    ]);
    const entry = await store.db.auditEntry.findFirstOrThrow({ where: { action: 'suppression.reinstated' } });
    expect(entry).toMatchObject({ actor: 'olga', subject: 'a***@example.net' });
    expect(await reinstate(store.db, OPERATOR, { ...ref(), recipientHash: 1n }, '', NOW)).toBe(false);
  });

  test('suppressed by hand, without any event', async () => {
    const asked = {
      address: 'ana@example.net',
      recipientHash: hashOf('ana'),
      sealed: null,
      note: 'asked us to',
    };
    await suppressByHand(store.db, OPERATOR, 1, asked, NOW);
    await suppressByHand(store.db, OPERATOR, 1, asked, NOW);
    await weigh();
    expect(await suppressionOf()).toMatchObject({
      state: 'suppressed',
      reason: 'by-hand',
      handNote: 'asked us to',
    });
    expect(await store.db.suppressionChange.count()).toBe(1);
  });
});

test('a batch that is recorded again counts nothing twice, and one that fails leaves nothing', async () => {
  const batch = await batchOf([{ what: 'dead', day: 1 }]);
  await recordJudged({ db: store.db, recorder }, batch);
  await weigh();
  await expect(recordJudged({ db: store.db, recorder }, batch)).rejects.toThrow(LedgerConflict);
  const broken = await batchOf([{ what: 'dead', day: 2 }]);
  const twice = { ...broken, events: [broken.events[0]!, broken.events[0]!] };
  await expect(recordJudged({ db: store.db, recorder }, twice)).rejects.toThrow(/_pkey/);
  await weigh();
  await weigh();
  expect(await suppressionOf()).toMatchObject({ faults: 1 });
  expect(await store.db.suppressionChange.count()).toBe(1);
});

test('events from before there were suppressions count too, without their addresses', async () => {
  await record({ what: 'dead', day: 1 }, ...days('policy', 2));
  await store.db.recipientFault.deleteMany();
  await weigh();
  expect(await suppressionOf()).toMatchObject({ state: 'suppressed', reason: 'dead-mailbox', address: null });
});

test('an own rule that gives a refusal another meaning lifts what was suppressed by the old one', async () => {
  await record({ what: 'dead', day: 1 }, { what: 'dead', day: 1, who: 'bob' });
  await weigh();
  const rule = {
    name: 'Theirs',
    pattern: 'User unknown',
    codes: '',
    provider: '',
    category: 'policy',
    action: 'fix',
  };
  const id = await createOwnRule(
    store.db,
    OPERATOR,
    OwnRuleForm.parse({ ...rule, bounceType: '', note: '' }),
  );
  const { rules } = await rulesInForce(store.db);
  const reclassifier = await Reclassifier.open(store.databaseUrl, classifierWith(rules));
  await reclassifier.run(id);
  await reclassifier.close();
  await weigh();
  expect(await store.db.suppression.count({ where: { state: 'suppressed' } })).toBe(0);
});

test('a list that somebody brings is judged by what was recorded, and goes back without a trace', async () => {
  await store.db.setting.deleteMany({ where: { key: 'address-key' } });
  await store.db.setting.create({ data: { key: 'address-key', value: 'key' } });
  await record(
    { what: 'dead', day: 1, who: 'dead' },
    { what: 'policy', day: 1, who: 'policy' },
    { what: 'delivered', day: 1, who: 'since' },
    { what: 'full', day: 1, who: 'full' },
  );
  await record({ what: 'policy', day: 0, who: 'since', source: 1 });
  await weigh();
  const who = ['dead', 'policy', 'since', 'full', 'stranger', 'policy'];
  const list = ['created,email', ...who.map((name) => `2026-03-01,${name}@example.net`), 'nonsense', ''].join(
    '\r\n',
  );
  // One at a time: events are read through for each.
  await store.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT pg_try_advisory_xact_lock(${AUDIT_LOCK})`;
    expect(await auditPart(store.db, list, null)).toBeNull();
  });
  const { shown: _, reinstate, ...result } = (await auditPart(store.db, list, null))!;
  expect(result).toEqual({
    ...{ column: 1, without: 1 },
    counts: { rightly: 1, wrongly: 1, delivered: 1, reinstated: 0, 'not-enough': 1, unknown: 1 },
  });
  const lines = reinstate.trim().split('\r\n').sort();
  expect(lines.map((line) => line.split(',').slice(0, 2))).toEqual([
    ['policy@example.net', 'Wrongly suppressed'],
    ['since@example.net', 'Delivered since'],
  ]);
  expect(lines[0]).toContain('5.7.26');
});

test('a list that takes too long is given up, and it is said what to do', async () => {
  await store.db.$transaction(async (tx) => {
    // Whoever reads it has to wait until the time is up.
    await tx.$executeRaw`LOCK TABLE suppression IN ACCESS EXCLUSIVE MODE`;
    const judged = suppressionAudit(store.db, [1n], 0.05);
    await expect(judged).rejects.toThrow(AuditTakesLong);
    await expect(judged).rejects.toThrow('BOUNCEBOARD_EVENT_DAYS');
  });
  expect(await suppressionAudit(store.db, [1n])).toHaveLength(1);
});

test('the export holds everybody who is suppressed and whose address is kept', async () => {
  await record(
    { what: 'dead', day: 1 },
    { what: 'complaint', day: 1, who: 'bob' },
    { what: 'policy', day: 1, who: 'eve' },
  );
  const asked = { address: 'zoe@example.net', recipientHash: hashOf('zoe'), sealed: null, note: 'asked' };
  await suppressByHand(store.db, OPERATOR, 1, asked, NOW);
  await weigh();
  const exported: Exported[] = [];
  for await (const page of exportedSuppressions(store.db, box)) exported.push(...page);
  expect(exported.map(({ address, reason, replyCode }) => [address, reason, replyCode]).sort()).toEqual([
    ['ana@example.net', 'dead-mailbox', 550],
    ['bob@example.net', 'complaint', null],
  ]);
});

describe('with other workspaces', () => {
  const made = async (name: string, isSample = false) =>
    (await store.db.workspace.create({ data: { name, isSample } })).id;
  let others: { clients: number; sample: number };
  beforeAll(async () => {
    others = { clients: await made('Clients'), sample: await made('Sample', true) };
  });
  afterAll(async () => {
    await empty();
    await store.db.workspace.deleteMany({ where: { id: { in: Object.values(others) } } });
  });

  test('what names no workspace goes into the only one in sight, and nowhere if there are several', async () => {
    const { clients, sample } = others;
    const within = (...ids: number[]) => onlyWorkspace(limitedTo(store.db, ids));
    expect(await onlyWorkspace(store.db)).toBeNull();
    expect(await within(1, clients)).toBeNull();
    expect(await within()).toBeNull();
    expect(await within(clients)).toBe(clients);
    expect(await within(clients, sample)).toBe(clients);
    expect(await within(sample)).toBe(sample);
  });

  test('a source that is moved takes along whom its mail speaks against, and leaves nobody behind', async () => {
    const { clients } = others;
    await record(
      ...[
        { what: 'dead' as const, day: 1 },
        { what: 'dead' as const, day: 1, who: 'bob' },
      ],
      ...[
        { what: 'dead' as const, day: 1, who: 'eve' },
        { what: 'dead' as const, day: 2, who: 'bob', source: 1 },
      ],
    );
    // Of zoe five soft bounces are known there already: what lifts them comes with the source.
    await record({ what: 'delivered', day: 9, who: 'zoe' }, { what: 'full', day: 8, who: 'zoe' });
    await weigh();
    const [moved, there] = [sources[0]!, sources[1]!];
    const asked = { address: 'eve@example.net', recipientHash: hashOf('eve'), note: 'asked' };
    await suppressByHand(store.db, OPERATOR, 1, { ...asked, sealed: box.seal(asked.address).sealed }, NOW);
    await moveSource(store.db, OPERATOR, { sourceId: there, workspaceId: clients });
    await record(...days('full', 1, 2, 3, 4, 5).map((one) => ({ ...one, who: 'zoe', source: 1 })));
    await weigh();
    const standing = async (workspaceId: number) => {
      const rows = await store.db.suppression.findMany({ where: { workspaceId } });
      return Object.fromEntries(
        rows.map(({ recipientHash, state, reason, faults, address }) => [
          ['ana', 'bob', 'eve', 'zoe'].find((who) => hashOf(who) === recipientHash),
          [state, reason, faults, address && openAddress(box, address)],
        ]),
      );
    };
    const [ana, bob, eve] = ['ana@example.net', 'bob@example.net', 'eve@example.net'];
    expect(await standing(clients)).toMatchObject({ bob: ['suppressed', 'dead-mailbox', 1, bob] });
    await moveSource(store.db, OPERATOR, { sourceId: moved, workspaceId: clients });
    // At once: whose address is still asked for by nothing here is not kept here.
    expect(await store.db.suppression.count({ where: { workspaceId: 1, address: { not: null } } })).toBe(1);
    await weigh();
    expect(await standing(1)).toMatchObject({
      ana: ['watched', null, 0, null],
      bob: ['watched', null, 0, null],
      eve: ['suppressed', 'by-hand', 0, eve],
    });
    expect(await standing(clients)).toMatchObject({
      ana: ['suppressed', 'dead-mailbox', 1, ana],
      bob: ['suppressed', 'dead-mailbox', 2, bob],
      eve: ['suppressed', 'dead-mailbox', 1, eve],
      zoe: ['watched', null, 6, 'zoe@example.net'],
    });
    expect(await store.db.recipientFault.count({ where: { address: { not: null } } })).toBe(0);
    const exported = async (workspaceId: number) => {
      const lines: string[] = [];
      for await (const page of exportedSuppressions(limitedTo(store.db, [workspaceId]), box))
        lines.push(...page.map(({ address }) => address));
      return lines.sort();
    };
    expect([await exported(1), await exported(clients)]).toEqual([[eve], [ana, bob, eve]]);
    for (const sourceId of sources) await moveSource(store.db, OPERATOR, { sourceId, workspaceId: 1 });
  });

  test('the export tells everybody once, and the made-up ones to who looks at them alone', async () => {
    const suppress = (workspaceId: number, who: string, day: number) => {
      const address = `${who}@example.net`;
      const wanted = { address, recipientHash: hashOf(who), sealed: box.seal(address).sealed, note: 'asked' };
      return suppressByHand(store.db, OPERATOR, workspaceId, wanted, new Date(AT + day * DAY_MS));
    };
    await suppress(1, 'ana', 2);
    await suppress(others.clients, 'ana', 1);
    await suppress(others.clients, 'bob', 1);
    await suppress(others.sample, 'bob', 0);
    await suppress(others.sample, 'eve', 0);
    const exported = async (db: Db) => {
      const lines: Exported[] = [];
      for await (const page of exportedSuppressions(db, box)) lines.push(...page);
      return lines.map(({ address, since }) => [address, (since!.getTime() - AT) / DAY_MS]).sort();
    };
    const both = [
      ['ana@example.net', 1],
      ['bob@example.net', 1],
    ];
    expect(await exported(store.db)).toEqual(both);
    expect(await exported(limitedTo(store.db, [others.clients, others.sample]))).toEqual(both);
    expect(await exported(limitedTo(store.db, [1]))).toEqual([['ana@example.net', 2]]);
    expect(await exported(limitedTo(store.db, [others.sample]))).toEqual([
      ['bob@example.net', 0],
      ['eve@example.net', 0],
    ]);
  });
});

const RULE = SoftBounceRule.parse({ bounces: 3, withinDays: 10, overDays: 1 });
const anything = fc.record({
  what: fc.constantFrom<What>('delivered', 'dead', 'full', 'full', 'full', 'full', 'complaint', 'policy'),
  day: fc.integer({ min: 0, max: 20 }),
  who: fc.constantFrom('ana', 'bob', 'eve'),
  source: fc.constantFrom(0, 1),
});

/** What it all comes to, by the model. */
function expected(happened: readonly Happened[], who: string) {
  const theirs = happened.filter((one) => one.who === who);
  const kinds: Partial<Record<What, string>> = {
    dead: 'dead-mailbox',
    full: 'soft-bounces',
    complaint: 'complaint',
  };
  const faults = theirs.flatMap(({ what, day }, i): Fault[] =>
    kinds[what] ? [{ at: AT + day * DAY_MS, kind: kinds[what], key: String(i) }] : [],
  );
  const first = Math.min(...faults.map(({ at }) => at));
  const delivered = theirs
    .filter(({ what, day }) => what === 'delivered' && AT + day * DAY_MS > first)
    .map(({ day }) => AT + day * DAY_MS);
  const deliveredAt = delivered.length > 0 ? Math.max(...delivered) : null;
  if (faults.length === 0) return null;
  const { state, reason, since, faults: count, lastFaultAt } = decide(faults, deliveredAt, null, RULE);
  return { state, reason: isTie(faults) ? null : reason, since, count, lastFaultAt, deliveredAt };
}

/** Of several weighty faults of one instant any may be told. */
const isTie = (faults: readonly Fault[]): boolean => {
  const weighty = faults.filter(({ kind }) => kind !== 'soft-bounces').map(({ at }) => at);
  return new Set(weighty).size < weighty.length;
};

test('any order, any batches, any moments of weighing: what comes of it is the model’s', async () => {
  await setSoftBounceRule(store.db, OPERATOR, RULE);
  await fc.assert(
    fc.asyncProperty(
      fc.array(anything, { minLength: 1, maxLength: 24 }),
      fc.array(fc.record({ size: fc.integer({ min: 1, max: 9 }), weighed: fc.boolean() }), {
        minLength: 24,
        maxLength: 24,
      }),
      async (happened, cuts) => {
        await empty();
        const left = [...happened];
        for (const { size, weighed } of cuts) {
          if (left.length > 0) await record(...left.splice(0, size));
          if (weighed && left.length > 0) await weigh();
        }
        await weigh();
        for (const who of ['ana', 'bob', 'eve']) {
          const model = expected(happened, who);
          const row = await suppressionOf(who);
          const found = row && {
            ...{ state: row.state, since: row.since?.getTime() ?? null, count: row.faults },
            reason: model?.reason === null ? null : row.reason,
            lastFaultAt: row.lastFaultAt?.getTime() ?? null,
            deliveredAt: row.deliveredAt?.getTime() ?? null,
          };
          expect(found).toEqual(model);
        }
      },
    ),
    { numRuns: 8 },
  );
}, 120_000);
