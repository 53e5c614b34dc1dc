import type { Pool, PoolClient } from 'pg';
import { createDay, dayName, partitionName } from '@/lib/store/event-days';

const DAY_MS = 86_400_000;
/** Positions of a day begin here, times the day. */
const POSITIONS = 1_000_000_000;
export const SOURCES = ['relay-1', 'relay-2', 'esp'] as const;
/** Of so many attempts in a row, each label set has its share, and at least one. */
export const SLOTS = 1 << 20;

/** A day's events in the order of their time, as a log has them: today's as far as the day has come. */
export async function makeDay(pool: Pool, day: number, perDay: number, now: Date): Promise<void> {
  const from = day * DAY_MS;
  const length = Math.min(DAY_MS, now.getTime() - from);
  const count = Math.max(1, Math.round((perDay * length) / DAY_MS));
  await withPartition(pool, day, (client, table) =>
    client.query(
      `INSERT INTO ${table} (source_id, origin_id, position, at, label_set_id, mx_host_id, delay_ms, recipient_hash,
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
      [from, day * POSITIONS, count, length],
    ),
  );
}

/** The same mail to the same people, in other messages. */
export async function copyDay(pool: Pool, model: number, day: number): Promise<void> {
  await withPartition(pool, day, (client, table) =>
    client.query(
      `INSERT INTO ${table} (source_id, origin_id, position, at, label_set_id, mx_host_id, delay_ms, recipient_hash,
         message_id_hash, recipient, queue_id, diagnostic)
       SELECT source_id, origin_id, position + $2, at + make_interval(days => $1::int), label_set_id, mx_host_id, delay_ms,
         recipient_hash, message_id_hash # $2, recipient, '4' || to_hex(position + $2) || 'Zz', diagnostic
       FROM ${partitionName(dayName(model))}`,
      [day - model, (day - model) * POSITIONS],
    ),
  );
}

/** As `createPartitions` makes it, filled before it is attached, which builds its indexes. */
async function withPartition(
  pool: Pool,
  day: number,
  fill: (client: PoolClient, table: string) => Promise<unknown>,
): Promise<void> {
  const [name, next] = [dayName(day), dayName(day + 1)];
  const table = partitionName(name);
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(createDay(table));
    await fill(client, table);
    await client.query(
      `ALTER TABLE event ATTACH PARTITION ${table} FOR VALUES FROM ('${name} 00:00:00+00') TO ('${next} 00:00:00+00')`,
    );
    await client.query('INSERT INTO event_day (day) VALUES ($1)', [name]);
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}
