import { setTimeout as wait } from 'node:timers/promises';
import { type ParseOutput, parseOutput } from '@/lib/formats/format';
import { RecordReader } from '@/lib/formats/framing';
import { formatById } from '@/lib/formats/index';
import { unpacked } from '@/lib/sources/read-input';
import { LedgerConflict } from '@/lib/store/batch';
import { type BatchRef, nextBatch, noteFailure, waitingStream } from '@/lib/store/inbox';
import { returnStream, type StreamKey, takeStream } from '@/lib/store/ingest-streams';
import { sourceById } from '@/lib/store/sources';
import { isStoreFault } from '@/lib/store/store-fault';
import type { Reading } from './read-file';
import { recordJudged } from './record-judged';

/** After this long with one stream it is the others' turn. */
const SLICE_MS = 5_000;
const RETRY_MS = 250;
/** What a batch holds once unpacked is parsed in memory: more than that is no batch but a bomb. */
const LONGEST_CONTENT = 256 << 20;

export interface Ingesting extends Reading {
  /** Stop after the batch that is being recorded. */
  signal?: AbortSignal;
  /** A batch failed: it is tried again, or is dead now. */
  onFailure?(ref: BatchRef, fault: string, isDead: boolean): void;
  /** Until a failed batch is tried again; doubled with each attempt. */
  retryMs?: number;
}

/** Streams that this process reads now, by reader. */
const reading = new Set<string>();

/**
 * Works off the stream that a batch waits in, in the order in which it came: what one push says of a message may be
 * continued in the next, so a stream has one reader at a time, and the parser's open messages go from batch to batch.
 * @returns a batch to go on with, where something is left that this reader has no time for.
 */
export async function ingestBatch(ingesting: Ingesting, ref: BatchRef): Promise<BatchRef | null> {
  const { db, owner } = ingesting;
  const stream = await waitingStream(db, ref);
  if (!stream) return null;
  const name = `${owner}/${stream.sourceId}/${stream.format}`;
  const until = Date.now() + SLICE_MS;
  for (;;) {
    if (reading.has(name)) return null;
    reading.add(name);
    try {
      if (!(await readStream(ingesting, stream, until))) return null;
    } finally {
      reading.delete(name);
    }
    // Whoever came with a batch meanwhile found the stream held, and went away.
    const left = await waiting(ingesting, stream);
    if (!left) return null;
    if (Date.now() >= until || ingesting.signal?.aborted)
      return { sourceId: stream.sourceId, batchId: Number(left.id) };
  }
}

type WaitingBatch = NonNullable<Awaited<ReturnType<typeof nextBatch>>>;

/** What is paused waits. */
async function waiting({ db }: Ingesting, { sourceId, format }: StreamKey): Promise<WaitingBatch | null> {
  const batch = await nextBatch(db, sourceId, format);
  return batch && !(await sourceById(db, sourceId)).paused ? batch : null;
}

/** @returns whether the stream was free to be read. */
async function readStream(ingesting: Ingesting, stream: StreamKey, until: number): Promise<boolean> {
  const { db, owner, now, signal } = ingesting;
  if (!(await takeStream(db, stream, owner, now()))) return false;
  try {
    while (!signal?.aborted && Date.now() < until) {
      const batch = await waiting(ingesting, stream);
      if (!batch) break;
      await readBatch(ingesting, stream, batch);
    }
  } catch (error) {
    if (!(error instanceof LedgerConflict)) throw error;
    return false;
  } finally {
    await returnStream(db, stream, owner);
  }
  return true;
}

/** One that cannot be recorded is tried again at once, since those behind it wait; then they go on without it. */
async function readBatch(ingesting: Ingesting, stream: StreamKey, batch: WaitingBatch): Promise<void> {
  const ref = { sourceId: batch.sourceId, batchId: Number(batch.id) };
  try {
    await recordBatch(ingesting, stream, batch);
  } catch (error) {
    if (error instanceof LedgerConflict || isStoreFault(error)) throw error;
    const fault = (error as Error).message;
    const isDead = await noteFailure(ingesting.db, ref, fault);
    ingesting.onFailure?.(ref, fault, isDead);
    if (!isDead) await wait((ingesting.retryMs ?? RETRY_MS) * 2 ** batch.attempts);
  }
}

async function recordBatch(ingesting: Ingesting, stream: StreamKey, batch: WaitingBatch): Promise<void> {
  const { db, recorder, owner, now } = ingesting;
  const format = formatById(batch.format);
  if (!format) throw new Error(`no format is called "${batch.format}"`);
  // The lease is renewed, and what the last batch left is read where that was committed.
  const ledger = await takeStream(db, stream, owner, now());
  if (!ledger) throw new LedgerConflict({ sourceId: batch.sourceId, originId: Number(batch.id) });
  const source = await sourceById(db, batch.sourceId);
  const context = { referenceTime: batch.receivedAt.getTime(), timeZone: source.timeZone };
  const from = Number(ledger.position);
  const reader = new RecordReader(format, context, from, ledger.parserState ?? undefined);
  const { events, records, unparsed } = await parse(reader, Buffer.from(batch.content));
  await recordJudged(
    { db, recorder },
    {
      sourceId: batch.sourceId,
      originId: Number(batch.id),
      format: format.id,
      events,
      records,
      unparsed,
      ledger: {
        kind: 'inbox',
        format: format.id,
        from,
        to: reader.position,
        parserState: reader.save(),
        leaseOwner: owner,
      },
    },
  );
}

/** The last record of a batch is whole, also without its line end: senders hold back what is not. */
async function parse(reader: RecordReader, content: Buffer): Promise<ParseOutput> {
  const output = parseOutput();
  const from = reader.position;
  for await (const chunk of unpacked(chunksOf(content))) {
    reader.push(chunk, output);
    if (reader.position - from > LONGEST_CONTENT)
      throw new Error(`holds more than ${LONGEST_CONTENT >> 20} MB once unpacked`);
  }
  reader.finish(output);
  return output;
}

async function* chunksOf(content: Buffer): AsyncGenerator<Buffer> {
  yield content;
}
