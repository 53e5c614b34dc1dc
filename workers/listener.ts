import { Announcer } from '@/lib/intake/announcer';
import { chooseFormat } from '@/lib/intake/choose-format';
import { Pressure } from '@/lib/intake/pressure';
import { Problem } from '@/lib/intake/problem';
import type { Logger } from '@/lib/log';
import type { Loss } from '@/lib/sources/loss-count';
import { lastFormat } from '@/lib/store/inbox';
import { recordLosses, setFault } from '@/lib/store/listened-sources';
import { receiveTogether } from '@/lib/store/receive-together';
import { noteArrival } from '@/lib/store/sources';
import type { Deployment } from './deployment';

/** What listens for one source, or polls it. */
export interface Listener {
  /** Takes nothing more, and finishes what it has taken. */
  close(): Promise<void>;
}

/** What a listener is handed: the source it works for, and where to go with what it gets. */
export interface Listening {
  readonly source: { readonly id: number; readonly name: string; readonly format: string };
  /** As the source's kind reads them, secrets in clear. */
  readonly settings: Record<string, unknown>;
  readonly deployment: Deployment;
  readonly log: Logger;
  /** Resolves once it is durable. The same key twice is one arrival. */
  receive(key: string, content: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Why nothing comes in, in words for the operator; `null`: it does. */
  onFault(fault: string | null): void;
  /** Resolves once it is durable. */
  tellLost(losses: Loss[]): Promise<void>;
}

/** A way to listen: a row for each kind of source that is listened to. */
export interface ListenerKind {
  readonly kind: string;
  /** One worker at a time: a mailbox is polled once, a port may be open on several machines. */
  readonly isExclusive: boolean;
  /** Files that the settings name: a listener is opened anew when one of them has changed. */
  files(settings: Record<string, unknown>): string[];
  /** Throws where it cannot listen, in words for the operator. */
  open(listening: Listening): Promise<Listener>;
}

/** Lines of no mail server say nothing of mail, by any format; read as Postfix's, they are counted as such. */
const FORMAT_OF_OTHERS = 'postfix';
/** What a format is recognised by. */
const HEAD_BYTES = 64 * 1024;

export class Listeners {
  readonly #faults = new Map<number, FaultNote>();
  readonly #announcer: Announcer;
  readonly #pressure = new Pressure();

  constructor(private readonly deployment: Deployment) {
    const { queues, log } = deployment;
    this.#announcer = new Announcer((ref) => queues.add('ingest', ref), log);
  }

  hand(source: Listening['source'], settings: Record<string, unknown>): Listening {
    const { deployment } = this;
    const { db } = deployment;
    const log = deployment.log.child({ source: source.name });
    return {
      source,
      settings,
      deployment,
      log,
      receive: async (idempotencyKey, content) => {
        const sourceId = source.id;
        // What cannot be read in time is not taken: its sender keeps it, and waits.
        await this.#pressure.admit(db, sourceId, content.length, new Date());
        const format = await this.#formatOf(source, content);
        const batchId = await receiveTogether(db, { sourceId, format, content, idempotencyKey });
        await noteArrival(db, sourceId, new Date());
        this.#announcer.announce({ sourceId, batchId }, format);
      },
      onFault: (fault) => this.note(source, fault),
      async tellLost(losses) {
        for (const { reason, count, bytes } of losses) log.warn({ count, bytes }, `lost: ${reason}`);
        await recordLosses(db, source.id, losses);
      },
    };
  }

  async #formatOf({ id, format }: Listening['source'], content: Uint8Array): Promise<string> {
    if (format !== 'auto') return format;
    const head = Buffer.from(content.buffer, content.byteOffset, Math.min(content.length, HEAD_BYTES));
    const last = await lastFormat(this.deployment.db, id);
    try {
      return chooseFormat({ asked: null, configured: format, last, head }).id;
    } catch (error) {
      if (error instanceof Problem) return FORMAT_OF_OTHERS;
      throw error;
    }
  }

  /** One note for each source, whoever has something to say of it: a fault that stays is told once. */
  note(source: Listening['source'], fault: string | null): void {
    const { db, log } = this.deployment;
    const known = this.#faults.get(source.id);
    const note =
      known ?? new FaultNote(log.child({ source: source.name }), (text) => setFault(db, source.id, text));
    this.#faults.set(source.id, note);
    note.note(fault);
  }
}

/** Writes a source's fault where the dashboard shows it, once for each change, and in order. */
class FaultNote {
  readonly #log: Logger;
  readonly #write: (fault: string | null) => Promise<void>;
  /** `undefined`: not known, so the next one is written. */
  #noted: string | null | undefined;
  #writing = Promise.resolve();

  constructor(log: Logger, write: (fault: string | null) => Promise<void>) {
    this.#log = log;
    this.#write = write;
  }

  note(fault: string | null): void {
    if (fault === this.#noted) return;
    if (fault !== null) this.#log.error({ fault }, 'nothing comes in');
    else if (this.#noted) this.#log.info('it comes in again');
    this.#noted = fault;
    this.#writing = this.#writing
      .then(() => this.#write(fault))
      .catch(({ message }: Error) => {
        this.#noted = undefined;
        this.#log.error({ fault: message }, 'a fault cannot be written down');
      });
  }
}
