import { z } from 'zod';
import { readHash } from '@/app/_panels/hash-text';
import { type EventPlace, eventPage, PAGE_LIMITS } from '@/lib/queries/event-page';
import { type EventRow, eventId, readEventId } from '@/lib/queries/event-row';
import { anyEvent, type EventSearch } from '@/lib/queries/event-search';
import { eventTail, TAIL_CURSOR } from '@/lib/queries/event-tail';
import { writeFilters } from '@/lib/queries/filter';
import type { Scope } from '@/lib/queries/scope';
import { SCOPE_QUERY, scopeOf, Time, time } from '../asked-scope';
import { isKeptTime, PlaceTime } from '../kept-time';
import { type Operation, operation } from '../operation';
import { cursorOf, nextPage, PAGE_QUERY, pageOf } from '../paging';

export const ShownEvent = z
  .strictObject({
    id: z.string(),
    at: Time,
    sourceId: z.int(),
    outcome: z.string(),
    provider: z.string().nullable(),
    replyCode: z.int().nullable(),
    statusCode: z.string().nullable(),
    rule: z.string().meta({ description: 'Id of the rule that decided' }),
    category: z.string().nullable(),
    sendingDomain: z.string().nullable(),
    recipient: z.string().nullable().meta({ description: 'Local part masked' }),
    mxHost: z.string().nullable(),
    diagnostic: z.string().nullable().meta({ description: 'Of failures only; addresses masked' }),
  })
  .meta({ id: 'Event' });

export const EVENT_EXAMPLE: z.infer<typeof ShownEvent> = {
  ...{ id: '1795258800000-1-1-0', at: '2026-11-21T09:00:00.000Z', sourceId: 1, outcome: 'bounced' },
  ...{
    provider: 'gmail',
    replyCode: 550,
    statusCode: '5.7.26',
    rule: 'gmail/5.7.26',
    category: 'authentication',
  },
  ...{ sendingDomain: 'news.example.com', recipient: 'a***@gmail.example', mxHost: 'mx.gmail.example' },
  diagnostic: '550-5.7.26 This mail has been blocked because the sender is unauthenticated.',
};

export const shownEvent = ({
  originId: _,
  position: __,
  ...event
}: EventRow): z.infer<typeof ShownEvent> => ({
  ...event,
  id: eventId({ ...event, originId: _, position: __ }),
  at: time(event.at),
});

/** Behind an event, or before a time up to which all was looked through. */
const Place = z.union([
  z.strictObject({ event: z.string() }).transform(({ event }, context) => {
    const key = readEventId(event);
    if (key && isKeptTime(key.at.getTime())) return key;
    context.addIssue('no event');
    return z.NEVER;
  }),
  z.strictObject({ before: PlaceTime }),
]);

const Hash = z
  .string()
  .regex(/^[0-9a-f]{16}$/, 'sixteen hexadecimal digits, as an event has it')
  .optional();
const Text = z.string().trim().min(1).max(253).optional();

const SOUGHT = {
  recipientHash: Hash.meta({ description: 'Mail to one address, by its keyed hash: /hashes says it' }),
  recipientDomain: Text,
  messageIdHash: Hash,
  queueId: Text,
  mxHost: Text.meta({ description: 'A host that answered, or the end of its name' }),
  words: Text.meta({ description: 'Stand in the diagnostic' }),
};
type Sought = z.output<z.ZodObject<typeof SOUGHT>>;

const searchOf = (scope: Scope, sought: Sought): EventSearch => ({
  ...anyEvent(scope),
  recipientHash: sought.recipientHash === undefined ? null : readHash(sought.recipientHash),
  messageIdHash: sought.messageIdHash === undefined ? null : readHash(sought.messageIdHash),
  recipientDomain: sought.recipientDomain ?? null,
  queueId: sought.queueId ?? null,
  mxHost: sought.mxHost ?? null,
  words: sought.words ?? null,
});

const list = operation({
  id: 'listEvents',
  method: 'GET',
  path: '/events',
  group: 'Events',
  needs: 'viewer',
  summary: 'Single events, the latest first',
  description:
    'Addresses are masked. A page may have fewer rows than its limit where much has to be looked through: `next` goes on.',
  query: z.strictObject({
    ...SCOPE_QUERY,
    ...SOUGHT,
    ...PAGE_QUERY,
    cursor: cursorOf(Place),
  }),
  answer: pageOf(ShownEvent),
  example: { data: [EVENT_EXAMPLE], next: null },
  async run({ query }, { db, now }) {
    const { cursor, limit, filter, range: _, from: __, to: ___, ...sought } = query;
    const scope = scopeOf(query, now);
    const search = searchOf(scope, sought);
    const page = await eventPage(db, search, cursor, { ...PAGE_LIMITS, events: limit });
    // A range that moves with the clock would lose rows at its end on the way.
    const ends = { from: time(scope.range.from), to: time(scope.range.to) };
    const asked = { ...sought, ...ends, filter: writeFilters(filter), limit };
    const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
    return {
      data: page.events.map(shownEvent),
      next: page.next && nextPage('/events', given as typeof asked, placeText(page.next)),
    };
  },
});

const placeText = (place: EventPlace) =>
  'before' in place ? { before: place.before.getTime() } : { event: eventId(place) };

const tail = operation({
  id: 'tailEvents',
  method: 'GET',
  path: '/events/tail',
  group: 'Events',
  needs: 'viewer',
  summary: 'What has been recorded since the cursor, however old it is; without one, where to begin',
  query: z.strictObject({
    ...SCOPE_QUERY,
    ...SOUGHT,
    cursor: z.string().regex(TAIL_CURSOR, 'must be one that this address gave').optional(),
  }),
  answer: z.strictObject({
    cursor: z.string().meta({ description: 'What to ask with next time' }),
    data: z.array(ShownEvent),
    isCut: z.boolean().meta({ description: 'More were recorded than are told' }),
  }),
  example: { cursor: '7441:7441:', data: [EVENT_EXAMPLE], isCut: false },
  async run({ query: { cursor = null, ...asked } }, { db, now }) {
    const found = await eventTail(db, searchOf(scopeOf(asked, now), asked), cursor);
    return { cursor: found.cursor, data: found.events.map(shownEvent), isCut: found.isCut };
  },
});

export const EVENTS: readonly Operation[] = [list, tail];
