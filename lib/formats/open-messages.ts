/** What was said last of a recipient who could not be reached yet. */
export interface Deferral {
  mxHost: string | null;
  mxIp: string | null;
  statusCode: string | null;
  diagnostic: string | null;
}

/** What earlier lines told of a message whose later lines name only its queue id. */
export interface OpenMessage {
  readonly queueId: string;
  sender: string | null;
  messageId: string | null;
  /** Milliseconds since the epoch. */
  arrivedAt: number | null;
  /** By recipient; `null` until there is one, since most messages have none. */
  deferrals: Map<string, Deferral> | null;
}

export type SavedMessages = [
  queueId: string,
  sender: string | null,
  messageId: string | null,
  arrivedAt: number | null,
  deferrals: [string, Deferral][],
][];

/** Half of Postfix's `qmgr_message_active_limit`, and what one position may reasonably carry. */
const MESSAGES_KEPT = 10_000;
const DEFERRALS_KEPT = 50;
const DIAGNOSTIC_KEPT = 300;

/** The messages in the queue, by queue id; where there are too many, the oldest are forgotten. */
export class OpenMessages {
  private readonly messages = new Map<string, OpenMessage>();

  constructor(saved: SavedMessages = []) {
    for (const [queueId, sender, messageId, arrivedAt, deferrals] of saved)
      this.messages.set(queueId, {
        queueId,
        sender,
        messageId,
        arrivedAt,
        deferrals: deferrals.length ? new Map(deferrals) : null,
      });
  }

  save(): SavedMessages {
    return [...this.messages.values()].map((m) => [
      m.queueId,
      m.sender,
      m.messageId,
      m.arrivedAt,
      [...(m.deferrals ?? [])],
    ]);
  }

  get(queueId: string): OpenMessage | undefined {
    return this.messages.get(queueId);
  }

  /** A queue id is given to a new message once the old one is gone, so what was known of it goes too. */
  start(queueId: string): OpenMessage {
    const message = { queueId, sender: null, messageId: null, arrivedAt: null, deferrals: null };
    this.messages.set(queueId, message);
    if (this.messages.size > MESSAGES_KEPT) this.forgetOldest();
    return message;
  }

  /** Many at once: to find the first key of a map takes as long as there are deleted ones before it. */
  private forgetOldest(): void {
    let left = MESSAGES_KEPT / 4;
    for (const queueId of this.messages.keys()) {
      this.messages.delete(queueId);
      if (--left === 0) return;
    }
  }

  close(queueId: string): void {
    this.messages.delete(queueId);
  }
}

/** Remembers the last word on a recipient, so that it can be told once the queue gives up. */
export function noteDeferral(message: OpenMessage, recipient: string, deferral: Deferral): void {
  message.deferrals ??= new Map();
  if (message.deferrals.size === DEFERRALS_KEPT && !message.deferrals.has(recipient)) return;
  const diagnostic = deferral.diagnostic?.slice(0, DIAGNOSTIC_KEPT) ?? null;
  message.deferrals.set(recipient, { ...deferral, diagnostic });
}

/** What is left to say of a message once the queue gives it up: of each recipient who was still deferred what was
 * said last, or `reason` of nobody in particular where none is known. Says it once. */
export function givenUp(message: OpenMessage, reason: string): ({ recipient: string | null } & Deferral)[] {
  const deferrals = [...(message.deferrals ?? [])].map(([recipient, deferral]) => ({
    recipient,
    ...deferral,
  }));
  message.deferrals = null;
  if (deferrals.length) return deferrals;
  return [{ recipient: null, mxHost: null, mxIp: null, statusCode: null, diagnostic: reason }];
}
