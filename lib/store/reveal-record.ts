import type { Db } from '@/lib/db';
import { eventDetail } from '@/lib/queries/event-detail';
import { type EventRecord, eventRecord } from '@/lib/queries/event-record';
import type { EventKey } from '@/lib/queries/event-row';
import { type Actor, auditAlone } from './audit';

/**
 * The record that an event was read from, with the addresses that are in it. Who looked is written down first, and
 * nothing is shown where that fails. @returns null where there is no such event.
 */
export async function revealRecord(db: Db, by: Actor, key: EventKey): Promise<EventRecord | null> {
  const event = await eventDetail(db, key);
  if (!event) return null;
  await auditAlone(db, by, 'record.revealed', event.recipient ?? '', {
    source: event.sourceId,
    origin: event.originId,
    position: event.position,
  });
  return eventRecord(db, event);
}
