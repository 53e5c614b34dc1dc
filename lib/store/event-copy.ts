import type { PoolClient } from 'pg';
import type { Hash64 } from './address-hash';
import { copyIn } from './copy-in';

/** The columns of `event` in the order in which rows are encoded. */
const COPY = `COPY event (origin_id, position, at, recipient_hash, message_id_hash, bounce_key, source_id, label_set_id,
  mx_host_id, delay_ms, recipient, queue_id, diagnostic) FROM STDIN (FORMAT binary)`;
const COLUMNS = 13;

const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const TRAILER = Buffer.from([0xff, 0xff]);
/** 2000-01-01T00:00Z, where PostgreSQL begins to count. */
const POSTGRES_EPOCH_MS = 946_684_800_000;
const TWO_32 = 2 ** 32;
/** PostgreSQL stores no NUL in text. */
const NUL = /\0/g;
/** What the columns of a row take that are not text, and the lengths of those that are. */
const ROW_BYTES = 160;
/** Of a character of UTF-16, in UTF-8. */
const CHARACTER_BYTES = 3;
/** Shorter texts are copied sooner than the encoder is called. */
const SHORT_TEXT = 48;

export interface EventRow {
  originId: number;
  position: number;
  at: number;
  labelSetId: number;
  /** 0: none */
  mxHostId: number;
  delayMs: number | null;
  recipientHash: Hash64 | null;
  messageIdHash: Hash64 | null;
  recipient: string | null;
  queueId: string | null;
  diagnostic: string | null;
  bounceKey: Hash64 | null;
}

/** Encodes rows in PostgreSQL's binary COPY format (documentation of COPY, "Binary Format"). */
export class EventCopy {
  #buffer = Buffer.allocUnsafe(1 << 20);
  #view = viewOf(this.#buffer);
  #length = SIGNATURE.copy(this.#buffer);
  readonly #sourceId: number;

  constructor(sourceId: number) {
    this.#sourceId = sourceId;
  }

  add(row: EventRow): void {
    const { recipient, queueId, diagnostic } = row;
    const characters = (recipient?.length ?? 0) + (queueId?.length ?? 0) + (diagnostic?.length ?? 0);
    this.#reserve(ROW_BYTES + CHARACTER_BYTES * characters);
    this.#view.setInt16(this.#length, COLUMNS);
    this.#length += 2;
    this.#int64(row.originId);
    this.#int64(row.position);
    this.#int64((row.at - POSTGRES_EPOCH_MS) * 1000);
    this.#hash(row.recipientHash);
    this.#hash(row.messageIdHash);
    this.#hash(row.bounceKey);
    this.#int32(this.#sourceId);
    this.#int32(row.labelSetId);
    this.#int32(row.mxHostId || null);
    this.#int32(row.delayMs);
    this.#text(recipient);
    this.#text(queueId);
    this.#text(diagnostic);
  }

  async write(client: PoolClient): Promise<void> {
    this.#reserve(TRAILER.length);
    this.#length += TRAILER.copy(this.#buffer, this.#length);
    await copyIn(client, COPY, this.#buffer.subarray(0, this.#length));
  }

  #reserve(bytes: number): void {
    if (this.#length + bytes <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, this.#length + bytes));
    this.#buffer.copy(larger, 0, 0, this.#length);
    this.#buffer = larger;
    this.#view = viewOf(larger);
  }

  #int32(value: number | null): void {
    if (value === null) {
      this.#null();
      return;
    }
    this.#view.setInt32(this.#length, 4);
    this.#view.setInt32(this.#length + 4, value);
    this.#length += 8;
  }

  #int64(value: number): void {
    const high = Math.floor(value / TWO_32);
    this.#eight(high, value - high * TWO_32);
  }

  #hash(value: Hash64 | null): void {
    if (value === null) this.#null();
    else this.#eight(value.high, value.low);
  }

  #eight(high: number, low: number): void {
    this.#view.setInt32(this.#length, 8);
    this.#view.setInt32(this.#length + 4, high);
    this.#view.setInt32(this.#length + 8, low);
    this.#length += 12;
  }

  #text(value: string | null): void {
    if (value === null) {
      this.#null();
      return;
    }
    const length = this.#shortAscii(value) ? value.length : this.#encode(value);
    this.#view.setInt32(this.#length, length);
    this.#length += 4 + length;
  }

  /** Whether it was; what has been written of it is written over otherwise. */
  #shortAscii(value: string): boolean {
    if (value.length > SHORT_TEXT) return false;
    const buffer = this.#buffer;
    const start = this.#length + 4;
    for (let i = 0; i < value.length; i++) {
      const code = value.charCodeAt(i);
      if (code === 0 || code > 127) return false;
      buffer[start + i] = code;
    }
    return true;
  }

  /** @returns how many bytes it takes. */
  #encode(value: string): number {
    const clean = value.includes('\0') ? value.replace(NUL, '\uFFFD') : value;
    return this.#buffer.write(clean, this.#length + 4);
  }

  #null(): void {
    this.#view.setInt32(this.#length, -1);
    this.#length += 4;
  }
}

const viewOf = (buffer: Buffer): DataView =>
  new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
