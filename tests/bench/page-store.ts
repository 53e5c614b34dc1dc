import pg from 'pg';
import { type Db, openDb } from '@/lib/db';
import { COUNTINGS } from '@/lib/store/countings';
import { createPartitions, dayName, dayOf, partitionName } from '@/lib/store/event-days';
import { ANSWERS, createLabelSets } from './alert-store';

const DAY_MS = 86_400_000;
/** As long as single events are kept unless somebody says otherwise; their counts are kept on. */
const EVENT_DAYS = 90;
const SOURCES = ['relay-1', 'relay-2', 'esp'] as const;
/** Of so many attempts in a row, each label set has its share, and at least one. */
const SLOTS = 1 << 20;
const CONNECTIONS = 2;

/**
 * A store of so many events in the last 90 days and counts of 13 months, filled by the server itself. Who sends and who
 * answers is spread as it is in life: a few have most of it. What is counted is counted from the events, by the rows
 * that `verify` holds counts against.
 */
export async function fillPageStore(databaseUrl: string, now: Date, events: number): Promise<void> {
  const db = openDb(databaseUrl);
  const pool = new pg.Pool({ connectionString: databaseUrl, max: CONNECTIONS, options: '-c work_mem=256MB' });
  try {
    await fillLabels(db, now);
    const last = dayOf(now.getTime());
    const days = Array.from({ length: EVENT_DAYS }, (_, back) => last - back);
    const maker = await pool.connect();
    await createPartitions(maker, days);
    maker.release();
    const perDay = Math.ceil(events / EVENT_DAYS);
    const waiting = [...days];
    const fill = async () => {
      for (let day = waiting.pop(); day !== undefined; day = waiting.pop())
        await fillDay(pool, day, perDay, now);
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, fill));
    await fillHistory(pool);
    await pool.query('VACUUM (ANALYZE)');
  } finally {
    await pool.end();
    await db.$disconnect();
  }
}

async function fillLabels(db: Db, now: Date): Promise<void> {
  await db.source.createMany({
    data: SOURCES.map((name) => ({
      name,
      kind: 'file',
      format: 'postfix',
      timeZone: 'UTC',
      watermarkAt: now,
    })),
  });
  await createLabelSets(db, { providers: 20, sendingDomains: 70, sendingIps: 1400 });
  // Hosts that nobody claims, and the rules that tell of a requirement.
  await db.$executeRaw`
    UPDATE label_set SET provider = NULL, destination = 'host-' || id || '.example' WHERE provider = 'provider-19'`;
  await db.$executeRaw`UPDATE label_set SET rule = 'gmail/5.7.26' WHERE status_code IN ('4.7.26', '5.7.26')`;
  await db.$executeRaw`UPDATE label_set SET rule = 'gmail/4.7.28' WHERE status_code = '4.7.28'`;
  await db.$executeRaw`
    INSERT INTO mx_host (name, ip) SELECT 'mx' || n || '.example.net', '192.0.2.' || n FROM generate_series(1, 200) n`;
  await db.$executeRaw`INSERT INTO source_label_set SELECT s.id, l.id FROM source s, label_set l`;
  await db.$executeRaw`INSERT INTO source_mx_host SELECT s.id, m.id FROM source s, mx_host m`;
  const weights = ANSWERS.map(
    ([outcome, code, , , weight]) => `('${outcome}', '${code ?? ''}', ${weight})`,
  ).join();
  await db.$executeRawUnsafe(`CREATE UNLOGGED TABLE bench_slot AS
    WITH weighed AS (
      SELECT l.id, w.weight / (1.0 + substring(coalesce(l.provider, '-19') from '\\d+$')::int)
        / (1.0 + substring(l.sending_domain from '\\d+')::int) AS weight
      FROM label_set l JOIN (VALUES ${weights}) w (outcome, code, weight)
        ON w.outcome = l.outcome AND w.code = coalesce(l.status_code, '')
    )
    SELECT (row_number() OVER ()) - 1 AS slot, id AS label_set_id
    FROM (SELECT id, ceil(${SLOTS} * weight / sum(weight) OVER ())::int AS slots FROM weighed) s,
      generate_series(1, s.slots)`);
  await db.$executeRaw`UPDATE label_set SET provider = 'gmail' WHERE provider = 'provider-0'`;
  await db.$executeRaw`CREATE UNIQUE INDEX ON bench_slot (slot)`;
  await db.$executeRaw`ANALYZE bench_slot`;
}

/** Its events in the order of their time, as a log has them, and all that is counted of them. */
async function fillDay(pool: pg.Pool, day: number, events: number, now: Date): Promise<void> {
  const from = day * DAY_MS;
  const length = Math.min(DAY_MS, now.getTime() - from);
  const count = Math.max(1, Math.round((events * length) / DAY_MS));
  await pool.query(
    `INSERT INTO ${partitionName(dayName(day))} (source_id, origin_id, position, at, label_set_id, mx_host_id, delay_ms, recipient_hash,
       message_id_hash, recipient, queue_id, diagnostic)
     SELECT 1 + n % ${SOURCES.length}, 1, n, to_timestamp(($1::float8 + (n - $2::bigint) * $4::float8 / $3::bigint) / 1000), l.id,
       1 + n % 200, CASE WHEN l.outcome = 'delivered' THEN exp(6 + (hashint8(n) & 1023) / 150::float8)::int END,
       hashint8extended(hashint8(n) & 4194303, 1), hashint8extended(n / 2, 2),
       'u***@' || coalesce(l.destination, l.provider || '.example'), '4' || to_hex(n) || 'Zz',
       CASE WHEN l.outcome <> 'delivered' THEN concat('550-', l.status_code, ' The account that was written to, number ', n % 1000,
         ', is not what the server was asked for; see https://', l.provider, '.example/answers for more.') END
     FROM generate_series($2::bigint, $2::bigint + $3::bigint - 1) n
     JOIN bench_slot b ON b.slot = (hashint8extended(n, 3) & ${SLOTS - 1}) JOIN label_set l ON l.id = b.label_set_id
     ORDER BY n`,
    [from, day * 1_000_000_000, count, length],
  );
  for (const { table, counts, by, widths, fromEvents } of COUNTINGS) {
    await pool.query(
      `INSERT INTO ${table} (source_id, bucket_minutes, bucket_at, ${by.join(', ')}, ${counts})
       WITH counted AS (${fromEvents})
       SELECT source_id, width, date_bin(make_interval(mins => width), bucket_at, '1970-01-01 00:00:00+00'), ${by.join(', ')}, sum(counted)
       FROM counted, unnest($3::int[]) AS width GROUP BY 1, 2, 3, ${by.map((_, i) => 4 + i).join(', ')} ORDER BY 1, 2, 3`,
      [new Date(from), new Date(from + DAY_MS), widths],
    );
  }
}

/** The same traffic once more before that, by the hour, and by the day until there are 13 months of it. */
async function fillHistory(pool: pg.Pool): Promise<void> {
  for (const { table, counts, by } of COUNTINGS) {
    for (const [back, widths] of [
      [1, '60, 1440'],
      [2, '1440'],
      [3, '1440'],
      [4, '1440'],
    ] as const) {
      await pool.query(
        `INSERT INTO ${table} (source_id, bucket_minutes, bucket_at, ${by.join(', ')}, ${counts})
         SELECT source_id, bucket_minutes, bucket_at - make_interval(days => $1::int), ${by.join(', ')}, ${counts} FROM ${table}
         WHERE bucket_minutes IN (${widths}) AND bucket_at >= (SELECT min(at) FROM event) - interval '1 hour'
           AND source_id = ANY(ARRAY(SELECT id FROM source))`,
        [back * EVENT_DAYS],
      );
    }
  }
}
