import type { Db } from '@/lib/db';
import { type ParseOutput, parseOutput } from '@/lib/formats/format';
import type { RecordReader } from '@/lib/formats/framing';
import type { Outcome } from '@/lib/mail/delivery-event';
import { identityHash, TailHash } from '@/lib/sources/file-look';
import type { FileLedger } from '@/lib/store/batch';
import type { EventSheet, Judge } from '@/lib/store/event-sheet';
import type { FileGeneration } from '@/lib/store/file-generations';
import type { EventRecorder } from '@/lib/store/record-events';

/** A batch is committed when it holds this many events, or this much has been read since the last one. The larger it is,
 * the seldomer is the same count written: half as many events take the store a fourth more time for each. */
const BATCH_EVENTS = 16_000;
const BATCH_BYTES = 64 << 20;

export interface Reading {
  db: Db;
  recorder: EventRecorder;
  /** Signs leases. */
  owner: string;
  now(): Date;
}

/** What became of the records of a batch. */
export type BatchRead = Omit<ParseOutput, 'events'> & { outcomes: ReadonlyMap<Outcome, number> };

export interface Committing {
  /** After each commit: what the batch held, and where it ends. */
  onBatch?(read: BatchRead, position: number): void;
}

/** What was read of the file is not in it any more. */
export class WrittenOver extends Error {
  constructor({ path, position }: FileGeneration, how: string) {
    super(`${path} is not the file that was read before, up to ${position}: ${how}`);
  }
}

/** Collects what the reader gives, and commits it with the position it brings us to. */
export class Committer {
  /** Its events are on the sheet as soon as they have been read. */
  #output = parseOutput();
  #outcomes = new Map<Outcome, number>();
  #sheet: EventSheet;
  #from: number;
  #end: number;
  #running: Promise<void> = Promise.resolve();
  #isOpened = false;
  #isWhole = true;
  readonly #tail = new TailHash();
  readonly #reading: Reading;
  readonly #generation: FileGeneration;
  readonly #reader: RecordReader;
  readonly #judge: Judge;

  constructor(reading: Reading, generation: FileGeneration, reader: RecordReader, judge: Judge) {
    this.#reading = reading;
    this.#generation = generation;
    this.#reader = reader;
    this.#judge = judge;
    this.#from = reader.position;
    this.#end = reader.position;
    this.#sheet = reading.recorder.sheet(generation, judge);
  }

  /** Up to where it has been read. */
  get end(): number {
    return this.#end;
  }

  get isFull(): boolean {
    return this.#sheet.size >= BATCH_EVENTS || this.#reader.position - this.#from >= BATCH_BYTES;
  }

  /** Whether everything before the reader's position is on the sheet: where parsing broke off, some of it is not. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  parse(chunk: Buffer, end: number): void {
    this.#isWhole = false;
    this.#reader.push(chunk, this.#output);
    this.#takeEvents();
    this.#isWhole = true;
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
    this.#reader.finish(this.#output);
    this.#takeEvents();
  }

  #takeEvents(): void {
    const { events } = this.#output;
    this.#sheet.add(Number(this.#generation.id), events);
    for (const { outcome } of events) this.#outcomes.set(outcome, (this.#outcomes.get(outcome) ?? 0) + 1);
    this.#output.events = [];
  }

  /** Waits for the batch before this one only. @returns how many bytes it moves the position by. */
  async commit({ onBatch }: Committing): Promise<number> {
    await this.#running;
    const to = this.#reader.position;
    const bytes = to - this.#from;
    if (bytes === 0) return 0;
    const { records, unparsed } = this.#output;
    const read = { ...this.#output, outcomes: this.#outcomes };
    const ledger: FileLedger = {
      kind: 'file',
      from: this.#from,
      to,
      parserState: this.#reader.save(),
      tailHash: this.#tail.at(this.#end - to),
      leaseOwner: this.#reading.owner,
    };
    const { sourceId, id } = this.#generation;
    const batch = { sourceId, originId: Number(id), records, unparsed, ledger };
    this.#running = this.#reading.recorder.record(this.#sheet, batch).then(() => onBatch?.(read, to));
    this.#running.catch(() => {}); // Thrown again by whoever waits for it next.
    this.#from = to;
    this.#output = parseOutput();
    this.#outcomes = new Map();
    this.#sheet = this.#reading.recorder.sheet(this.#generation, this.#judge);
    return bytes;
  }

  settle(): Promise<void> {
    return this.#running;
  }
}
