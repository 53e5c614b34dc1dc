/** What became of one attempt. `bounced` is final; a `deferred` message will be tried again. Two are recorded, but are
 * no fate that any rate counts: `relayed`, passed on within the machine that will say what became of it, and
 * `discarded`, thrown away because somebody asked for it. */
export const OUTCOMES = [
  'delivered',
  'deferred',
  'bounced',
  'complained',
  'suppressed',
  'relayed',
  'discarded',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Outcomes in which nobody refused anything. */
const NO_FAILURES = new Set<Outcome>(['delivered', 'relayed', 'discarded']);
export const isFailure = (outcome: Outcome): boolean => !NO_FAILURES.has(outcome);

/**
 * One SMTP try for one recipient, as a format read it. Absent is `null`; nothing is guessed.
 * Hosts are lower case without a trailing dot, addresses without angle brackets.
 */
export interface DeliveryEvent {
  /** Offset in bytes of the record in its input, plus the index of the event within the record: unique and
   * ascending in one input, because a record is always longer than the number of events it yields. */
  position: number;
  /** Milliseconds since the epoch, UTC. */
  at: number;
  outcome: Outcome;
  recipient: string | null;
  sender: string | null;
  queueId: string | null;
  /** Without angle brackets. */
  messageId: string | null;
  /** The host that answered. */
  mxHost: string | null;
  mxIp: string | null;
  /** Three digits (RFC 5321), where the record itself states one outside the diagnostic. */
  replyCode: number | null;
  /** class.subject.detail (RFC 3463), where the record states one outside the diagnostic (`dsn=`, `Status:`). */
  statusCode: string | null;
  /** The remote server's words, or the local server's reason where no remote server answered. */
  diagnostic: string | null;
  /** ARF `Feedback-Type` of a complaint. */
  feedbackType: string | null;
  /** ARF `Reported-Domain`: whose mail the complaint is about, often all that a redacted report says. */
  reportedDomain: string | null;
  /** From acceptance into the queue to this attempt's end. */
  delayMs: number | null;
  /** Local address that made the connection. */
  sendingIp: string | null;
  /** Virtual MTA, egress pool, or transport instance. */
  pool: string | null;
  /** Campaign or job id. */
  campaign: string | null;
  /** Customer, tenant or subaccount. */
  customer: string | null;
  /** The sender's own id of this event (webhooks): two deliveries of the same id are one event. */
  eventId: string | null;
}

/** An event of which only the given fields are known. Written out, because every event passes here and all are to
 * have one shape: spreading costs more than reading the record that the event comes from. */
export function deliveryEvent(
  known: Pick<DeliveryEvent, 'position' | 'at' | 'outcome'> & Partial<DeliveryEvent>,
): DeliveryEvent {
  return {
    position: known.position,
    at: known.at,
    outcome: known.outcome,
    recipient: known.recipient ?? null,
    sender: known.sender ?? null,
    queueId: known.queueId ?? null,
    messageId: known.messageId ?? null,
    mxHost: known.mxHost ?? null,
    mxIp: known.mxIp ?? null,
    replyCode: known.replyCode ?? null,
    statusCode: known.statusCode ?? null,
    diagnostic: known.diagnostic ?? null,
    feedbackType: known.feedbackType ?? null,
    reportedDomain: known.reportedDomain ?? null,
    delayMs: known.delayMs ?? null,
    sendingIp: known.sendingIp ?? null,
    pool: known.pool ?? null,
    campaign: known.campaign ?? null,
    customer: known.customer ?? null,
    eventId: known.eventId ?? null,
  };
}
