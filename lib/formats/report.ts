import { type DeliveryEvent, deliveryEvent, type Outcome } from '@/lib/mail/delivery-event';
import { recordTime } from './record-time';

/** What a record says of one recipient. `at` is as the record states it. */
export type Report = Partial<Omit<DeliveryEvent, 'position' | 'at'>> & { outcome: Outcome; at?: unknown };

/** The event that a report tells of, or `null` where neither the report nor anything else says when. */
export function eventOf(
  report: Report,
  position: number,
  otherwiseAt: number | null,
  timeZone?: string,
): DeliveryEvent | null {
  const at = recordTime(report.at, timeZone) ?? otherwiseAt;
  if (at === null) return null;
  const event = deliveryEvent(report as Report & { position: number; at: number });
  event.position = position;
  event.at = at;
  const { delayMs } = event;
  event.delayMs = delayMs !== null && delayMs >= 0 ? Math.round(delayMs) : null;
  return event;
}
