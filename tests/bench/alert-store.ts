import { randomUUID } from 'node:crypto';
import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';

/** How much there is to evaluate: every combination is a label set. */
export interface AlertStoreSize {
  providers: number;
  sendingDomains: number;
  sendingIps: number;
  days: number;
}

/** What is answered: outcome, status code, category, whether it is enforcement, and in how many of 1,000 attempts. */
export const ANSWERS: readonly (readonly [string, string | null, string | null, boolean, number])[] = [
  ['delivered', null, null, false, 930],
  ['deferred', '4.2.2', 'mailbox-full', false, 10],
  ['deferred', '4.7.28', 'rate-limit', true, 10],
  ['deferred', '4.7.26', 'authentication', true, 5],
  ['deferred', '4.4.1', 'network', false, 10],
  ['bounced', '5.1.1', 'invalid-address', false, 15],
  ['bounced', '5.2.2', 'mailbox-full', false, 5],
  ['bounced', '5.7.1', 'policy', false, 5],
  ['bounced', '5.7.26', 'authentication', true, 5],
  ['bounced', '5.4.4', 'network', false, 5],
];

/** Every combination of who answered, who sent and what was answered. @returns how many. */
export async function createLabelSets(db: Db, size: Omit<AlertStoreSize, 'days'>): Promise<number> {
  const labelSets: Prisma.LabelSetCreateManyInput[] = [];
  for (let provider = 0; provider < size.providers; provider++) {
    for (let domain = 0; domain < size.sendingDomains; domain++) {
      // Requirements are enforced against one sender in ten.
      for (const [outcome, statusCode, category, enforcement] of ANSWERS) {
        if (enforcement && domain % 10 > 0) continue;
        const ip = (domain * size.providers + provider) % size.sendingIps;
        labelSets.push({
          ...{ fingerprint: randomUUID(), outcome, statusCode, category, enforcement, rule: 'bench' },
          provider: `provider-${provider}`,
          bounceType: outcome === 'bounced' ? 'hard' : outcome === 'deferred' ? 'soft' : null,
          sendingDomain: `news-${domain}.example.com`,
          sendingIp: `10.${ip >> 16}.${(ip >> 8) & 255}.${ip & 255}`,
          pool: `pool-${domain % 50}`,
          campaign: `stream-${domain % 200}`,
        });
      }
    }
  }
  for (let i = 0; i < labelSets.length; i += 2000) {
    await db.labelSet.createMany({ data: labelSets.slice(i, i + 2000) });
  }
  return labelSets.length;
}

/** Fills an empty store with rollups of the days before `now`: no events, since rules are measured on rollups. */
export async function fillAlertStore(db: Db, now: Date, size: AlertStoreSize): Promise<number> {
  const { id: sourceId } = await db.source.create({
    data: { name: 'bench', kind: 'file', timeZone: 'UTC', watermarkAt: now },
  });
  const labelSets = await createLabelSets(db, size);
  const weights = Prisma.join(
    ANSWERS.map(([outcome, code, , , weight]) => Prisma.sql`(${outcome}, ${code}::text, ${weight}::int)`),
  );
  const fill = (width: number, from: Prisma.Sql, seen: Prisma.Sql) =>
    db.$executeRaw(Prisma.sql`
    INSERT INTO rollup (source_id, bucket_minutes, bucket_at, label_set_id, events)
    SELECT ${sourceId}::int, ${width}::smallint, bucket, l.id, ceil(w.weight * ${width}::float8 / 60)
    FROM label_set l
    JOIN (VALUES ${weights}) w (outcome, code, weight)
      ON w.outcome = l.outcome AND w.code IS NOT DISTINCT FROM l.status_code
    CROSS JOIN generate_series(date_bin(make_interval(mins => ${width}::int), ${from}, 'epoch'::timestamptz),
      ${now}::timestamptz, make_interval(mins => ${width}::int)) AS bucket
    WHERE hashint8(l.id + extract(epoch FROM bucket)::bigint / 300 * 7919) & 1023 < ${seen}`);
  // Of what fails little is seen in a bucket of five minutes; in a day nearly everything.
  const seen = (share: number) =>
    Prisma.sql`CASE WHEN l.outcome = 'delivered' THEN 1024 ELSE ${Math.round(share * 1024)}::int END`;
  await fill(5, Prisma.sql`${now}::timestamptz - interval '26 hours'`, seen(0.15));
  for (const week of [1, 2, 3, 4]) {
    const at = new Date(now.getTime() - week * 7 * 86_400_000);
    await db.$executeRaw(Prisma.sql`
      INSERT INTO rollup SELECT source_id, bucket_minutes, bucket_at - make_interval(weeks => ${week}::int), label_set_id, events
      FROM rollup WHERE bucket_minutes = 5 AND source_id = ${sourceId} AND bucket_at > ${at}::timestamptz + make_interval(weeks => ${week}::int) - interval '5 hours'`);
  }
  await fill(60, Prisma.sql`${now}::timestamptz - interval '50 hours'`, seen(0.5));
  await fill(1440, Prisma.sql`${now}::timestamptz - make_interval(days => ${size.days}::int)`, seen(0.9));
  await db.$executeRaw`ANALYZE rollup`;
  await db.$executeRaw`ANALYZE label_set`;
  return labelSets;
}
