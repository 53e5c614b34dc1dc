import { z } from 'zod';
import { hashText, readHash } from '@/app/_panels/hash-text';
import { eventDetail } from '@/lib/queries/event-detail';
import { type EventPlace, eventPage, PAGE_LIMITS } from '@/lib/queries/event-page';
import { type EventRow, eventId, readEventId } from '@/lib/queries/event-row';
import { anyEvent } from '@/lib/queries/event-search';
import { writeFilters } from '@/lib/queries/filter';
import { SCOPE_QUERY, scopeOf, Time, time } from '../asked-scope';
import { type Operation, operation } from '../operation';
import { cursorOf, nextPage, PAGE_QUERY, pageOf } from '../paging';
import { gone } from '../refusals';

const ShownEvent = z
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

const ShownDetail = ShownEvent.extend({
  source: z.string(),
  destination: z.string().nullable(),
  bounceType: z.string().nullable(),
  action: z.string().nullable(),
  enforcement: z.boolean(),
  sendingIp: z.string().nullable(),
  pool: z.string().nullable(),
  stream: z.string().nullable(),
  customer: z.string().nullable(),
  feedbackType: z.string().nullable(),
  mxIp: z.string().nullable(),
  delayMs: z.number().nullable(),
  queueId: z.string().nullable(),
  recipientHash: z.string().nullable().meta({ description: 'Keyed: the same for all mail to one address' }),
  messageIdHash: z.string().nullable(),
}).meta({ id: 'EventDetail' });

const EXAMPLE: z.infer<typeof ShownEvent> = {
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

const shown = ({ originId: _, position: __, ...event }: EventRow): z.infer<typeof ShownEvent> => ({
  ...event,
  id: eventId({ ...event, originId: _, position: __ }),
  at: time(event.at),
});

/** Behind an event, or before a time up to which all was looked through. */
const Place = z.union([
  z.strictObject({ event: z.string() }).transform(({ event }) => readEventId(event)),
  z.strictObject({ before: z.number() }).transform(({ before }) => ({ before: new Date(before) })),
]);

const Hash = z
  .string()
  .regex(/^[0-9a-f]{16}$/, 'sixteen hexadecimal digits, as an event has it')
  .optional();
const Text = z.string().trim().min(1).max(253).optional();

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
    recipientHash: Hash.meta({ description: 'Mail to one address, by its keyed hash' }),
    recipientDomain: Text,
    messageIdHash: Hash,
    queueId: Text,
    mxHost: Text.meta({ description: 'A host that answered, or the end of its name' }),
    words: Text.meta({ description: 'Stand in the diagnostic' }),
    ...PAGE_QUERY,
    cursor: cursorOf(Place),
  }),
  answer: pageOf(ShownEvent),
  example: { data: [EXAMPLE], next: null },
  async run({ query }, { db, now }) {
    const { cursor, limit, filter, range: _, from: __, to: ___, ...sought } = query;
    const scope = scopeOf(query, now);
    const search = {
      ...anyEvent(scope),
      recipientHash: sought.recipientHash === undefined ? null : readHash(sought.recipientHash),
      messageIdHash: sought.messageIdHash === undefined ? null : readHash(sought.messageIdHash),
      recipientDomain: sought.recipientDomain ?? null,
      queueId: sought.queueId ?? null,
      mxHost: sought.mxHost ?? null,
      words: sought.words ?? null,
    };
    const page = await eventPage(db, search, cursor, { ...PAGE_LIMITS, events: limit });
    // A range that moves with the clock would lose rows at its end on the way.
    const ends = { from: time(scope.range.from), to: time(scope.range.to) };
    const asked = { ...sought, ...ends, filter: writeFilters(filter), limit };
    const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
    return {
      data: page.events.map(shown),
      next: page.next && nextPage('/events', given as typeof asked, placeText(page.next)),
    };
  },
});

const placeText = (place: EventPlace) =>
  'before' in place ? { before: place.before.getTime() } : { event: eventId(place) };

const one = operation({
  id: 'getEvent',
  method: 'GET',
  path: '/events/{id}',
  group: 'Events',
  needs: 'viewer',
  summary: 'All that is stored of one event',
  pathFields: z.strictObject({ id: z.string() }),
  answer: ShownDetail,
  example: {
    ...EXAMPLE,
    ...{ source: 'mx1', destination: null, bounceType: 'hard', action: 'fix', enforcement: true },
    ...{ sendingIp: '192.0.2.25', pool: null, stream: 'newsletter', customer: null, feedbackType: null },
    ...{
      mxIp: '198.51.100.26',
      delayMs: 1200,
      queueId: '4XyZ',
      recipientHash: '0123456789abcdef',
      messageIdHash: null,
    },
  },
  async run({ path }, { db }) {
    const key = readEventId(path.id);
    const found = key && (await eventDetail(db, key));
    if (!found) throw gone('event');
    const { campaign, recipientHash, messageIdHash, source, destination, bounceType, action, ...rest } =
      found;
    const { enforcement, sendingIp, pool, customer, feedbackType, mxIp, delayMs, queueId, ...row } = rest;
    return {
      ...shown(row),
      ...{
        source,
        destination,
        bounceType,
        action,
        enforcement,
        sendingIp,
        pool,
        stream: campaign,
        customer,
      },
      ...{ feedbackType, mxIp, delayMs, queueId },
      recipientHash: recipientHash === null ? null : hashText(recipientHash),
      messageIdHash: messageIdHash === null ? null : hashText(messageIdHash),
    };
  },
});

export const EVENTS: readonly Operation[] = [list, one];
