import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type OwnRuleDraft, OwnRuleForm } from '@/lib/classify/own-rule';
import { classifierWith } from '@/lib/classify/own-rules';
import { recordJudged } from '@/lib/ingest/record-judged';
import { OTHER } from '@/lib/mail/counted-dimensions';
import { type DeliveryEvent, deliveryEvent } from '@/lib/mail/delivery-event';
import { createOwnRule, deleteOwnRule, rulesInForce, setOwnRuleEnabled } from '@/lib/store/own-rules';
import { Reclassifier } from '@/lib/store/reclassify';
import { EventRecorder } from '@/lib/store/record-events';
import { ensureSource } from '@/lib/store/sources';
import type { Prisma } from '@/prisma/generated/client';
import { OPERATOR } from '../auth/people';
import { batchOfFile } from './recorded-file';
import { openTestStore, type TestStore } from './test-store';

let store: TestStore;
let recorder: EventRecorder;
let sources: number[];

beforeAll(async () => {
  store = await openTestStore();
  recorder = await EventRecorder.open(store.databaseUrl, 'key');
  const kept = { kind: 'import' as const, format: 'auto', paths: [], timeZone: 'UTC' };
  sources = [];
  for (const name of ['mx1', 'mx2']) sources.push((await ensureSource(store.db, { ...kept, name })).id);
});

afterAll(async () => {
  await recorder.close();
  await store.close();
});

beforeEach(async () => {
  await store.db.$executeRaw`TRUNCATE event, rollup, own_rule, file_generation`;
});

const MOON: OwnRuleDraft = OwnRuleForm.parse({
  ...{ name: 'Moon', pattern: 'moon is full', codes: '', provider: '' },
  ...{ category: 'policy', action: 'fix', bounceType: '', note: '' },
});
const DAY_MS = 86_400_000;
const AT = Date.parse('2026-03-01T10:07:00Z');
const WORDS = ['550 5.1.1 User unknown', 'Not tonight: the moon is full', '421 4.7.0 Try again later'];

const attempt = (i: number, known: Partial<DeliveryEvent> = {}): DeliveryEvent =>
  deliveryEvent({
    position: i * 100,
    at: AT + (i % 3) * DAY_MS + (i % 50) * 60_000,
    outcome: (['bounced', 'bounced', 'deferred', 'delivered'] as const)[i % 4]!,
    recipient: `person${i}@example.${i % 2 ? 'com' : 'net'}`,
    sender: 'news@shop.example',
    mxHost: i % 5 === 0 ? 'gmail-smtp-in.l.google.com' : `mx${i % 7}.example.org`,
    mxIp: '192.0.2.26',
    campaign: `c${i % 3}`,
    diagnostic: i % 4 === 3 ? '250 2.0.0 OK' : WORDS[i % 3]!,
    ...known,
  });

/** Records events as a reader of a file would. */
async function record(events: DeliveryEvent[], sourceId = sources[0]!): Promise<void> {
  const batch = await batchOfFile(store.db, { sourceId, events, referenceAt: new Date(AT) });
  await recordJudged({ db: store.db, recorder }, batch);
}

const some = (count: number, from = 0) => Array.from({ length: count }, (_, i) => attempt(from + i));

async function reclassify(id: number, signal?: AbortSignal) {
  const { rules } = await rulesInForce(store.db);
  const reclassifier = await Reclassifier.open(store.databaseUrl, classifierWith(rules));
  try {
    return await reclassifier.run(id, signal);
  } finally {
    await reclassifier.close();
  }
}

/** Ends the worker's connection at the given numbers of the statements by which a batch is written. */
async function dieAtStatements(numbers: number[]): Promise<void> {
  const statements = [
    `CREATE SEQUENCE statement_number`,
    `CREATE OR REPLACE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF nextval('statement_number') IN (${numbers}) THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF;
         RETURN NULL;
       END $$`,
    `CREATE TRIGGER die AFTER UPDATE ON event FOR EACH STATEMENT EXECUTE FUNCTION die()`,
    `CREATE TRIGGER die AFTER INSERT ON rollup FOR EACH STATEMENT EXECUTE FUNCTION die()`,
    `CREATE TRIGGER die_late AFTER DELETE ON rollup FOR EACH STATEMENT EXECUTE FUNCTION die()`,
    `CREATE TRIGGER die AFTER UPDATE OF position ON reclassification FOR EACH STATEMENT EXECUTE FUNCTION die()`,
  ];
  for (const statement of statements) await store.db.$executeRawUnsafe(statement);
}

async function liveOn(): Promise<void> {
  await store.db.$executeRaw`DROP FUNCTION die CASCADE`;
  await store.db.$executeRaw`DROP SEQUENCE statement_number`;
}

interface Count {
  source_id: number;
  minutes: number;
  bucket: Date;
  label_set_id: number;
  events: string;
}

/** The rollups, and what they have to be. */
async function counts(): Promise<{ rollups: Count[]; events: Count[] }> {
  const client = new pg.Client({ connectionString: store.databaseUrl });
  await client.connect();
  const order = 'ORDER BY 1, 2, 3, 4';
  const rollups = await client.query<Count>(
    `SELECT source_id, bucket_minutes::int AS minutes, bucket_at AS bucket, label_set_id, events FROM rollup ${order}`,
  );
  const events = await client.query<Count>(
    `SELECT source_id, minutes, date_bin(make_interval(mins => minutes), at, '1970-01-01 00:00:00+00') AS bucket,
            label_set_id, count(*) AS events
       FROM event, unnest(ARRAY[5, 60, 1440]) AS minutes GROUP BY 1, 2, 3, 4 ${order}`,
  );
  await client.end();
  return { rollups: rollups.rows, events: events.rows };
}

async function expectExactRollups(): Promise<void> {
  const { rollups, events } = await counts();
  expect(rollups).toEqual(events);
}

const byRule = async (): Promise<Record<string, number>> => {
  const rows = await store.db.$queryRaw<{ rule: string; events: number }[]>`
    SELECT l.rule, count(*)::int AS events FROM event e JOIN label_set l ON l.id = e.label_set_id
     WHERE l.outcome <> 'delivered' GROUP BY 1 ORDER BY 1`;
  return Object.fromEntries(rows.map(({ rule, events }) => [rule, events]));
};

const ownEvents = async () =>
  Object.entries(await byRule()).reduce(
    (sum, [rule, events]) => sum + (rule.startsWith('own/') ? events : 0),
    0,
  );

const moonEvents = (count: number) =>
  some(count).filter(({ outcome, diagnostic }) => outcome !== 'delivered' && diagnostic?.includes('moon'))
    .length;

describe('judging history anew', () => {
  test('a code that is counted with others is read from the answer, and is as good as one of its own', async () => {
    const diagnostic = '550-5.7.26 Your email has been blocked because the sender is unauthenticated.';
    await record([attempt(0, { mxHost: 'gmail-smtp-in.l.google.com', diagnostic })]);
    const judged = await byRule();
    await store.db
      .$executeRaw`UPDATE label_set SET status_code = ${OTHER} WHERE id IN (SELECT label_set_id FROM event)`;
    expect(await reclassify(await createOwnRule(store.db, OPERATOR, MOON))).toBe('done');
    expect(await byRule()).toEqual(judged);
    expect(Object.keys(judged)).toEqual(['gmail/5.7.26']);
  });

  test('moves what the rule speaks of, in events and in all rollups, and nothing else', async () => {
    await record(some(12_000));
    await record(some(400), sources[1]);
    const before = await counts();
    const rulesBefore = await byRule();

    const id = await createOwnRule(store.db, OPERATOR, MOON);
    expect(await reclassify(id)).toBe('done');
    expect(await ownEvents()).toBe(moonEvents(12_000) + moonEvents(400));
    await expectExactRollups();
    const progress = await store.db.reclassification.findUniqueOrThrow({ where: { id } });
    const changed = BigInt(moonEvents(12_000) + moonEvents(400));
    expect(progress).toMatchObject({ state: 'done', scanned: 9_300n, total: 9_300n, changed });

    // Switched off, everything is as it was before, label set by label set.
    const rule = await store.db.ownRule.findFirstOrThrow();
    expect(await reclassify(await setOwnRuleEnabled(store.db, OPERATOR, rule.id, false))).toBe('done');
    expect(await byRule()).toEqual(rulesBefore);
    expect(await counts()).toEqual(before);

    expect(await reclassify(await setOwnRuleEnabled(store.db, OPERATOR, rule.id, true))).toBe('done');
    expect(await reclassify(await deleteOwnRule(store.db, OPERATOR, rule.id))).toBe('done');
    expect(await counts()).toEqual(before);
  });

  test('keeps what the verdict does not say', async () => {
    await record([attempt(1)]);
    const labelSetOfEvent = async (select: Prisma.LabelSetSelect) => {
      const { labelSetId } = await store.db.event.findFirstOrThrow();
      return store.db.labelSet.findUniqueOrThrow({ where: { id: labelSetId }, select });
    };
    const dimensions = {
      destination: true,
      sendingDomain: true,
      campaign: true,
      outcome: true,
      provider: true,
    };
    const before = await labelSetOfEvent(dimensions);
    await reclassify(await createOwnRule(store.db, OPERATOR, MOON));
    const after = await labelSetOfEvent(dimensions);
    expect(after).toEqual(before);
    expect(after).toMatchObject({
      destination: 'example.org',
      sendingDomain: 'shop.example',
      campaign: 'c1',
    });
  });

  test('keeps a provider that nothing tells any more, e.g. because the recipient was erased', async () => {
    await record([attempt(1, { mxHost: null, mxIp: null, recipient: 'jane@gmail.com' })]);
    await store.db.event.updateMany({ data: { recipient: null } });
    await reclassify(await createOwnRule(store.db, OPERATOR, { ...MOON, provider: 'gmail' }));
    expect(await ownEvents()).toBe(1);
  });

  test('leaves complaints alone', async () => {
    await record([attempt(1, { outcome: 'complained', diagnostic: null }), attempt(4)]);
    const before = await counts();
    await reclassify(await createOwnRule(store.db, OPERATOR, { ...MOON, pattern: 'moon' }));
    await expectExactRollups();
    const { rollups } = await counts();
    expect(
      rollups.filter(({ label_set_id: id }) => before.rollups.some((count) => count.label_set_id === id)),
    ).toHaveLength(3);
  });

  test('goes on where it was killed, and counts nothing twice', async () => {
    await record(some(24_000));
    const id = await createOwnRule(store.db, OPERATOR, MOON);
    // Once in each of the four statements of the first batch, and again in the second.
    await dieAtStatements([1, 3, 6, 10, 15, 17]);
    const ends: string[] = [];
    while (ends.at(-1) !== 'done') {
      ends.push(await reclassify(id).catch(() => 'killed'));
      await expectExactRollups();
    }
    await liveOn();
    expect(ends).toEqual([...Array(6).fill('killed'), 'done']);
    expect(await ownEvents()).toBe(moonEvents(24_000));
    const { scanned } = await store.db.reclassification.findUniqueOrThrow({ where: { id } });
    expect(scanned).toBe(18_000n);
  });

  test('stops on request and goes on', async () => {
    await record(some(40));
    const id = await createOwnRule(store.db, OPERATOR, MOON);
    expect(await reclassify(id, AbortSignal.abort())).toBe('stopped');
    expect(await reclassify(id)).toBe('done');
    expect(await reclassify(id)).toBe('held');
  });

  test('leaves the rest to the next change', async () => {
    await record(some(40));
    const older = await createOwnRule(store.db, OPERATOR, MOON);
    const newer = await createOwnRule(store.db, OPERATOR, {
      ...MOON,
      name: 'Moon again',
      category: 'content',
    });
    expect(await reclassify(older)).toBe('superseded');
    expect(await reclassify(newer)).toBe('done');
    const rule = await store.db.ownRule.findFirstOrThrow({ orderBy: { id: 'desc' } });
    expect((await byRule())[`own/${rule.id}`]).toBe(moonEvents(40));
  });

  test('two workers at one re-classification count nothing twice', async () => {
    await record(some(15_000));
    const id = await createOwnRule(store.db, OPERATOR, MOON);
    const ends = await Promise.all([reclassify(id), reclassify(id), reclassify(id)]);
    expect(ends).toContain('done');
    expect(await ownEvents()).toBe(moonEvents(15_000));
    await expectExactRollups();
  });
});

describe('while batches are being recorded', () => {
  test('what arrives is judged by the rules in force, whichever readers knew them', async () => {
    await record(some(10));
    await createOwnRule(store.db, OPERATOR, MOON);
    await record(some(10, 10));
    expect(await ownEvents()).toBe(
      some(20).filter((_, i) => i >= 10 && WORDS[i % 3] === WORDS[1] && i % 4 !== 3).length,
    );
  });

  test('rollups are exact and no event is left with the older rules', async () => {
    await record(some(6_000));
    const recording = (async () => {
      for (let batch = 0; batch < 30; batch++) await record(some(200), sources[batch % 2]);
    })();
    const ends: string[] = [];
    for (let change = 0; change < 4; change++) {
      const id = await createOwnRule(store.db, OPERATOR, { ...MOON, name: `Moon ${change}` });
      ends.push(await reclassify(id));
    }
    await recording;
    expect(ends).toEqual(['done', 'done', 'done', 'done']);
    await expectExactRollups();
    const newest = await store.db.ownRule.findFirstOrThrow({ orderBy: { id: 'desc' } });
    expect((await byRule())[`own/${newest.id}`]).toBe(moonEvents(6_000) + 30 * moonEvents(200));
  });
});
