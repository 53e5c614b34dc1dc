import { Prisma } from '@/prisma/generated/client';

/** An event as a list shows it. */
export interface EventRow {
  sourceId: number;
  /** Numbers of 64 bits as text. */
  originId: string;
  position: string;
  at: Date;
  outcome: string;
  provider: string | null;
  replyCode: number | null;
  statusCode: string | null;
  rule: string;
  category: string | null;
  sendingDomain: string | null;
  /** Local part masked. */
  recipient: string | null;
  mxHost: string | null;
  /** Of failures only. */
  diagnostic: string | null;
}

/** Of `event e` with its `label_set l` and its `mx_host m`. */
export const eventColumns = Prisma.sql`
  e.source_id AS "sourceId", e.origin_id::text AS "originId", e.position::text AS "position", e.at AS "at",
  l.outcome AS "outcome", l.provider AS "provider", l.reply_code AS "replyCode", l.status_code AS "statusCode",
  l.rule AS "rule", l.category AS "category", l.sending_domain AS "sendingDomain", e.recipient AS "recipient",
  m.name AS "mxHost", e.diagnostic AS "diagnostic"`;

/** The key of an event; numbers of 64 bits as text. */
export type EventKey = Pick<EventRow, 'sourceId' | 'originId' | 'position' | 'at'>;

/** The key in one word, as addresses and lists have it. */
export const eventId = ({ sourceId, originId, position, at }: EventKey): string =>
  `${at.getTime()}-${sourceId}-${originId}-${position}`;

const ID = /^(\d{1,15})-(\d{1,9})-(\d{1,18})-(\d{1,18})$/;

/** `null`: no event is called that. */
export function readEventId(id: string): EventKey | null {
  const [, at, sourceId, originId = '', position = ''] = ID.exec(id) ?? [];
  const time = new Date(Number(at));
  return Number.isNaN(time.getTime()) ? null : { at: time, sourceId: Number(sourceId), originId, position };
}
