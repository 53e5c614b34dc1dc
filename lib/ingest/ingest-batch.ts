import { setTimeout as wait } from 'node:timers/promises';
import { BuildRenewed } from '@/lib/load-late';
import { LedgerConflict } from '@/lib/store/batch';
import {
  type BatchRef,
  type IngestBatch,
  nextBatch,
  nextBatches,
  noteFailure,
  waitingStream,
} from '@/lib/store/inbox';
import { returnStream, type StreamKey, takeStream } from '@/lib/store/ingest-streams';
import { sourceById } from '@/lib/store/sources';
import { isStoreFault } from '@/lib/store/store-fault';
import { type ParsedBatch, type Place, parseBatch } from './parse-batch';
import type { Reading } from './read-file';
import { recordJudged } from './record-judged';

/** After this long with one stream it is the others' turn. */
const SLICE_MS = 5_000;
const RETRY_MS = 250;
/** Batches are recorded together up to this many events. */
const EVENTS_TOGETHER = 8_000;

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
    const left = (await isPaused(ingesting, stream)) ? null : await nextBatch(db, stream);
    if (!left) return null;
    if (Date.now() >= until || ingesting.signal?.aborted)
      return { sourceId: stream.sourceId, batchId: Number(left.id) };
  }
}

/** What is paused waits. */
async function isPaused({ db }: Ingesting, { sourceId }: StreamKey): Promise<boolean> {
  return (await sourceById(db, sourceId)).paused;
}

/** @returns whether the stream was free to be read. */
async function readStream(ingesting: Ingesting, stream: StreamKey, until: number): Promise<boolean> {
  const { db, owner, now, signal } = ingesting;
  if (!(await takeStream(db, stream, owner, now()))) return false;
  try {
    while (!signal?.aborted && Date.now() < until) {
      const batches = (await isPaused(ingesting, stream)) ? [] : await nextBatches(db, stream);
      if (batches.length === 0) break;
      await readBatches(ingesting, stream, batches);
    }
  } catch (error) {
    if (!(error instanceof LedgerConflict)) throw error;
    return false;
  } finally {
    await returnStream(db, stream, owner);
  }
  return true;
}

/**
 * Records batches that follow each other. Where they cannot be recorded together each half is tried by itself, until
 * the one is found that it is because of: that one is tried again at once, since those behind it wait; then they go on
 * without it.
 * @returns whether nothing of them is left.
 */
async function readBatches(
  ingesting: Ingesting,
  stream: StreamKey,
  batches: IngestBatch[],
): Promise<boolean> {
  const { db } = ingesting;
  const [batch] = batches as [IngestBatch];
  try {
    return (await recordBatches(ingesting, stream, batches)) === batches.length;
  } catch (error) {
    if (error instanceof LedgerConflict || error instanceof BuildRenewed || isStoreFault(error)) throw error;
    if (batches.length > 1) {
      const half = batches.length >> 1;
      const isDone = await readBatches(ingesting, stream, batches.slice(0, half));
      return isDone && readBatches(ingesting, stream, batches.slice(half));
    }
    const ref = { sourceId: batch.sourceId, batchId: Number(batch.id) };
    const fault = (error as Error).message;
    const isDead = await noteFailure(db, ref, fault);
    ingesting.onFailure?.(ref, fault, isDead);
    if (!isDead) await wait((ingesting.retryMs ?? RETRY_MS) * 2 ** batch.attempts);
    return isDead;
  }
}

/** @returns how many were recorded: those before one that cannot be parsed, or as many as memory should hold. */
async function recordBatches(
  ingesting: Ingesting,
  stream: StreamKey,
  batches: IngestBatch[],
): Promise<number> {
  const { db, recorder, owner, now } = ingesting;
  // The lease is renewed, and what the last batch left is read where that was committed.
  const ledger = await takeStream(db, stream, owner, now());
  const [first] = batches as [IngestBatch];
  if (!ledger) throw new LedgerConflict({ sourceId: first.sourceId, originId: Number(first.id) });
  const { timeZone } = await sourceById(db, stream.sourceId);
  const parsed: ParsedBatch[] = [];
  let place: Place = { position: Number(ledger.position), parserState: ledger.parserState };
  for (let size = 0; parsed.length < batches.length && size < EVENTS_TOGETHER; ) {
    try {
      const one = await parseBatch(batches[parsed.length]!, place, { owner, timeZone });
      parsed.push(one);
      size += one.events.length;
      place = { position: one.ledger.to, parserState: one.ledger.parserState };
    } catch (error) {
      if (parsed.length === 0) throw error;
      break;
    }
  }
  await recordJudged({ db, recorder }, ...parsed);
  return parsed.length;
}
