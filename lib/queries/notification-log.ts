import type { Db } from '@/lib/db';

/** One message to one channel, and what became of it. */
export interface NotificationRow {
  id: number;
  channel: { id: number; name: string; enabled: boolean };
  /** `firing`, `resolved`, `reminder`, `acknowledged`, `test`, `replay`. */
  reason: string;
  incident: { id: number; title: string } | null;
  /** `waiting`, `sent`, `failed` or `dropped`. */
  state: string;
  attempts: number;
  createdAt: Date;
  sentAt: Date | null;
  /** When it is tried next, where it waits. */
  dueAt: Date;
  /** What the receiver said, or why it was not told. */
  answer: string | null;
  fault: string | null;
  /** Whether it was ever put into words: only that can be sent again. */
  canBeReplayed: boolean;
}

/** The latest messages first; of one channel, or of all. */
export async function notificationLog(
  db: Db,
  channelId: number | null,
  limit = 50,
): Promise<NotificationRow[]> {
  const rows = await db.notification.findMany({
    where: channelId === null ? {} : { channelId },
    orderBy: { id: 'desc' },
    take: limit,
    include: {
      channel: { select: { id: true, name: true, enabled: true } },
      incident: { select: { id: true, title: true } },
    },
  });
  return rows.map(({ id, channel, reason, incident, state, attempts, notice, ...row }) => ({
    ...{ id: Number(id), channel, reason, state, attempts },
    incident: incident && { id: Number(incident.id), title: incident.title },
    ...{
      createdAt: row.createdAt,
      sentAt: row.sentAt,
      dueAt: row.dueAt,
      answer: row.answer,
      fault: row.fault,
    },
    canBeReplayed: notice !== null && state !== 'waiting',
  }));
}
