import { z } from 'zod';
import { hashText } from '@/app/_panels/hash-text';
import { eventDetail } from '@/lib/queries/event-detail';
import { readEventId } from '@/lib/queries/event-row';
import { type Operation, operation } from '../operation';
import { gone } from '../refusals';
import { EVENT_EXAMPLE, ShownEvent, shownEvent } from './events';

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
    ...EVENT_EXAMPLE,
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
      ...shownEvent(row),
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

export const EVENT_DETAIL: readonly Operation[] = [one];
