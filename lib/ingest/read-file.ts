import type { Db } from '@/lib/db';
import { type ParseOutput, parseOutput } from '@/lib/formats/format';
import { RecordReader } from '@/lib/formats/framing';
import { formatById } from '@/lib/formats/index';
import { isCompressed, readContent } from '@/lib/sources/file-content';
import { IDENTITY_BYTES, identityHash, TailHash } from '@/lib/sources/file-look';
import { type FileLedger, LedgerConflict } from '@/lib/store/batch';
import { type FileGeneration, type GenerationRef, refOf } from '@/lib/store/file-generations';
import { returnLease, takeLease } from '@/lib/store/file-lease';
import { noteEnd } from '@/lib/store/find-generation';
import type { EventRecorder } from '@/lib/store/record-events';
import { sourceById } from '@/lib/store/sources';
import { recordJudged } from './record-judged';

/** A batch is committed when it holds this many events, or this much has been read since the last one. */
const BATCH_EVENTS = 8_000;
const BATCH_BYTES = 64 << 20;

export interface Reading {
  db: Db;
  recorder: EventRecorder;
  /** Signs leases. */
  owner: string;
  now(): Date;
}

export interface ReadOptions {
  /** The file will not grow any more: its last line counts even without its end. */
  isComplete: boolean;
  /** Where the content lies now, if not where its generation was last seen. */
  path?: string;
  /** Stop at the next commit. */
  signal?: AbortSignal;
  /** Stop at a commit after this long, so that others have their turn. A compressed file has it all at once: it would
   * be decoded from its start again each time. */
  sliceMs?: number;
  /** After each commit's batch has been made: what it holds, and where it ends. */
  onBatch?(output: ParseOutput, position: number): void;
}

/** `more`: stopped before the end. `held`: somebody else reads this file, and nothing was done. */
export type ReadEnd = 'caught-up' | 'more' | 'held';

/**
 * Reads on in a file from the position that the ledger holds, and commits batch by batch until it has caught up.
 * Whatever dies in between, the next reader goes on from the last commit. While one batch is being written, the
 * next is being parsed.
 * @throws Error where the file cannot be read or the store is away; the fault is kept with the generation.
 */
export async function readFile(reading: Reading, ref: GenerationRef, options: ReadOptions): Promise<ReadEnd> {
  const { db, owner } = reading;
  const generation = await takeLease(db, ref, owner, reading.now());
  if (!generation) return 'held';
  let fault: string | null = null;
  try {
    return await readOn(reading, generation, options);
  } catch (error) {
    if (error instanceof LedgerConflict) return 'held';
    fault = (error as Error).message;
    throw error;
  } finally {
    await returnLease(db, ref, owner, fault);
  }
}

async function readOn(reading: Reading, generation: FileGeneration, options: ReadOptions): Promise<ReadEnd> {
  const format = formatById(generation.format);
  if (!format) throw new Error(`no format is called "${generation.format}"`);
  const source = await sourceById(reading.db, generation.sourceId);
  const context = { referenceTime: generation.referenceAt.getTime(), timeZone: source.timeZone };
  const start = Number(generation.position);
  const reader = new RecordReader(format, context, start, generation.parserState ?? undefined);
  const committer = new Committer(reading, generation, reader, start);

  const path = options.path ?? generation.path;
  const isPacked = await isCompressed(path);
  const isComplete = options.isComplete || isPacked;
  const until = isPacked ? Infinity : reading.now().getTime() + (options.sliceMs ?? Infinity);

  try {
    // The bytes before the position are read again, to see that they are what was read then.
    let end = Math.max(0, start - IDENTITY_BYTES);
    for await (const read of readContent(path, end)) {
      const known = read.subarray(0, Math.max(0, start - end));
      const chunk = read.subarray(known.length);
      end += read.length;
      if (known.length > 0) committer.remember(known);
      if (end < start) continue;
      if (end - chunk.length === start) committer.checkWhatLiesBefore(chunk);
      committer.parse(chunk, end);
      if (committer.isFull) await committer.commit(options);
      if (options.signal?.aborted || reading.now().getTime() >= until) {
        await committer.commit(options);
        await committer.settle();
        return 'more';
      }
    }
    if (end < start) throw new WrittenOver(generation, `it ends at ${end}`);
  } catch (error) {
    // What could be read of a file that breaks off is kept; what was committed while it failed stays committed.
    if (isPacked && !(error instanceof WrittenOver)) await committer.commit(options);
    await committer.settle();
    throw error;
  }
  if (isComplete) committer.finish();
  await committer.commit(options);
  await committer.settle();
  if (isComplete) await noteEnd(reading.db, refOf(generation));
  return 'caught-up';
}

/** What was read of the file is not in it any more. */
class WrittenOver extends Error {
  constructor({ path, position }: FileGeneration, how: string) {
    super(`${path} is not the file that was read before, up to ${position}: ${how}`);
  }
}

/** Collects what the reader gives, and commits it with the position it brings us to. */
class Committer {
  output = parseOutput();
  #from: number;
  #end: number;
  #running: Promise<void> = Promise.resolve();
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

  get isFull(): boolean {
    return this.output.events.length >= BATCH_EVENTS || this.#reader.position - this.#from >= BATCH_BYTES;
  }

  parse(chunk: Buffer, end: number): void {
    this.#reader.push(chunk, this.output);
    this.#end = end;
    this.#tail.push(chunk, end - this.#reader.position);
  }

  /** Takes in bytes that were committed before. */
  remember(known: Buffer): void {
    this.#tail.push(known, 0);
  }

  /** Before anything is read, the head tells the file; after that, the bytes before the position. */
  checkWhatLiesBefore(first: Buffer): void {
    const { position, tailHash, headBytes, headHash } = this.#generation;
    const isTheSame =
      position > 0n
        ? this.#tail.at(0) === tailHash
        : first.length < headBytes || identityHash(first.subarray(0, headBytes)) === headHash;
    if (!isTheSame) throw new WrittenOver(this.#generation, 'other bytes stand there now');
  }

  finish(): void {
    this.#reader.finish(this.output);
  }

  /** Waits for the batch before this one only. */
  async commit({ onBatch }: ReadOptions): Promise<void> {
    await this.#running;
    const to = this.#reader.position;
    if (to === this.#from) return;
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
  }

  settle(): Promise<void> {
    return this.#running;
  }
}
