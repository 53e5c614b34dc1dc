import type { PoolClient } from 'pg';
import { copyIn } from './copy-in';

/** The columns of `event` in the order in which rows are encoded. */
const COPY = `COPY event (source_id, origin_id, position, at, label_set_id, mx_host_id, delay_ms, recipient_hash,
  message_id_hash, recipient, queue_id, diagnostic, bounce_key) FROM STDIN (FORMAT binary)`;
const COLUMNS = 13;

const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const TRAILER = Buffer.from([0xff, 0xff]);
const NULL_LENGTH = 0xffffffff;
/** 2000-01-01T00:00Z, where PostgreSQL begins to count. */
const POSTGRES_EPOCH_MS = 946_684_800_000;
const TWO_32 = 2 ** 32;
/** PostgreSQL stores no NUL in text. */
const NUL = /\0/g;

export interface EventRow {
  originId: number;
  position: number;
  at: number;
  labelSetId: number;
  /** 0: none */
  mxHostId: number;
  delayMs: number | null;
  recipientHash: Buffer | null;
  messageIdHash: Buffer | null;
  recipient: string | null;
  queueId: string | null;
  diagnostic: string | null;
  bounceKey: Buffer | null;
}

/** Encodes rows in PostgreSQL's binary COPY format (documentation of COPY, "Binary Format"). */
export class EventCopy {
  #buffer = Buffer.allocUnsafe(1 << 20);
  #length = SIGNATURE.copy(this.#buffer);
  readonly #sourceId: number;

  constructor(sourceId: number) {
    this.#sourceId = sourceId;
  }

  add(row: EventRow): void {
    this.#reserve(
      256 + 4 * ((row.recipient?.length ?? 0) + (row.queueId?.length ?? 0) + (row.diagnostic?.length ?? 0)),
    );
    this.#length = this.#buffer.writeInt16BE(COLUMNS, this.#length);
    this.#int32(this.#sourceId);
    this.#int64(row.originId);
    this.#int64(row.position);
    this.#int64((row.at - POSTGRES_EPOCH_MS) * 1000);
    this.#int32(row.labelSetId);
    this.#int32(row.mxHostId || null);
    this.#int32(row.delayMs);
    this.#bytes(row.recipientHash);
    this.#bytes(row.messageIdHash);
    this.#text(row.recipient);
    this.#text(row.queueId);
    this.#text(row.diagnostic);
    this.#bytes(row.bounceKey);
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
  }

  #int32(value: number | null): void {
    if (value === null) {
      this.#null();
      return;
    }
    const buffer = this.#buffer;
    const at = buffer.writeUInt32BE(4, this.#length);
    this.#length = buffer.writeInt32BE(value, at);
  }

  #int64(value: number): void {
    const buffer = this.#buffer;
    const high = Math.floor(value / TWO_32);
    let at = buffer.writeUInt32BE(8, this.#length);
    at = buffer.writeInt32BE(high, at);
    this.#length = buffer.writeUInt32BE(value - high * TWO_32, at);
  }

  #bytes(value: Buffer | null): void {
    if (value === null) {
      this.#null();
      return;
    }
    const at = this.#buffer.writeUInt32BE(value.length, this.#length);
    this.#length = at + value.copy(this.#buffer, at);
  }

  #text(value: string | null): void {
    if (value === null) {
      this.#null();
      return;
    }
    const clean = value.includes('\0') ? value.replace(NUL, '\uFFFD') : value;
    const length = this.#buffer.write(clean, this.#length + 4);
    this.#buffer.writeUInt32BE(length, this.#length);
    this.#length += 4 + length;
  }

  #null(): void {
    this.#length = this.#buffer.writeUInt32BE(NULL_LENGTH, this.#length);
  }
}
