import type { Outcome } from '@/lib/mail/delivery-event';
import { Fields } from './fields';
import { jsonLogFormat, type Reading } from './json-lines';
import { recogniseLines } from './recognise-lines';
import { answer, bareAddress, bareHost, replyCode, statusCode } from './stated-codes';

/** https://www.mailerq.com/documentation/json-results, "Special combinations": MailerQ has given the message up by
 * itself. Other errors are what the server's code says. */
const GIVEN_UP = new Set([
  'process/timeout',
  'process/error',
  'process/invalid',
  'storage/error',
  'responsive/error',
  'personalize/error',
  'dns/error',
]);

/** Messages as MailerQ publishes them to its result queues, with what came of each attempt so far in `results`. A
 * message is published after every attempt, so the last result is the news. */
export const mailerq = jsonLogFormat({
  id: 'mailerq',
  title: 'MailerQ results (JSON)',
  recognise: (head) =>
    Math.max(
      /"results"\s*:\s*\[\s*\{[\s\S]*"(state|result)"\s*:\s*"\w+"/.test(head.toString('latin1')) ? 0.85 : 0,
      recogniseLines(head, { sure: /^\{.*"envelope": ?".*"results": ?\[/, likely: /^\s*"envelope": ?"/ }),
    ),
  read: (members): Reading => {
    const record = new Fields(members);
    const result = record.list('results').at(-1);
    // Taken from the outbox before the first attempt.
    if (!result) return record.has('envelope') || record.has('recipient') ? [] : 'no results';
    const recipient = bareAddress(record.text('recipient'));
    if (recipient === null) return 'no recipient';
    return [
      {
        outcome: outcomeOf(result),
        at: result.text('time'),
        recipient,
        sender: bareAddress(record.text('envelope')),
        queueId: record.text('key'),
        mxHost: bareHost(result.text('mta')),
        mxIp: result.text('to'),
        replyCode: replyCode(result.text('code')),
        statusCode: statusCode(result.text('status')),
        diagnostic: answer(result.text('description')) ?? stateOf(result),
        sendingIp: result.text('from'),
        pool: record.text('pool'),
        campaign: record.list('tags')[0]?.text() ?? null,
      },
    ];
  },
});

function outcomeOf(result: Fields): Outcome {
  if (result.text('result') === 'accepted') return 'delivered';
  // A response pattern may have decided otherwise than the code.
  if (result.has('fatal')) return result.flag('fatal') ? 'bounced' : 'deferred';
  if (GIVEN_UP.has(stateOf(result) ?? '')) return 'bounced';
  const first = (replyCode(result.text('code')) ?? statusCode(result.text('status')))?.toString()[0];
  return first === '5' ? 'bounced' : first === '2' ? 'delivered' : 'deferred';
}

const stateOf = (result: Fields): string | null =>
  [result.text('state'), result.text('result')].filter(Boolean).join('/') || null;
