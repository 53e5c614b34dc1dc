import type { Outcome } from '@/lib/mail/delivery-event';
import { Fields, firstOf, rowOf } from './fields';
import { jsonLogFormat, type Reading } from './json-lines';
import { recogniseLines } from './recognise-lines';
import { recordTime } from './record-time';
import type { Report } from './report';
import { answer, bareAddress, bareHost, replyCode, statusCode } from './stated-codes';

/** What becomes of the message (https://docs.halon.io/hsl/postdelivery.html), in the post-delivery hook's own words
 * and in those of Halon's modules that log it (history-elastic, postmastery, emailconsul). */
const OUTCOMES: Readonly<Record<string, Outcome | null>> = {
  DELIVER: 'delivered',
  delivered: 'delivered',
  QUEUE: 'deferred',
  deferred: 'deferred',
  delayed: 'deferred',
  BOUNCE: 'bounced',
  DELETE: 'bounced',
  bounced: 'bounced',
  failed: 'bounced',
  // Taken out of the queue without an attempt.
  removed: null,
};

/** Halon logs what its post-delivery script says; these are the shapes of the hook's arguments and of the modules. */
export const halon = jsonLogFormat({
  id: 'halon',
  title: 'Halon delivery log (JSON)',
  recognise: (head) =>
    recogniseLines(head, {
      sure: /"attempt": ?\{.*"(result|error|connection)": ?\{.*"transportid"|"transportid".*"attempt": ?\{|"transactionid".*"(smtpcode|recipientlocalpart|remotemx)"|"type": ?"SMTP".*"(result_code|ts_attempt)"/,
      likely: /"(transportid|remotemx|connection_remotemx)": ?"/,
    }),
  read: (members): Reading => {
    const record = new Fields(members);
    // The line that tells Elasticsearch where the next one goes; queueing, asynchronous mail without a verdict.
    if (record.has('create') || record.has('index') || record.text('type') === 'queue') return [];
    const nested = record.has('arguments', 'attempt') ? record.at('arguments') : record;
    if (record.text('type') === 'delivery' || nested.has('attempt')) return hook(nested, record);
    const outcome = rowOf(OUTCOMES, firstOf(record.text('action'), record.text('status')));
    if (outcome === undefined) return 'no delivery';
    return outcome === null ? [] : [flat(record, outcome)];
  },
});

/** The arguments of the hook as they are, with the message beside them. */
function hook(args: Fields, record: Fields): Reading {
  const attempt = args.at('attempt');
  if (!attempt.has('result') && !attempt.has('error')) return [];
  const message = record.at('message');
  // Missing on successful deliveries.
  const outcome = rowOf(OUTCOMES, args.text('action') ?? 'DELIVER');
  if (!outcome) return 'unknown action';
  return [
    {
      outcome,
      at: firstOf(record.number('time'), record.number('finishedtime'), record.number('ts')),
      recipient: addressOf(message, 'recipient') ?? bareAddress(record.text('recipient')),
      sender: addressOf(message, 'sender'),
      queueId:
        [message.text('id', 'transaction'), message.text('id', 'queue')].filter(Boolean).join(':') || null,
      mxHost: bareHost(attempt.text('connection', 'remotemx')),
      mxIp: attempt.text('connection', 'remoteip'),
      replyCode: replyCode(attempt.text('result', 'code')),
      statusCode: statusCode(joined(attempt.at('result', 'enhanced'), '.')),
      diagnostic: answer(
        firstOf(
          joined(attempt.at('result', 'reason'), ' '),
          attempt.text('error', 'message'),
          args.text('dsn', 'diagnosticcode'),
        ),
      ),
      sendingIp: attempt.text('connection', 'localip'),
      pool: message.text('transportid'),
      campaign: message.text('jobid'),
      customer: message.text('tenantid'),
    },
  ];
}

/** One level of names. */
function flat(record: Fields, outcome: Outcome): Report {
  const at = recordTime(record.at('@timestamp').value) ?? recordTime(record.number('ts_attempt'));
  const receivedAt = recordTime(record.number('received')) ?? recordTime(record.number('ts_received'));
  return {
    outcome,
    at,
    recipient: inParts(record, 'recipient'),
    sender: inParts(record, 'sender') ?? bareAddress(record.text('sender')),
    queueId: firstOf(
      record.text('messageid'),
      [record.text('transactionid'), record.text('queueid')].filter(Boolean).join(':') || null,
    ),
    mxHost: bareHost(firstOf(record.text('remotemx'), record.text('connection_remotemx'))),
    mxIp: firstOf(record.text('remoteip'), record.text('connection_remoteip')),
    replyCode: replyCode(firstOf(record.text('smtpcode'), record.text('result_code'))),
    statusCode: statusCode(firstOf(record.text('smtpenhanced'), record.text('result_enhanced'))),
    diagnostic: answer(
      firstOf(record.text('smtpreason'), record.text('result_reason'), record.text('error_message')),
    ),
    delayMs: at !== null && receivedAt !== null && at >= receivedAt ? at - receivedAt : null,
    sendingIp: firstOf(record.text('localip'), record.text('connection_localip')),
    pool: record.text('transportid'),
    campaign: record.text('jobid'),
    customer: record.text('tenantid'),
    eventId: record.text('eventid'),
  };
}

/** `recipient`, or `recipientaddress` in its two parts. */
function addressOf(message: Fields, name: string): string | null {
  const { value } = message.at(`${name}address`);
  return (
    message.text(name) ??
    (value
      ? whole(message.text(`${name}address`, 'localpart'), message.text(`${name}address`, 'domain'))
      : null)
  );
}

const inParts = (record: Fields, name: string): string | null =>
  whole(
    firstOf(record.text(`${name}localpart`), record.text(`${name}_localpart`)),
    firstOf(record.text(`${name}domain`), record.text(`${name}_domain`)),
  );

/** A local part that was taken out on purpose leaves the domain alone. */
const whole = (localPart: string | null, domain: string | null): string | null =>
  domain === null ? null : `${localPart?.replace(/^\*+$/, '') ?? ''}@${domain}`;

const joined = (list: Fields, separator: string): string | null =>
  list
    .list()
    .map((item) => item.text())
    .filter((text) => text !== null)
    .join(separator) || null;
