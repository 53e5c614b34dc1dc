import type { Db } from '@/lib/db';
import type { Kept, KeptDays } from '@/lib/retention';
import { Prisma } from '@/prisma/generated/client';
import { pruneAudit } from './audit';
import { forgetFaults } from './forget-faults';
import { pruneEvents } from './prune-events';

const DAY_MS = 86_400_000;

/** Forgets what is older than a moment. @returns how many rows. */
type Forget = (db: Db, before: Date) => Promise<number>;

/** Single events go by the day, in `prune-events.ts`; links to log in are of the accounts' room. */
type ForgottenHere = Exclude<Kept, 'events' | 'links'>;

/** Of all tables that count. What is judged anew moves its counts with it: a day whose events are here keeps them. */
const forgetCounts =
  (bucketMinutes: number): Forget =>
  async (db, before) => {
    const old = Prisma.sql`source_id IN (SELECT id FROM source) AND bucket_minutes = ${bucketMinutes}::smallint
      AND bucket_at < ${before}::timestamptz
      AND (bucket_at AT TIME ZONE 'UTC')::date NOT IN (SELECT day FROM event_day)`;
    const events = await db.$executeRaw`DELETE FROM rollup WHERE ${old}`;
    const answers = await db.$executeRaw`DELETE FROM answer_rollup WHERE ${old}`;
    return events + answers + (await db.$executeRaw`DELETE FROM delay_rollup WHERE ${old}`);
  };

const FORGET: Record<ForgottenHere, Forget> = {
  addresses: async (db, before) =>
    (await db.keptAddress.deleteMany({ where: { seenOn: { lt: before } } })).count,
  'counts-5-minutes': forgetCounts(5),
  'counts-hour': forgetCounts(60),
  'counts-day': forgetCounts(1440),
  inbox: async (db, before) =>
    (await db.ingestBatch.deleteMany({ where: { state: 'done', finishedAt: { lt: before } } })).count,
  'dead-batches': async (db, before) =>
    (await db.ingestBatch.deleteMany({ where: { state: 'dead', receivedAt: { lt: before } } })).count,
  uploads: (db, before) => db.$executeRaw`
    DELETE FROM upload_part p USING upload u
     WHERE u.source_id = p.source_id AND u.id = p.upload_id AND u.state IN ('failed', 'abandoned', 'done')
       AND u.touched_at < ${before}::timestamptz`,
  'open-messages': async (db, before) => {
    const stoodStill = { updatedAt: { lt: before }, parserState: { notIn: [''] } };
    const files = await db.fileGeneration.updateMany({ where: stoodStill, data: { parserState: null } });
    const streams = await db.ingestStream.updateMany({ where: stoodStill, data: { parserState: null } });
    return files.count + streams.count;
  },
  unparsed: async (db, before) =>
    (await db.unparsedRecord.deleteMany({ where: { seenAt: { lt: before } } })).count,
  known: async (db, before) => {
    const where = { recordedAt: { lt: before } };
    const [events, bounces] = [
      await db.knownEvent.deleteMany({ where }),
      await db.reportedBounce.deleteMany({ where }),
    ];
    return events.count + bounces.count;
  },
  recorded: async (db, before) =>
    (await db.recordedBatch.deleteMany({ where: { recordedAt: { lt: before } } })).count,
  faults: forgetFaults,
  incidents: forgetIncidents,
  // Whoever was told of what is still going on is to be told of its end.
  notifications: async (db, before) => {
    const isOver = [{ incidentId: null }, { incident: { resolvedAt: { not: null } } }];
    const where = { state: { not: 'waiting' }, createdAt: { lt: before }, OR: isOver };
    return (await db.notification.deleteMany({ where })).count;
  },
  audit: pruneAudit,
};

async function forgetIncidents(db: Db, before: Date): Promise<number> {
  const ended = Prisma.sql`SELECT id FROM incident WHERE resolved_at < ${before}::timestamptz
    AND id NOT IN (SELECT incident_id FROM alert_state WHERE incident_id IS NOT NULL)`;
  const [, , count] = await db.$transaction([
    db.$executeRaw`DELETE FROM alert_transition WHERE incident_id IN (${ended})`,
    db.$executeRaw`DELETE FROM alert_transition WHERE incident_id IS NULL AND at < ${before}::timestamptz`,
    db.$executeRaw`DELETE FROM incident WHERE id IN (${ended})`,
  ]);
  return count;
}

/** Where a kind is kept for ever, nothing is forgotten; of what is not kept at all, nothing stays. */
function forgottenBefore(kind: ForgottenHere, days: number | null, now: Date): Date | null {
  if (days !== null) return new Date(now.getTime() - days * DAY_MS);
  return kind === 'addresses' ? new Date(now.getTime() + DAY_MS) : null;
}

export interface Pruned {
  /** Days of events, by name. */
  droppedDays: string[];
  /** Rows of the other kinds, where there were any. */
  forgotten: Partial<Record<Kept, number>>;
}

/** Forgets what has been kept long enough. */
export async function prune(db: Db, now: Date, keptDays: KeptDays): Promise<Pruned> {
  const { events } = keptDays;
  const droppedDays = events === null ? [] : await pruneEvents(db, new Date(now.getTime() - events * DAY_MS));
  const forgotten: Pruned['forgotten'] = {};
  for (const kind of Object.keys(FORGET) as ForgottenHere[]) {
    const before = forgottenBefore(kind, keptDays[kind], now);
    const count = before === null ? 0 : await FORGET[kind](db, before);
    if (count > 0) forgotten[kind] = count;
  }
  return { droppedDays, forgotten };
}
