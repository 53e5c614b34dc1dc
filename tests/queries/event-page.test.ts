import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EventPlace, eventPage, type PageLimits, pageStatement } from '@/lib/queries/event-page';
import { eventId } from '@/lib/queries/event-row';
import { anyEvent, type EventSearch } from '@/lib/queries/event-search';
import { daysWithEvents, type Stretch } from '@/lib/queries/event-stretches';
import { type Filter, readFilters } from '@/lib/queries/filter';
import { everything } from '@/lib/queries/scope';
import { readTimeRange } from '@/lib/queries/time-range';
import { AddressHash } from '@/lib/store/address-hash';
import { Prisma } from '@/prisma/generated/client';
import { type EventLog, KEY, openEventLog, type Said } from './event-log';

const DAY = 86_400_000;
const START = Date.parse('2026-03-01T00:00:00Z');
const range = readTimeRange({ from: '2026-03-01T00:00:00Z', to: '2026-03-09T00:00:00Z' }, new Date(START));

const sought = (more: Partial<EventSearch> = {}, filters: readonly Filter[] = []): EventSearch => ({
  ...anyEvent({ ...everything(range), filters }),
  ...more,
});
const PATIENT: PageLimits = { events: 50, ms: 60_000 };
const hashOf = (text: string): bigint => new AddressHash(KEY).of(text)!.readBigInt64BE();

const delivered = (at: number, n: number): Said => ({
  at,
  outcome: 'delivered',
  recipient: `person${n}@example.org`,
  messageId: `m${n}@news.example.com`,
  queueId: `Q${n}`,
  mxHost: `mx${n % 3}.example.org`,
  statusCode: '2.0.0',
  sender: 'bounce@news.example.com',
});
const bounced = (at: number, n: number): Said => ({
  ...delivered(at, n),
  outcome: 'bounced',
  recipient: `person${n}@gmail.example`,
  mxHost: 'gmail-smtp-in.l.google.com',
  statusCode: '5.7.26',
  diagnostic: `550-5.7.26 Your email has been blocked, 100%_sure ${n} gsmtp`,
});

/** All pages, one after the other. */
async function walk(log: EventLog, search: EventSearch, limits = PATIENT, onPage = async () => {}) {
  const ids: string[] = [];
  let place: EventPlace | null = null;
  do {
    const page = await eventPage(log.db, search, place, limits);
    ids.push(...page.events.map(eventId));
    place = page.next;
    await onPage();
  } while (place !== null);
  return ids;
}

describe('events of eight days', () => {
  let log: EventLog;
  beforeAll(async () => {
    log = await openEventLog();
    for (let day = 0; day < 8; day++) {
      const at = (n: number) => START + day * DAY + n * 60_000;
      const many = Array.from({ length: 80 }, (_, n) => delivered(at(n), day * 1000 + n));
      await log.record(many);
      if (day % 5 === 0) await log.record([bounced(at(700), day), bounced(at(701), day + 1)], 'other');
    }
    await log.db.$executeRaw`ANALYZE event`;
  });
  afterAll(() => log.close());

  test('the latest come first, and every one of them comes once', async () => {
    const ids = await walk(log, sought());
    expect(ids.length).toBe(8 * 80 + 2 * 2);
    expect(new Set(ids).size).toBe(ids.length);
    const times = ids.map((id) => Number(id.split('-')[0]));
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });

  test('of events of one moment, each comes once', async () => {
    const at = START + 3 * DAY;
    const same = Array.from({ length: 120 }, (_, n) => ({ ...delivered(at, n), pool: 'same-moment' }));
    await log.record(same);
    const ids = await walk(log, sought({}, readFilters('pool:same-moment')));
    expect(new Set(ids).size).toBe(120);
    expect(ids.length).toBe(120);
  });

  test.each<[string, Partial<EventSearch>, string, number]>([
    ['a recipient', { recipientHash: hashOf('person3007@example.org') }, '', 1],
    ['a recipient in other letters', { recipientHash: hashOf('Person3007@Example.org') }, '', 1],
    ['nobody', { recipientHash: hashOf('nobody@example.org') }, '', 0],
    ['recipients of a domain', { recipientDomain: 'Gmail.example' }, '', 4],
    ['a domain is no part of another', { recipientDomain: 'mail.example' }, '', 0],
    ['a message', { messageIdHash: hashOf('m5000@news.example.com') }, '', 1],
    ['a queue id', { queueId: 'Q7050' }, '', 1],
    ['a host', { mxHost: 'gmail-smtp-in.l.google.com' }, '', 4],
    ['hosts of a domain', { mxHost: 'google.com' }, '', 4],
    ['words in the other case', { words: 'YOUR EMAIL has been' }, '', 4],
    ['words with what LIKE takes for itself', { words: '100%_sure' }, '', 4],
    ['words that would match as a pattern alone', { words: '100__sure' }, '', 0],
    ['a filter', {}, 'outcome:bounced', 4],
    ['a code', {}, 'code:5.7.26', 4],
    ['a source', {}, 'source:other', 4],
    ['all but a source, of an outcome', {}, '-source:other,outcome:bounced', 0],
    ['a filter and a queue id', { queueId: 'Q7050' }, 'outcome:bounced', 0],
  ])('finds %s', async (_, search, filters, count) => {
    expect((await walk(log, sought(search, readFilters(filters)))).length).toBe(count);
  });

  test('without time it says how far it got, gets on with every page, and misses nothing', async () => {
    const first = await eventPage(log.db, sought({ words: 'blocked' }), null, { events: 50, ms: 0 });
    expect(first.lookedBackTo).not.toBeNull();
    expect(first.next).toEqual({ before: first.lookedBackTo });
    expect((await walk(log, sought({ words: 'blocked' }), { events: 50, ms: 0 })).length).toBe(4);
  });

  test('recipients come masked', async () => {
    const { events } = await eventPage(log.db, sought({ queueId: 'Q7050' }), null);
    expect(events[0]?.recipient).toBe('p***@example.org');
  });

  test('days that retention has dropped are not looked for', async () => {
    const dropped = new Date(START - DAY);
    const dayBefore = { ...range, from: dropped };
    await log.record([delivered(dropped.getTime(), 1)]);
    const search = anyEvent({ ...everything(dayBefore), filters: [] });
    expect(await daysWithEvents(log.db, search.scope, range.to)).toHaveLength(9);
    await log.db.$executeRaw`DROP TABLE event_20260228`;
    expect(await daysWithEvents(log.db, search.scope, range.to)).toHaveLength(8);
    expect((await walk(log, search)).length).toBe(await log.db.event.count());
  });

  test('an unfiltered page reads less than a day of it, however many there are', async () => {
    const limits = { events: 20, ms: 60_000 };
    const page = await eventPage(log.db, sought(), null, limits);
    expect(page.events.length).toBe(20);
    expect(page.events.at(-1)!.at.getTime()).toBeGreaterThan(START + 7 * DAY);
  });
});

describe('a busy day among others', () => {
  const day = START + 5 * DAY;
  let log: EventLog;
  beforeAll(async () => {
    log = await openEventLog();
    for (let nth = 3; nth < 8; nth++) await log.record([delivered(START + nth * DAY, nth)]);
    await log.record([bounced(day, 1), bounced(day + 1, 2)]);
    // As they come: in the order of their times, each for somebody else.
    await log.db.$executeRaw`
      INSERT INTO event (source_id, origin_id, position, at, label_set_id, recipient_hash, message_id_hash, recipient, queue_id)
      SELECT source_id, origin_id, n, at + n * interval '2 s', label_set_id, hashtextextended('r' || n, 0),
        hashtextextended('m' || n, 0), 'p***@example.org', 'Q' || n
      FROM event, generate_series(1, 40000) n WHERE at = ${new Date(day)}::timestamptz AND diagnostic IS NULL`;
    await log.db.$executeRaw`
      SELECT brin_summarize_new_values(i.indexrelid::regclass) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      JOIN pg_am a ON a.oid = c.relam WHERE a.amname = 'brin' AND c.relkind = 'i'`;
    await log.db.$executeRaw`ANALYZE event`;
  });
  afterAll(() => log.close());

  const hour = { from: day, to: day + DAY / 24, labelSetIds: [1, 2, 3], onlyFailures: false };
  const whole = { ...hour, to: day + DAY };
  test.each<[string, Partial<EventSearch>, Stretch, RegExp]>([
    ['an hour', {}, hour, /event_20260306_at_origin_id_idx/],
    ['failures', {}, { ...whole, onlyFailures: true }, /event_20260306_label_set_id_at_idx/],
    ['a recipient', { recipientHash: 1n }, whole, /event_20260306_at_recipient_hash_\w+_idx/],
    ['a message', { messageIdHash: 1n }, whole, /event_20260306_at_recipient_hash_\w+_idx/],
    ['a queue id', { queueId: 'Q7' }, whole, /event_20260306_at_recipient_hash_\w+_idx/],
  ])('of %s a part of that day is read, by an index', async (_, search, stretch, way) => {
    const statement = pageStatement(sought(search), stretch, null, 51);
    const plan = await log.db.$queryRaw<{ 'QUERY PLAN': string }[]>(Prisma.sql`EXPLAIN ${statement}`);
    const text = plan.map((row) => row['QUERY PLAN']).join('\n');
    expect(text).toMatch(way);
    expect(new Set(text.match(/event_\d{8}/g))).toEqual(new Set(['event_20260306']));
    expect(text).not.toContain('Seq Scan on event_');
  });
});

test('whatever is recorded meanwhile, a walk tells all that was there, once', async () => {
  const log = await openEventLog();
  try {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 72 * 60 }), { minLength: 1, maxLength: 60 }),
        fc.array(fc.integer({ min: 0, max: 72 * 60 }), { maxLength: 8 }),
        fc.integer({ min: 1, max: 9 }),
        async (before, meanwhile, events) => {
          await log.db.$executeRaw`TRUNCATE event, rollup`;
          const at = (minute: number): Said => delivered(START + minute * 60_000, minute);
          await log.record(before.map(at));
          const there = (await log.db.event.findMany()).map((event) =>
            eventId({ ...event, originId: String(event.originId), position: String(event.position) }),
          );
          const late = [...meanwhile];
          const ids = await walk(log, sought(), { events, ms: 60_000 }, async () => {
            const next = late.pop();
            if (next !== undefined) await log.record([at(next)]);
          });
          expect(new Set(ids).size).toBe(ids.length);
          expect(there.filter((id) => !ids.includes(id))).toEqual([]);
        },
      ),
      { numRuns: 8 },
    );
  } finally {
    await log.close();
  }
});
