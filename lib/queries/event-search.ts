import { Prisma } from '@/prisma/generated/client';
import { labelsWithin, type Scope, sourcesWithin } from './scope';

/** Which single events are looked for: a page's scope, and what only events themselves know. All must hold. */
export interface EventSearch {
  scope: Scope;
  /** Keyed hash of the whole address. */
  recipientHash: bigint | null;
  recipientDomain: string | null;
  /** Keyed hash of the message id. */
  messageIdHash: bigint | null;
  queueId: string | null;
  /** A host that answered, or the end of its name. */
  mxHost: string | null;
  /** Stand in the diagnostic as they are, in either case. */
  words: string | null;
}

export const anyEvent = (scope: Scope): EventSearch => ({
  scope,
  recipientHash: null,
  recipientDomain: null,
  messageIdHash: null,
  queueId: null,
  mxHost: null,
  words: null,
});

/** Whether an index leads to it: then the counts need not say where to look. */
export const isIndexed = ({ recipientHash, messageIdHash, queueId }: EventSearch): boolean =>
  recipientHash !== null || messageIdHash !== null || queueId !== null;

/** Whether the counts tell how many there are. */
export const isCounted = (search: EventSearch): boolean =>
  !isIndexed(search) && search.recipientDomain === null && search.mxHost === null && search.words === null;

/** Of rows of `event`, by its own columns. */
export function eventsSought(search: EventSearch): Prisma.Sql {
  const { recipientHash, recipientDomain, messageIdHash, queueId, mxHost, words } = search;
  const conditions = [
    sourcesWithin(search.scope),
    recipientHash === null ? null : Prisma.sql`recipient_hash = ${recipientHash}::bigint`,
    messageIdHash === null ? null : Prisma.sql`message_id_hash = ${messageIdHash}::bigint`,
    queueId === null ? null : Prisma.sql`queue_id = ${queueId}`,
    recipientDomain === null
      ? null
      : Prisma.sql`recipient LIKE ${`%@${literal(recipientDomain.toLowerCase())}`}`,
    mxHost === null ? null : Prisma.sql`mx_host_id IN (${hostsCalled(mxHost.toLowerCase())})`,
    words === null ? null : Prisma.sql`diagnostic ILIKE ${`%${literal(words)}%`}`,
  ];
  return Prisma.join(
    conditions.filter((condition) => condition !== null),
    ' AND ',
  );
}

const hostsCalled = (name: string): Prisma.Sql => Prisma.sql`
  SELECT id FROM mx_host WHERE name = ${name} OR name LIKE ${`%.${literal(name.replace(/^\.+/, ''))}`}`;

/** The same, where the label set has not been looked at yet. */
export const eventsSoughtByLabels = (search: EventSearch): Prisma.Sql =>
  Prisma.sql`${eventsSought(search)}
    AND label_set_id IN (SELECT l.id FROM label_set l WHERE ${labelsWithin(search.scope)})`;

/** What `LIKE` takes for itself stands for itself. */
const literal = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
