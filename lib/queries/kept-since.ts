import type { Db } from '@/lib/db';
import type { Kept } from '@/lib/retention';
import { Prisma } from '@/prisma/generated/client';

const firstCount = (bucketMinutes: number): Prisma.Sql => Prisma.sql`
  (SELECT min(first_at) FROM source s CROSS JOIN LATERAL (
     SELECT bucket_at AS first_at FROM rollup WHERE source_id = s.id AND bucket_minutes = ${bucketMinutes}::smallint
      ORDER BY bucket_at LIMIT 1) r)`;

const first = (column: string, table: string, condition = 'TRUE'): Prisma.Sql =>
  Prisma.raw(`(SELECT min(${column}) FROM ${table} WHERE ${condition})`);

/** What a suppression rests on is kept as long as it stands. */
const OF_SUPPRESSED = `EXISTS (SELECT FROM suppression p JOIN source s ON s.workspace_id = p.workspace_id
  WHERE s.id = f.source_id AND p.recipient_hash = f.recipient_hash AND p.state = 'suppressed')`;

const OLDEST: Record<Kept, Prisma.Sql> = {
  events: first('day', 'event_day'),
  addresses: first('seen_on', 'kept_address'),
  'counts-5-minutes': firstCount(5),
  'counts-hour': firstCount(60),
  'counts-day': firstCount(1440),
  inbox: first('finished_at', 'ingest_batch', "state = 'done'"),
  'dead-batches': first('received_at', 'ingest_batch', "state = 'dead'"),
  uploads: first(
    'touched_at',
    'upload u',
    "state = 'failed' AND EXISTS (SELECT FROM upload_part p WHERE p.source_id = u.source_id AND p.upload_id = u.id)",
  ),
  'open-messages': first('updated_at', 'file_generation', "parser_state <> ''"),
  unparsed: first('seen_at', 'unparsed_record'),
  known: first('recorded_at', 'known_event'),
  recorded: first('recorded_at', 'recorded_batch'),
  faults: first('at', 'recipient_fault f', `weighed AND NOT ${OF_SUPPRESSED}`),
  incidents: first('resolved_at', 'incident'),
  notifications: first('created_at', 'notification'),
  links: first('expires_at', 'account_link'),
  audit: first('at', 'audit'),
};

/** Since when is there something of each kind of what is kept? `null`: there is nothing of it. */
export async function keptSince(db: Db): Promise<Record<Kept, Date | null>> {
  const columns = Object.entries(OLDEST).map(
    ([kind, oldest]) => Prisma.sql`${oldest}::timestamptz AS ${Prisma.raw(`"${kind}"`)}`,
  );
  const [row] = await db.$queryRaw<[Record<Kept, Date | null>]>`SELECT ${Prisma.join(columns)}`;
  return row;
}
