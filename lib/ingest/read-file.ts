import { setTimeout as sleep } from 'node:timers/promises';
import { RecordReader } from '@/lib/formats/framing';
import { formatById } from '@/lib/formats/index';
import { type OpenContent, openContent } from '@/lib/sources/file-content';
import { IDENTITY_BYTES } from '@/lib/sources/file-look';
import { LedgerConflict, StaleRules } from '@/lib/store/batch';
import type { Judge } from '@/lib/store/event-sheet';
import { type FileGeneration, type GenerationRef, refOf } from '@/lib/store/file-generations';
import { returnLease, takeLease } from '@/lib/store/file-lease';
import { noteEnd } from '@/lib/store/find-generation';
import { sourceById } from '@/lib/store/sources';
import { Committer, type Committing, type Reading, WrittenOver } from './committer';
import { dismissJudge, judgeInForce } from './judge-in-force';

export type { Reading };

export interface ReadOptions extends Committing {
  /** The file will not grow any more: its last line counts even without its end. */
  isComplete: boolean;
  /** Where the content lies now, if not where its generation was last seen. */
  path?: string;
  /** Stop at the next commit. */
  signal?: AbortSignal;
  /** Stop at a commit after this long, so that others have their turn. A compressed file has it all at once: it would
   * be decoded from its start again each time. */
  sliceMs?: number;
}

/** `more`: stopped before the end. `held`: somebody else reads this file, and nothing was done. */
export type ReadEnd = 'caught-up' | 'more' | 'held';

/**
 * Reads on in a file from the position that the ledger holds, and commits batch by batch until it has caught up.
 * Whatever dies in between, the next reader goes on from the last commit. While one batch is being written, the
 * next is being parsed. Where the own rules change meanwhile, what was judged by the old ones is read once more.
 * @throws Error where the file cannot be read or the store is away; the fault is kept with the generation.
 */
export async function readFile(reading: Reading, ref: GenerationRef, options: ReadOptions): Promise<ReadEnd> {
  for (;;) {
    const end = await readJudged(reading, ref, options);
    if (end !== 'judged-by-old-rules') return end;
  }
}

async function readJudged(
  reading: Reading,
  ref: GenerationRef,
  options: ReadOptions,
): Promise<ReadEnd | 'judged-by-old-rules'> {
  const { db, owner } = reading;
  const generation = await takeLease(db, ref, owner, reading.now());
  if (!generation) return 'held';
  let judge: Judge | null = null;
  let fault: string | null = null;
  try {
    judge = await judgeInForce(db);
    const content = await openContent(options.path ?? generation.path);
    try {
      return await readOn(reading, generation, content, judge, options);
    } finally {
      await content.close();
    }
  } catch (error) {
    if (error instanceof LedgerConflict) return 'held';
    if (judge && error instanceof StaleRules) {
      dismissJudge(db, judge);
      return 'judged-by-old-rules';
    }
    fault = (error as Error).message;
    throw error;
  } finally {
    await returnLease(db, ref, owner, fault);
  }
}

async function readOn(
  reading: Reading,
  generation: FileGeneration,
  content: OpenContent,
  judge: Judge,
  options: ReadOptions,
): Promise<ReadEnd> {
  const { now } = reading;
  const format = formatById(generation.format);
  if (!format) throw new Error(`no format is called "${generation.format}"`);
  const source = await sourceById(reading.db, generation.sourceId);
  const context = { referenceTime: generation.referenceAt.getTime(), timeZone: source.timeZone };
  const start = Number(generation.position);
  const reader = new RecordReader(format, context, start, generation.parserState ?? undefined);
  const committer = new Committer(reading, generation, reader, judge);

  const { isCompressed } = content;
  const isComplete = options.isComplete || isCompressed;
  const { sliceMs } = options;
  const until = isCompressed ? Infinity : now().getTime() + (sliceMs ?? Infinity);
  const isOver = () => options.signal?.aborted || now().getTime() >= until;
  try {
    for (let isRead = false; !isRead; ) {
      for await (const { chunk, end } of unread(content, committer)) {
        committer.parse(chunk, end);
        if (committer.isFull) await committer.commit(options);
        if (!isOver()) continue;
        await committer.commit(options);
        await committer.settle();
        return 'more';
      }
      isRead = isComplete || sliceMs === undefined || !(await hasGrown(content, committer, options, isOver));
    }
  } catch (error) {
    // What could be read of a file that breaks off is kept; what was committed while it failed stays committed.
    if (isCompressed && committer.isWhole && !(error instanceof WrittenOver)) await committer.commit(options);
    await committer.settle();
    throw error;
  }
  if (isComplete) committer.finish();
  await committer.commit(options);
  await committer.settle();
  if (isComplete) await noteEnd(reading.db, refOf(generation));
  return 'caught-up';
}

/** What has not been read, once the bytes before it have turned out to be those that were read then. */
async function* unread(
  content: OpenContent,
  committer: Committer,
): AsyncGenerator<{ chunk: Buffer; end: number }> {
  const start = committer.end;
  let end = Math.max(0, start - IDENTITY_BYTES);
  let known: Buffer = Buffer.alloc(0);
  let isChecked = false;
  for await (const read of content.from(end)) {
    const before = read.subarray(0, Math.max(0, start - end));
    const chunk = read.subarray(before.length);
    end += read.length;
    known = Buffer.concat([known, before]);
    if (end < start) continue;
    if (!isChecked) committer.checkWhatLiesBefore(known, chunk);
    isChecked = true;
    yield { chunk, end };
  }
  if (end < start) throw committer.writtenOver(`it ends at ${end}`);
}

/** A file that brings this much in one go is about to bring more: its reader stays until then. */
const BUSY_BYTES = 1 << 16;
/** A busy file is committed at most this often: a commit has its price, however little it brings. */
const PACE_MS = 100;

/**
 * Commits what has been read, and sees what has been written meanwhile. To go through the queue for it would take until
 * the file is next looked at, and then the time of a job.
 */
async function hasGrown(
  content: OpenContent,
  committer: Committer,
  options: ReadOptions,
  isOver: () => boolean,
): Promise<boolean> {
  const began = performance.now();
  const bytes = await committer.commit(options);
  await committer.settle();
  if (isOver()) return false;
  const isLonger = async () => (await content.sizeBytes()) > committer.end;
  if (bytes < BUSY_BYTES) return isLonger();
  await sleep(Math.max(0, PACE_MS - (performance.now() - began)));
  return isLonger();
}
