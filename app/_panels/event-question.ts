import type { EventPlace } from '@/lib/queries/event-page';
import { eventId, readEventId } from '@/lib/queries/event-row';
import { anyEvent, type EventSearch } from '@/lib/queries/event-search';
import { readHash } from './hash-text';
import { type Question, questionOf, type SearchParams } from './question';

/** What events are looked for by beside the page's filters, as the address says it. Recipients and message ids stand
 * there as hashes. */
export const SOUGHT = [
  { key: 'recipient', name: 'Recipient', shown: () => 'one address' },
  { key: 'domain', name: 'Recipient at', shown: (value: string) => value },
  { key: 'queue', name: 'Queue id', shown: (value: string) => value },
  { key: 'message', name: 'Message id', shown: () => 'one message' },
  { key: 'mx', name: 'MX host', shown: (value: string) => value },
  { key: 'words', name: 'Diagnostic has', shown: (value: string) => value },
] as const;
export type SoughtKey = (typeof SOUGHT)[number]['key'];

export interface EventQuestion {
  question: Question;
  search: EventSearch;
  /** What of `SOUGHT` was asked for. */
  sought: Map<SoughtKey, string>;
  place: EventPlace | null;
  /** The same question from another place on, or without one of what is sought. */
  href(change: { before?: string; without?: SoughtKey }): string;
}

const LONGEST = 253;

export async function eventQuestionOf(searchParams: SearchParams): Promise<EventQuestion> {
  const given = await searchParams;
  const question = await questionOf(searchParams);
  const one = (key: string): string | null => {
    const value = given[key];
    const text = (Array.isArray(value) ? value[0] : value)?.trim().slice(0, LONGEST);
    return text ? text : null;
  };
  const sought = new Map(SOUGHT.flatMap(({ key }) => (one(key) === null ? [] : [[key, one(key)!]])));
  const hash = (key: SoughtKey) => {
    const text = sought.get(key);
    return text === undefined ? null : readHash(text);
  };
  const before = one('before');
  return {
    question,
    search: {
      ...anyEvent(question.scope),
      recipientHash: hash('recipient'),
      recipientDomain: sought.get('domain') ?? null,
      messageIdHash: hash('message'),
      queueId: sought.get('queue') ?? null,
      mxHost: sought.get('mx') ?? null,
      words: sought.get('words') ?? null,
    },
    sought,
    place: before === null ? null : readPlace(before),
    href({ before: next, without }) {
      const kept = [...sought].filter(([key]) => key !== without);
      const more = new URLSearchParams([...kept, ...(next ? [['before', next]] : [])] as [string, string][]);
      const page = question.link('/events');
      const text = more.toString();
      return text ? `${page}${page.includes('?') ? '&' : '?'}${text}` : page;
    },
  };
}

/** An event's own id, or a time. */
function readPlace(text: string): EventPlace | null {
  if (!/^\d{1,15}$/.test(text)) return readEventId(text);
  const before = new Date(Number(text));
  return Number.isNaN(before.getTime()) ? null : { before };
}

export const writePlace = (place: EventPlace): string =>
  'before' in place ? String(place.before.getTime()) : eventId(place);
