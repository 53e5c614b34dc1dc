import type { Db } from '@/lib/db';
import type { Prisma } from '@/prisma/generated/client';

/** A channel and how it has been doing. Its secrets are sealed. */
export interface ChannelRow {
  id: number;
  name: string;
  kind: string;
  settings: Prisma.JsonValue;
  enabled: boolean;
  /** The permanent error that disabled it. */
  fault: string | null;
  routes: ChannelRoute[];
  /** Messages that were tried and are to be tried again. */
  retrying: number;
  /** The latest that came to an end, whichever. */
  last: { state: string; at: Date; fault: string | null } | null;
}

export type ChannelRoute = Prisma.NotificationRouteModel;

/** Everybody who may be told, by name. */
export async function channelList(db: Db): Promise<ChannelRow[]> {
  const [channels, doing] = await Promise.all([
    db.channel.findMany({ orderBy: { name: 'asc' }, include: { routes: { orderBy: { id: 'asc' } } } }),
    db.$queryRaw<{ id: number; retrying: number; state: string | null; at: Date; fault: string | null }[]>`
      SELECT c.id, last.state, last.at, last.fault,
        (SELECT count(*) FROM notification n
         WHERE n.channel_id = c.id AND n.state = 'waiting' AND n.fault IS NOT NULL)::float8 AS retrying
      FROM channel c LEFT JOIN LATERAL (
        SELECT n.state, coalesce(n.sent_at, n.created_at) AS at, n.fault FROM notification n
        WHERE n.channel_id = c.id AND n.state IN ('sent', 'failed') ORDER BY n.id DESC LIMIT 1) last ON TRUE`,
  ]);
  const byId = new Map(doing.map((one) => [one.id, one]));
  return channels.map(({ createdAt: _, ...channel }) => {
    const { retrying = 0, state = null, at = new Date(0), fault = null } = byId.get(channel.id) ?? {};
    return { ...channel, retrying, last: state === null ? null : { state, at, fault } };
  });
}
