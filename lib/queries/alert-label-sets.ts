import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import { COUNT_NAMES, COUNTED, type CountName, GROUPS, LABEL_GROUP_NAMES } from './alert-counts';

/** What alerts need to know of a label set. */
export interface AlertLabelSet {
  id: number;
  provider: string | null;
  'sending-domain': string | null;
  'sending-ip': string | null;
  pool: string | null;
  stream: string | null;
  statusCode: string | null;
  replyCode: number | null;
  /** Delivered, deferred or bounced: not a complaint. */
  isAttempt: boolean;
  /** Deferred or bounced. */
  isRefusal: boolean;
  isEnforcement: boolean;
  /** The counts that it is part of. */
  counted: readonly CountName[];
}

const known = new WeakMap<Db, Map<number, AlertLabelSet>>();

/** Label sets by id. They never change, so each is read once in the life of a process. */
export async function alertLabelSets(
  db: Db,
  ids: Iterable<number>,
): Promise<ReadonlyMap<number, AlertLabelSet>> {
  const sets = known.get(db) ?? new Map<number, AlertLabelSet>();
  known.set(db, sets);
  const missing = new Set<number>();
  for (const id of ids) if (!sets.has(id)) missing.add(id);
  if (missing.size > 0) {
    for (const set of await readLabelSets(db, [...missing])) sets.set(set.id, set);
  }
  return sets;
}

function readLabelSets(db: Db, ids: number[]): Promise<AlertLabelSet[]> {
  const groups = LABEL_GROUP_NAMES.map((name) => Prisma.sql`${GROUPS[name]} AS ${Prisma.raw(`"${name}"`)}`);
  const counts = COUNT_NAMES.map((name) => Prisma.sql`CASE WHEN ${COUNTED[name]} THEN ${name}::text END`);
  return db.$queryRaw<AlertLabelSet[]>(Prisma.sql`
    SELECT l.id AS "id", ${Prisma.join(groups)}, l.status_code AS "statusCode", l.reply_code AS "replyCode",
      l.outcome IN ('delivered', 'deferred', 'bounced') AS "isAttempt",
      l.outcome IN ('deferred', 'bounced') AS "isRefusal", l.enforcement AND l.outcome <> 'delivered' AS "isEnforcement",
      array_remove(ARRAY[${Prisma.join(counts)}], NULL) AS "counted"
    FROM label_set l WHERE l.id = ANY(${ids}::int[])`);
}
