import { RecordReader } from '@/lib/formats/framing';
import { formatById } from '@/lib/formats/index';
import { isCompressed, readContent } from '@/lib/sources/file-content';
import { IDENTITY_BYTES } from '@/lib/sources/file-look';
import { isSameFile, statFile } from '@/lib/sources/file-watch';
import { LedgerConflict } from '@/lib/store/batch';
import { type FileGeneration, type GenerationRef, refOf } from '@/lib/store/file-generations';
import { returnLease, takeLease } from '@/lib/store/file-lease';
import { noteEnd } from '@/lib/store/find-generation';
import { sourceById } from '@/lib/store/sources';
import { Committer, type Committing, type Reading, WrittenOver } from './committer';

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
 * next is being parsed.
 * @throws Error where the file cannot be read or the store is away; the fault is kept with the generation.
 */
export async function readFile(reading: Reading, ref: GenerationRef, options: ReadOptions): Promise<ReadEnd> {
  const { db, owner } = reading;
  let generation = await takeLease(db, ref, owner, reading.now());
  if (!generation) return 'held';
  const until = reading.now().getTime() + (options.sliceMs ?? 0);
  let fault: string | null = null;
  try {
    for (;;) {
      const end = await readOn(reading, generation, options);
      const { position } = generation;
      // What was written meanwhile is read at once: another job would come to it only after the next look.
      const isOver = options.isComplete || options.signal?.aborted || reading.now().getTime() >= until;
      if (end !== 'caught-up' || isOver) return end;
      generation = await takeLease(db, ref, owner, reading.now());
      if (!generation) return 'held';
      if (generation.position === position || !(await isLonger(generation))) return end;
    }
  } catch (error) {
    if (error instanceof LedgerConflict) return 'held';
    fault = (error as Error).message;
    throw error;
  } finally {
    await returnLease(db, ref, owner, fault);
  }
}

/** Where it was, and not rotated away since. */
async function isLonger(generation: FileGeneration): Promise<boolean> {
  const { path, position } = generation;
  const stat = await statFile(path);
  if (!stat || !isSameFile(stat, generation) || stat.sizeBytes <= position) return false;
  return !(await isCompressed(path));
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
