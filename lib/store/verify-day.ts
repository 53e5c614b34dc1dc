import type { ClientBase } from 'pg';
import { COUNTINGS, type Counting } from './countings';

const DAY_MS = 86_400_000;
/** Of each table: the rest is counted. */
const TOLD = 20;
/** Any number, as long as nothing else locks by it: corrections are differences, and two at once would be added twice. */
const REPAIR_LOCK = 5_721_002;

/** Counts that do not agree with what they were counted from. */
export interface Difference {
  table: string;
  source: string;
  bucketMinutes: number;
  bucketAt: string;
  /** What was counted: labels, or provider and step of a delay. */
  of: string;
  stored: number;
  expected: number;
}

/** What a day's counts were held against. `events`: each is counted once. `events-since`: the day's events were dropped
 * and late ones have come since, which are no more than what is counted. `finer-counts`: its events are gone. */
export type HeldAgainst = 'events' | 'events-since' | 'finer-counts';

export interface DayVerified {
  day: string;
  against: HeldAgainst;
  /** Events of it that are stored. */
  events: number;
  differences: number;
  /** The first of them. */
  told: Difference[];
  /** Counts that were corrected. */
  repaired: number;
}

/** Since when each table and width is kept whole; days before are not compared in it. */
export type WholeSince = ReadonlyMap<string, number>;
export const widthOf = ({ table }: Counting, minutes: number): string => `${table} ${minutes}`;

/**
 * Holds the counts of a day against its events. Each statement sees events and counts as of one moment, and a batch
 * commits both at once: whatever comes in meanwhile is in both or in neither.
 * @param day as `2026-03-01`
 */
export async function verifyDay(
  client: ClientBase,
  day: string,
  { wholeSince, repair }: { wholeSince: WholeSince; repair: boolean },
): Promise<DayVerified> {
  const from = Date.parse(`${day}T00:00:00Z`);
  const range = [new Date(from), new Date(from + DAY_MS)];
  const verified: DayVerified = { day, against: 'events', events: 0, differences: 0, told: [], repaired: 0 };
  await client.query('BEGIN');
  try {
    verified.against = await heldAgainst(client, day);
    if (repair) await client.query('SELECT pg_advisory_xact_lock($1)', [REPAIR_LOCK]);
    for (const counting of COUNTINGS) {
      for (const expected of expectedOf(counting, verified.against, { from, wholeSince })) {
        const different = differentFrom(counting, expected);
        const { rows } = await client.query<Answer>(`${different} ${tell(counting)}`, range);
        const [{ events, differences, told }] = rows as [Answer];
        if (counting.table === 'rollup' && expected.select === counting.fromEvents)
          verified.events += Number(events);
        verified.differences += Number(differences);
        verified.told.push(...told);
        if (repair && verified.against === 'events' && Number(differences) > 0) {
          verified.repaired += (await client.query(`${different} ${correct(counting)}`, range)).rowCount ?? 0;
          await dropEmpty(client, counting, range);
          // Who records or moves events holds a source's rows of each table in turn: of two tables at once is not waited.
          await client.query('COMMIT');
          await client.query('BEGIN');
          await client.query('SELECT pg_advisory_xact_lock($1)', [REPAIR_LOCK]);
        }
      }
    }
    await client.query('COMMIT');
    return verified;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {}); // The connection is gone, and the transaction with it.
    throw error;
  }
}

interface Answer {
  events: string;
  differences: string;
  told: Difference[];
}

/** Locked against retention, which would drop the events under way, and against nobody who records. */
async function heldAgainst(client: ClientBase, day: string): Promise<HeldAgainst> {
  const { rowCount } = await client.query('SELECT FROM event_day WHERE day = $1 FOR KEY SHARE', [day]);
  if (rowCount === 0) return 'finer-counts';
  const dropped = await client.query('SELECT FROM dropped_day WHERE day = $1', [day]);
  return dropped.rowCount === 0 ? 'events' : 'events-since';
}

/** What the stored counts of some widths have to be. */
interface Expected {
  widths: readonly number[];
  /** Counts by source, bucket of `finest` and labels, in `counted`. */
  select: string;
  /** Whether all have to agree, or only to be no less. */
  exactly: boolean;
}

function expectedOf(
  counting: Counting,
  against: HeldAgainst,
  { from, wholeSince }: { from: number; wholeSince: WholeSince },
): Expected[] {
  const { table, counts, by, widths, fromEvents } = counting;
  if (against === 'events') return [{ widths, select: fromEvents, exactly: true }];
  const isWhole = (minutes: number) =>
    from > (wholeSince.get(widthOf(counting, minutes)) ?? Number.NEGATIVE_INFINITY);
  const pairs = widths.slice(1).flatMap((width, i): Expected[] => {
    const finer = widths[i]!;
    if (!isWhole(width) || !isWhole(finer)) return [];
    const select = `SELECT source_id, bucket_at, ${by.join(', ')}, ${counts} AS counted FROM ${table}
      WHERE bucket_minutes = ${finer} AND bucket_at >= $1 AND bucket_at < $2 AND source_id = ANY(ARRAY(SELECT id FROM source))`;
    return [{ widths: [width], select, exactly: true }];
  });
  return against === 'events-since' ? [{ widths, select: fromEvents, exactly: false }, ...pairs] : pairs;
}

/** The CTE `different`: keys with what is stored and what is expected of them. */
function differentFrom({ table, counts, by }: Counting, { widths, select, exactly }: Expected): string {
  const key = ['source_id', 'bucket_minutes', 'bucket_at', ...by].join(', ');
  const list = `ARRAY[${widths.join(', ')}]::smallint[]`;
  return `WITH counted AS MATERIALIZED (${select}),
    expected AS (
      SELECT source_id, width AS bucket_minutes,
             date_bin(make_interval(mins => width), bucket_at, '1970-01-01 00:00:00+00') AS bucket_at,
             ${by.join(', ')}, sum(counted)::bigint AS expected
        FROM counted, unnest(${list}) AS width GROUP BY 1, 2, 3, ${by.join(', ')}),
    stored AS (
      SELECT ${key}, ${counts} AS stored FROM ${table}
       WHERE bucket_minutes = ANY(${list}) AND bucket_at >= $1 AND bucket_at < $2 AND ${counts} <> 0
         AND source_id = ANY(ARRAY(SELECT id FROM source))),
    different AS (
      SELECT ${key}, coalesce(stored, 0) AS stored, coalesce(expected, 0) AS expected
        FROM expected FULL JOIN stored USING (${key})
       WHERE coalesce(stored, 0) ${exactly ? '<>' : '<'} coalesce(expected, 0))`;
}

const orderOf = ({ by }: Counting): string => ['source_id', 'bucket_minutes', 'bucket_at', ...by].join(', ');

const tell = (counting: Counting): string => `SELECT
    (SELECT coalesce(sum(counted), 0) FROM counted) AS events,
    (SELECT count(*) FROM different) AS differences,
    (SELECT coalesce(jsonb_agg(jsonb_build_object(
        'table', '${counting.table}', 'source', (SELECT name FROM source WHERE id = source_id),
        'bucketMinutes', bucket_minutes, 'bucketAt', bucket_at, 'of', ${counting.named},
        'stored', stored, 'expected', expected)), '[]')
       FROM (SELECT * FROM different ORDER BY ${orderOf(counting)} LIMIT ${TOLD}) d) AS told`;

/** Adds what is missing and takes away what is too much: that stays right beside batches that add theirs meanwhile.
 * In the order of the keys, as they do: they wait for each other, but never in a circle. */
const correct = (counting: Counting): string =>
  `INSERT INTO ${counting.table} (${orderOf(counting)}, ${counting.counts})
   SELECT ${orderOf(counting)}, expected - stored FROM different ORDER BY ${orderOf(counting)}
   ON CONFLICT (${orderOf(counting)})
   DO UPDATE SET ${counting.counts} = ${counting.table}.${counting.counts} + excluded.${counting.counts}`;

/** What others hold at the moment is left for another time. Source by source, as a distributed store asks of locks. */
async function dropEmpty(
  client: ClientBase,
  { table, counts }: Counting,
  range: readonly Date[],
): Promise<void> {
  const { rows } = await client.query<{ id: number }>('SELECT id FROM source ORDER BY id');
  for (const { id } of rows)
    await client.query(
      `DELETE FROM ${table} WHERE source_id = $3 AND ctid = ANY(ARRAY(
         SELECT ctid FROM ${table} WHERE bucket_at >= $1 AND bucket_at < $2 AND ${counts} = 0 AND source_id = $3
            FOR UPDATE SKIP LOCKED))`,
      [...range, id],
    );
}
