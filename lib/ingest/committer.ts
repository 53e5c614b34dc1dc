import type { Db } from '@/lib/db';
import { type ParseOutput, parseOutput } from '@/lib/formats/format';
import type { RecordReader } from '@/lib/formats/framing';
import { identityHash, TailHash } from '@/lib/sources/file-look';
import type { FileLedger } from '@/lib/store/batch';
import type { FileGeneration } from '@/lib/store/file-generations';
import type { EventRecorder } from '@/lib/store/record-events';
import { recordJudged } from './record-judged';

/** A batch is committed when it holds this many events, or this much has been read since the last one. What lives longer
 * is copied more often by the garbage collector, so a larger batch costs more here. */
const BATCH_EVENTS = 4_000;
const BATCH_BYTES = 64 << 20;

export interface Reading {
  db: Db;
  recorder: EventRecorder;
  /** Signs leases. */
  owner: string;
  now(): Date;
}

export interface Committing {
  /** After each commit's batch has been made: what it holds, and where it ends. */
  onBatch?(output: ParseOutput, position: number): void;
}

/** What was read of the file is not in it any more. */
export class WrittenOver extends Error {
  constructor({ path, position }: FileGeneration, how: string) {
    super(`${path} is not the file that was read before, up to ${position}: ${how}`);
  }
}

/** Collects what the reader gives, and commits it with the position it brings us to. */
export class Committer {
  output = parseOutput();
  #from: number;
  #end: number;
  #running: Promise<void> = Promise.resolve();
  #isOpened = false;
  readonly #tail = new TailHash();
  readonly #reading: Reading;
  readonly #generation: FileGeneration;
  readonly #reader: RecordReader;

  constructor(reading: Reading, generation: FileGeneration, reader: RecordReader, start: number) {
    this.#reading = reading;
    this.#generation = generation;
    this.#reader = reader;
    this.#from = start;
    this.#end = start;
  }

  /** Up to where it has been read. */
  get end(): number {
    return this.#end;
  }

  get isFull(): boolean {
    return this.output.events.length >= BATCH_EVENTS || this.#reader.position - this.#from >= BATCH_BYTES;
  }

  parse(chunk: Buffer, end: number): void {
    this.#reader.push(chunk, this.output);
    this.#end = end;
    this.#tail.push(chunk, end - this.#reader.position);
  }

  /** Before anything is read, the head tells the file; after that, the bytes before the position. */
  checkWhatLiesBefore(known: Buffer, next: Buffer): void {
    const { tailHash, headBytes, headHash } = this.#generation;
    const expected = this.#isOpened ? this.#tail.at(0) : tailHash;
    const isTheSame =
      this.#end > 0
        ? identityHash(known) === expected
        : next.length < headBytes || identityHash(next.subarray(0, headBytes)) === headHash;
    if (!isTheSame) throw this.writtenOver('other bytes stand there now');
    if (!this.#isOpened) this.#tail.push(known, 0);
    this.#isOpened = true;
  }

  writtenOver(how: string): WrittenOver {
    return new WrittenOver(this.#generation, how);
  }

  finish(): void {
    this.#reader.finish(this.output);
  }

  /** Waits for the batch before this one only. @returns how many bytes it moves the position by. */
  async commit({ onBatch }: Committing): Promise<number> {
    await this.#running;
    const to = this.#reader.position;
    const bytes = to - this.#from;
    if (bytes === 0) return 0;
    const { events, records, unparsed } = this.output;
    const ledger: FileLedger = {
      kind: 'file',
      from: this.#from,
      to,
      parserState: this.#reader.save(),
      tailHash: this.#tail.at(this.#end - to),
      leaseOwner: this.#reading.owner,
    };
    const { sourceId, id, format } = this.#generation;
    this.#running = recordJudged(this.#reading, {
      sourceId,
      originId: Number(id),
      format,
      events,
      records,
      unparsed,
      ledger,
    });
    this.#running.catch(() => {}); // Thrown again by whoever waits for it next.
    onBatch?.(this.output, to);
    this.#from = to;
    this.output = parseOutput();
    return bytes;
  }

  settle(): Promise<void> {
    return this.#running;
  }
}
