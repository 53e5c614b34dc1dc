import { randomUUID } from 'node:crypto';
import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';

/** Attempts of one kind, spread evenly over a stretch of minutes. */
export interface Traffic {
  source?: string;
  from: Date;
  minutes: number;
  events: number;
  outcome: 'delivered' | 'deferred' | 'bounced' | 'complained';
  labels?: Partial<Omit<Prisma.LabelSetCreateManyInput, 'outcome'>>;
  /** How many different people they are for; 0: the record does not say. */
  recipients?: number;
  diagnostic?: string | null;
}

const MINUTE_MS = 60_000;
let origin = 0n;

/** Writes events, rollups and the watermark, as recording them would. */
export async function send(db: Db, traffic: Traffic): Promise<void> {
  const { from, minutes, events, outcome, labels = {}, source: name = 'mx1', recipients = events } = traffic;
  if (events === 0) return;
  const failed = outcome === 'bounced' || outcome === 'deferred';
  const diagnostic =
    traffic.diagnostic === undefined ? (failed ? '550 5.1.1 User unknown' : null) : traffic.diagnostic;
  const source = await db.source.upsert({
    where: { name },
    create: { name, kind: 'file', timeZone: 'UTC' },
    update: {},
  });
  const bounceType = outcome === 'bounced' ? 'hard' : outcome === 'deferred' ? 'soft' : null;
  const labelSet = await db.labelSet.create({
    data: { fingerprint: randomUUID(), outcome, bounceType, enforcement: false, rule: 'test', ...labels },
  });
  const originId = ++origin;
  const times = Array.from(
    { length: events },
    (_, i) => from.getTime() + Math.floor((i * minutes * MINUTE_MS) / events),
  );
  // Alerts look at single events of what failed alone.
  const isLookedAt = outcome !== 'delivered';
  if (isLookedAt) await createPartitions(db, times);
  await db.event.createMany({
    data: (isLookedAt ? times : []).map((at, i) => ({
      sourceId: source.id,
      originId,
      position: BigInt(i),
      at: new Date(at),
      labelSetId: labelSet.id,
      recipientHash: recipients === 0 ? null : BigInt(i % recipients),
      diagnostic,
    })),
  });
  for (const bucketMinutes of [5, 60, 1440]) {
    const buckets = new Map<number, number>();
    for (const at of times) {
      const bucket = Math.floor(at / (bucketMinutes * MINUTE_MS)) * bucketMinutes * MINUTE_MS;
      buckets.set(bucket, (buckets.get(bucket) ?? 0) + 1);
    }
    const data = [...buckets].map(([at, count]) => ({
      sourceId: source.id,
      bucketMinutes,
      bucketAt: new Date(at),
      labelSetId: labelSet.id,
      events: BigInt(count),
    }));
    await db.rollup.createMany({ data });
    // No other label set has its answer.
    await db.answerRollup.createMany({ data });
  }
  await reachTo(db, name, new Date(Math.max(...times)));
}

/** Says that the source is known up to here, whether or not it had anything to tell. */
export async function reachTo(db: Db, name: string, at: Date): Promise<void> {
  await db.$executeRaw`UPDATE source SET watermark_at = greatest(watermark_at, ${at}::timestamptz) WHERE name = ${name}`;
}

async function createPartitions(db: Db, times: number[]): Promise<void> {
  for (const day of new Set(times.map((at) => new Date(at).toISOString().slice(0, 10)))) {
    const next = new Date(Date.parse(day) + 1440 * MINUTE_MS).toISOString().slice(0, 10);
    await db.$executeRaw(
      Prisma.raw(`CREATE TABLE IF NOT EXISTS event_${day.replaceAll('-', '')}
                  PARTITION OF event FOR VALUES FROM ('${day} 00:00:00+00') TO ('${next} 00:00:00+00')`),
    );
    await db.$executeRaw`INSERT INTO event_day (day) VALUES (${day}::date) ON CONFLICT DO NOTHING`;
  }
}
