import type { Outcome } from '@/lib/mail/delivery-event';
import { Fields, type Loose, objectOf, rowOf, textOf } from './fields';
import { jsonLogFormat, type Reading } from './json-lines';
import { recogniseLines } from './recognise-lines';
import { recordTime } from './record-time';
import type { Report } from './report';
import { answer, bareAddress, bareHost, bareId, bareIp, replyCode, statusCode } from './stated-codes';

/** https://docs.kumomta.com/reference/log_record/. `null`: no attempt was made for a recipient. */
const OUTCOMES: Readonly<Record<string, Outcome | null>> = {
  Delivery: 'delivered',
  TransientFailure: 'deferred',
  Bounce: 'bounced',
  // The message has been given up: too old, or by an administrator.
  Expiration: 'bounced',
  AdminBounce: 'bounced',
  // A bounce mail that came back later.
  OOB: 'bounced',
  Feedback: 'complained',
  Reception: null,
  // Others' mail that KumoMTA itself refused.
  Rejection: null,
  Delay: null,
  Delayed: null,
  Deferred: null,
  DeferredInjectionRebind: null,
  AdminRebind: null,
  XferOut: null,
  XferIn: null,
};

const PASSED_OVER = ['{"type":"Reception","', '{"type":"Rejection","', '{"type":"Delayed","'];

export const kumomta = jsonLogFormat({
  id: 'kumomta',
  title: 'KumoMTA delivery log (JSON lines)',
  recognise: (head) =>
    recogniseLines(head, {
      sure: /"type": ?"(Reception|Delivery|Bounce|TransientFailure|Expiration|AdminBounce|OOB|Feedback|Rejection|Delayed?)".*("egress_(source|pool)"|"num_attempts"|"bounce_classification"|"nodeid"|"enhanced_code")/,
      likely: /"type": ?"(Reception|TransientFailure|Expiration|AdminBounce|OOB)"/,
    }),
  passesOver: (text, start) => PASSED_OVER.some((beginning) => text.startsWith(beginning, start)),
  read: (record): Reading => {
    const outcome = rowOf(OUTCOMES, textOf(record.type));
    if (outcome === undefined) return 'unknown record type';
    if (outcome === null) return [];
    if (outcome === 'complained') return complaints(record);
    const recipients = Array.isArray(record.recipient) ? record.recipient : [record.recipient];
    const known = attempt(record, record.type === 'OOB' ? reportedOutcome(record) : outcome);
    known.recipient = bareAddress(textOf(recipients[0]));
    if (known.recipient === null) return 'no recipient';
    if (recipients.length === 1) return [known];
    return recipients.map((recipient) => ({ ...known, recipient: bareAddress(textOf(recipient)) }));
  },
});

/** A bounce mail may tell of a delay as well. */
const reportedOutcome = (record: Loose): Outcome =>
  objectOf(objectOf(record.response).enhanced_code).class === 4 ? 'deferred' : 'bounced';

function attempt(record: Loose, outcome: Outcome): Report {
  const response = objectOf(record.response);
  const peer = objectOf(record.peer_address);
  const meta = objectOf(record.meta);
  // `event_time` is exact, but younger than `timestamp`, which counts seconds.
  const at = recordTime(record.event_time) ?? recordTime(record.timestamp);
  const createdAt = recordTime(record.created_time) ?? recordTime(record.created);
  const { campaign, tenant } = queueOf(textOf(record.queue) ?? '');
  return {
    outcome,
    at,
    recipient: null,
    sender: bareAddress(textOf(record.sender)),
    queueId: textOf(record.id),
    messageId: messageIdOf(objectOf(record.headers)),
    mxHost: bareHost(textOf(peer.name)),
    mxIp: textOf(peer.addr),
    replyCode: replyCode(textOf(response.code)),
    statusCode: enhancedCode(objectOf(response.enhanced_code)),
    diagnostic: answer(textOf(response.content)),
    feedbackType: null,
    delayMs: at !== null && createdAt !== null ? at - createdAt : null,
    sendingIp: bareIp(textOf(objectOf(record.source_address).address)),
    pool: egress(textOf(record.egress_pool)) ?? egress(textOf(record.egress_source)),
    campaign: textOf(meta.campaign) ?? campaign,
    customer: textOf(meta.tenant) ?? tenant,
  };
}

/** The record's own recipient is the address that takes the reports. */
function complaints(record: Loose): Reading {
  const report = new Fields(record.feedback_report);
  const named = [
    ...report.list('original_rcpt_to'),
    // As it stands in the documentation.
    ...report.list('original_rcpto_to'),
    report.at('supplemental_trace', 'recipient'),
    ...report.list('extensions', 'removal-recipient'),
  ];
  const recipients = new Set(
    named.map((recipient) => bareAddress(recipient.text())).filter((address) => address !== null),
  );
  const known: Report = {
    outcome: 'complained',
    at: recordTime(record.event_time) ?? recordTime(record.timestamp),
    sender: bareAddress(report.text('original_mail_from')),
    queueId: textOf(record.id),
    feedbackType: report.text('feedback_type'),
    sendingIp: report.text('source_ip'),
    reportedDomain: bareHost(report.list('reported_domain')[0]?.text() ?? null),
  };
  return recipients.size > 0 ? [...recipients].map((recipient) => ({ ...known, recipient })) : [known];
}

/** `campaign:tenant@domain!routing`, of which only the domain must be there. */
function queueOf(queue: string): { campaign: string | null; tenant: string | null } {
  const colon = queue.indexOf(':');
  const at = queue.indexOf('@');
  return {
    campaign: (colon > 0 && (at < 0 || colon < at) && queue.slice(0, colon)) || null,
    tenant: (at > 0 && queue.slice(colon < at ? colon + 1 : 0, at)) || null,
  };
}

const enhancedCode = ({ class: first, subject, detail }: Loose): string | null =>
  typeof first === 'number' ? statusCode(`${first}.${subject}.${detail}`) : null;

/** Headers are logged as the configuration asks for, in any case. */
function messageIdOf(headers: Loose): string | null {
  const name = Object.keys(headers).find((key) => key.toLowerCase() === 'message-id');
  return name === undefined ? null : bareId(textOf([headers[name]].flat()[0]));
}

/** What KumoMTA calls a pool or a source that nobody chose. */
const egress = (name: string | null): string | null => (name === 'unspecified' ? null : name);
