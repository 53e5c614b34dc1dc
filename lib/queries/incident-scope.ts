import { Prisma } from '@/prisma/generated/client';

/** What an incident's cause covers while it lasts. */
export interface IncidentScope {
  cause: Partial<Record<'provider' | 'category' | 'code' | 'sending-domain' | 'source', string>>;
  from: Date;
  to: Date;
}

/** `r JOIN label_set l`: the refusals and complaints of a cause. A longer time is read from wider buckets. */
export function refusalsOf({ cause, from, to }: IncidentScope): Prisma.Sql {
  const hours = (to.getTime() - from.getTime()) / 3_600_000;
  const width = hours <= 26 ? 5 : 60;
  const of = (column: Prisma.Sql, value: string | undefined) =>
    value === undefined ? Prisma.sql`TRUE` : Prisma.sql`${column} = ${value}`;
  const outcomes =
    cause.category === 'complaint'
      ? Prisma.sql`l.outcome = 'complained'`
      : Prisma.sql`l.outcome IN ('bounced', 'deferred') AND ${of(Prisma.sql`l.category`, cause.category)}`;
  return Prisma.sql`
    (SELECT label_set_id, sum(events::float8) AS events FROM rollup
     WHERE bucket_minutes = ${width}::smallint
       AND bucket_at > ${from}::timestamptz - make_interval(mins => ${width}::int)
       AND bucket_at <= ${to}::timestamptz
       AND ${cause.source === undefined ? Prisma.sql`TRUE` : Prisma.sql`source_id = (SELECT id FROM source WHERE name = ${cause.source})`}
     GROUP BY 1) r
    JOIN label_set l ON l.id = r.label_set_id
    WHERE ${outcomes} AND ${of(Prisma.sql`l.provider`, cause.provider)}
      AND ${of(Prisma.sql`coalesce(l.status_code, l.reply_code::text)`, cause.code)}
      AND ${of(Prisma.sql`l.sending_domain`, cause['sending-domain'])}`;
}
