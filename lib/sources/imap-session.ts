import { createHash } from 'node:crypto';
import { ImapFlow } from 'imapflow';
import type { Loss } from './loss-count';

/** A mail's report comes first; what was returned with it may be of any size, and is cut off here. */
const LONGEST_MAIL = 32 << 20;
/** After so many the position is noted: no more than these are fetched again after a crash, and known again. */
const BATCH = 50;
/** Its longest answer is a mail and what is said about it. */
const LONGEST_RESPONSE = LONGEST_MAIL + (1 << 20);

export interface ImapOptions {
  host: string;
  port: number;
  security: 'tls' | 'starttls' | 'none';
  user: string;
  password: string;
  folder: string;
  afterwards: 'seen' | 'move' | 'delete';
  moveTo: string | null;
  pollSeconds: number;
  /** PEM text of the authority that the server's certificate is of; `null`: those that everybody trusts. */
  authority: string | null;
}

/** Up to which message the folder has been read. */
export interface ImapPosition {
  /** Which folder it is, and how often its server has numbered it anew: numbers of another numbering say nothing. */
  numbering: string;
  uid: number;
}

export interface ImapReceiver {
  position(): Promise<ImapPosition | null>;
  /** Resolves once it is durable. */
  notePosition(position: ImapPosition): Promise<void>;
  /** Resolves once the mail is durable. The same key twice is one arrival. */
  receive(key: string, mail: Uint8Array<ArrayBuffer>): Promise<void>;
  onFault(fault: string | null): void;
  tellLost(losses: Loss[]): Promise<void>;
}

/** One connection to a mailbox: takes what is new in a folder, and waits for more, until one side ends it. */
export class ImapSession {
  readonly #client: ImapFlow;
  #wake: (() => void) | null = null;
  /** What is said between two waits would be missed otherwise. */
  #hasNews = false;
  #isOver = false;

  constructor(
    private readonly options: ImapOptions,
    private readonly receiver: ImapReceiver,
    private readonly signal: AbortSignal,
    private readonly onGood: () => void,
  ) {
    const { host, port, security, user, password, authority } = options;
    this.#client = new ImapFlow({
      ...{ host, port, secure: security === 'tls', doSTARTTLS: security === 'starttls' },
      auth: { user, pass: password },
      ...(authority !== null && { tls: { ca: authority } }),
      ...{ logger: false, disableAutoIdle: true, connectionTimeout: 30_000 },
      ...{ maxLiteralSize: LONGEST_RESPONSE, maxResponseSize: 2 * LONGEST_RESPONSE, maxLineLength: 1 << 20 },
    });
    this.#client.on('error', () => {}); // The command that is under way fails, or `close` follows.
    this.#client.on('close', () => this.#end());
    this.#client.on('exists', () => {
      this.#hasNews = true;
      this.#wake?.();
    });
  }

  async run(): Promise<void> {
    const stop = () => this.#end();
    this.signal.addEventListener('abort', stop);
    try {
      await this.#client.connect();
      const { options } = this;
      if (options.moveTo !== null) await this.#client.mailboxCreate(options.moveTo);
      const { readOnly } = await this.#client.mailboxOpen(options.folder).catch(cannotOpen);
      if (readOnly)
        throw new Error(`the folder ${options.folder} is read-only for this user: mail cannot be marked`);
      while (!this.#isOver) {
        this.#hasNews = false;
        await this.#takeNew();
        this.onGood();
        await this.#news();
      }
      if (!this.signal.aborted) throw new Error('the server has closed the connection');
    } finally {
      this.signal.removeEventListener('abort', stop);
      this.#client.close();
    }
  }

  #end(): void {
    this.#isOver = true;
    this.#wake?.();
  }

  async #takeNew(): Promise<void> {
    const { mailbox } = this.#client;
    if (!mailbox) throw new Error('the folder is not open any more');
    const { host, user, folder } = this.options;
    const numbering = [host, user, folder, mailbox.uidValidity].join(' ');
    const known = await this.receiver.position();
    const from = known?.numbering === numbering ? known.uid : null;
    const uids = await this.#due(from);
    for (let at = 0; at < uids.length && !this.#isOver; at += BATCH) {
      const batch = uids.slice(at, at + BATCH);
      const due = batch.filter((uid) => from === null || uid > from);
      const taken = await this.#take(due);
      if (taken === null) return;
      // What was not taken must not be moved or deleted; whatever was taken is known again when it comes again.
      const missing = due.filter((uid) => !taken.has(uid)).length;
      if (missing > 0) throw new Error(`the server lists ${missing} mails that it does not hand over`);
      await this.#putAway(batch);
      const uid = Math.max(from ?? 0, batch.at(-1)!);
      if (uid !== from) await this.receiver.notePosition({ numbering, uid });
    }
  }

  /**
   * Messages that have not been dealt with. Where they are moved or removed, that is all there are, since what was
   * taken may still lie there. Where they are marked, it is all behind the position, whoever has seen them since; and
   * where there is no position, or the server has numbered them anew, the mark has to tell.
   */
  async #due(from: number | null): Promise<number[]> {
    const isMarked = this.options.afterwards === 'seen';
    const query = !isMarked ? { all: true } : from === null ? { seen: false } : { uid: `${from + 1}:*` };
    const found = (await this.#client.search(query, { uid: true })) || [];
    // `7:*` is the last message also where its number is below 7 (RFC 3501 §6.4.8).
    return found.filter((uid) => !isMarked || from === null || uid > from).sort((a, b) => a - b);
  }

  /** @returns those that are durable now; `null` where it was told to stop before. */
  async #take(uids: number[]): Promise<Set<number> | null> {
    const taken = new Set<number>();
    if (uids.length === 0) return taken;
    const query = { uid: true, size: true, source: { start: 0, maxLength: LONGEST_MAIL } };
    // One at a time: the next is read from the connection once this one is durable.
    for await (const message of this.#client.fetch(uids.join(','), query, { uid: true })) {
      if (this.#isOver) return null;
      if (message.source) await this.#receive(message.source, message.size);
      if (message.source) taken.add(message.uid);
    }
    return this.#isOver ? null : taken;
  }

  async #receive(source: Buffer, size = 0): Promise<void> {
    // By its content, not its number: that changes when the server numbers anew, and mail is moved.
    const key = `imap:${createHash('sha256').update(source).digest('base64url')}`;
    await this.receiver.receive(key, new Uint8Array(source));
    if (size > LONGEST_MAIL) {
      const reason = `the end of a mail that is larger than ${LONGEST_MAIL >> 20} MB`;
      await this.receiver.tellLost([{ reason, count: 1, bytes: size - LONGEST_MAIL }]);
    }
  }

  async #putAway(uids: number[]): Promise<void> {
    const { afterwards, moveTo } = this.options;
    const range = uids.join(',');
    const byUid = { uid: true };
    const done =
      afterwards === 'delete'
        ? await this.#client.messageDelete(range, byUid)
        : afterwards === 'move'
          ? await this.#client.messageMove(range, moveTo!, byUid)
          : await this.#client.messageFlagsAdd(range, ['\\Seen'], byUid);
    if (!done && !this.#isOver)
      throw new Error(`mail was taken, but the server refuses to ${WORDS[afterwards]} it`);
  }

  /** Until the server tells of something, or it is time to ask. */
  async #news(): Promise<void> {
    if (this.#hasNews || this.#isOver) return;
    const idling = this.#client.idle().catch(() => false); // Broken off with its connection: `close` says so.
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.options.pollSeconds * 1_000);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = null;
    if (this.#isOver) return;
    await this.#client.noop();
    await idling;
  }
}

/** The answer NO, and not a connection that broke. */
function cannotOpen(error: Error & { responseStatus?: string }): never {
  throw error.responseStatus === 'NO' ? Object.assign(error, { mailboxMissing: true }) : error;
}

const WORDS = { seen: 'mark', move: 'move', delete: 'delete' } as const;
