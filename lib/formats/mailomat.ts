import { firstOf } from './fields';
import { answer, bareAddress, bareHost, bareId, replyCode, statusCode } from './stated-codes';
import { webhookFormat } from './webhook';

/** https://api.mailomat.swiss/docs/#tag/webhook */
export const mailomat = webhookFormat({
  id: 'mailomat',
  title: 'Mailomat webhooks',
  signs: [
    [/"messageUuid"\s*:/, 0.9],
    [/"eventType"\s*:\s*"(accepted|delivered|not_delivered|failure_tmp|failure_perm|opened|clicked)"/, 0.8],
  ],
  event: (entry) => firstOf(entry.text('eventType'), entry.text('event')),
  outcomes: {
    delivered: 'delivered',
    failure_tmp: 'deferred',
    failure_perm: 'bounced',
    not_delivered: 'bounced',
    complained: 'complained',
    accepted: null,
    opened: null,
    clicked: null,
    unsubscribed: null,
  },
  reports: (entry) => {
    const payload = entry.has('payload') ? entry.at('payload') : entry;
    const status = payload.at('delivery-status');
    return [
      {
        at: firstOf(entry.text('occurredAt')) ?? payload.number('timestamp'),
        recipient: bareAddress(firstOf(entry.text('recipient'), payload.text('recipient'))),
        sender: bareAddress(payload.text('sender')),
        queueId: firstOf(entry.text('messageUuid'), payload.text('message-uuid')),
        messageId: bareId(firstOf(entry.text('messageId'), payload.text('message', 'headers', 'message-id'))),
        mxHost: bareHost(status.text('remote', 'mx')),
        mxIp: status.text('remote', 'ip'),
        replyCode: replyCode(status.text('code')),
        statusCode: statusCode(status.text('enhanced-code')),
        diagnostic: answer(status.text('message')),
        sendingIp: status.text('local', 'ip'),
        eventId: entry.text('id'),
      },
    ];
  },
});
