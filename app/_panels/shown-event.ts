import { type EventRow, eventId } from '@/lib/queries/event-row';
import { visible } from '../_components/format/foreign-text';
import { dayMonth, stamp } from '../_components/format/time';
import type { ShownEvent } from '../_components/ui/tailed-events';
import { meaningOf, providerName, ruleOf } from './dictionary';

/** As much of a diagnostic as a row has room for, and a tooltip makes sense of. */
const LONGEST_SHOWN = 400;

const shownText = (text: string | null): string | null => (text === null ? null : visible(text));

/** An event in people's words. */
export function shownEvent(event: EventRow, timeZone: string): ShownEvent {
  const { statusCode, replyCode, outcome, diagnostic } = event;
  const code = statusCode ?? (replyCode === null ? null : String(replyCode));
  const [, time = ''] = stamp(event.at, timeZone).split(' ');
  const rule = ruleOf(event.rule) ?? (code === null ? null : meaningOf(code));
  return {
    id: eventId(event),
    at: event.at.toISOString(),
    day: dayMonth(event.at, timeZone),
    time,
    outcome,
    code,
    meaning: outcome === 'delivered' ? null : (rule?.title ?? null),
    category: event.category,
    provider: providerName(event.provider ?? 'other'),
    mxHost: shownText(event.mxHost),
    sendingDomain: shownText(event.sendingDomain),
    recipient: shownText(event.recipient),
    diagnostic: diagnostic === null ? null : visible(diagnostic.slice(0, LONGEST_SHOWN)),
  };
}
