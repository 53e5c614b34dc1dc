import fs from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { openDb } from '@/lib/db';
import { readEnv } from '@/lib/env';
import { FORMATS, formatById } from '@/lib/formats/index';
import { type Reading, readFile } from '@/lib/ingest/read-file';
import { registerFile } from '@/lib/ingest/register-file';
import { isTimeZone } from '@/lib/mail/time-zone';
import { keepHeapSmall } from '@/lib/small-heap';
import { listInputs } from '@/lib/sources/list-inputs';
import { type Registering, readAnewAs } from '@/lib/store/file-generations';
import { importOwner } from '@/lib/store/lease-owner';
import { openRecorder } from '@/lib/store/open-recorder';
import { ensureSource } from '@/lib/store/sources';
import { isStoreFault } from '@/lib/store/store-fault';
import { ParseSummary } from '../report/parse-summary';
import { ProgressBar } from '../report/progress-bar';
import { spoolStdin } from '../report/spool-stdin';
import { OperatorError } from '../supervisor/data-folder';
import { openStore } from '../supervisor/store';

const USAGE =
  'bounceboard import [--format auto] [--source import] [--time-zone Europe/Berlin] FILE…|FOLDER|PATTERN|-';

/**
 * Reads files into the store: the running one, or the embedded one for as long as this takes. What has been read
 * before is not read again, so that an import that was interrupted goes on by being repeated.
 */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      format: { type: 'string', default: 'auto' },
      source: { type: 'string', default: 'import' },
      'time-zone': { type: 'string' },
    },
  });
  if (positionals.length === 0) throw new OperatorError(`name what to import: ${USAGE}`);
  if (values.format !== 'auto' && !formatById(values.format)) {
    const known = FORMATS.map(({ id }) => id).join(', ');
    throw new OperatorError(`there is no format "${values.format}"; there are auto, ${known}`);
  }
  const zone = values['time-zone'];
  if (zone && !isTimeZone(zone)) throw new OperatorError(`there is no time zone "${zone}"`);
  keepHeapSmall();
  const env = readEnv();
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort());

  const store = await openStore(env);
  const db = openDb(store.databaseUrl, 4);
  try {
    const recorder = await openRecorder(db, env, store.databaseUrl);
    const timeZone = zone ?? env.timeZone;
    const source = await ensureSource(db, {
      name: values.source,
      kind: 'import',
      format: 'auto',
      paths: [],
      timeZone,
    });
    const reading = { db, recorder, owner: importOwner(env.instance), now: () => new Date() };
    const spooled = positionals.includes('-') ? await spoolStdin(env.dataDir) : null;
    try {
      const asked = { id: source.id, kind: source.kind, format: values.format };
      const words = positionals.map((word) => (word === '-' ? spooled! : word));
      return await importAll(reading, asked, words, interrupted.signal);
    } finally {
      await recorder.close();
      if (spooled) await fs.rm(spooled);
    }
  } finally {
    await db.$disconnect();
    await store.close();
  }
}

/** Every file by itself: a bad one is named and does not keep the others. @returns the exit code. */
async function importAll(
  reading: Reading,
  source: Registering,
  words: string[],
  signal: AbortSignal,
): Promise<number> {
  const { files, faults } = await listInputs(words);
  const summary = new ParseSummary();
  const startedAt = performance.now();
  const complainOf = (input: string, fault: string) => {
    summary.failures++;
    process.stderr.write(`bounceboard: ${input}: ${fault}\n`);
  };
  for (const { input, fault } of faults) complainOf(input, fault);
  let failed = 0;
  let filesKnown = 0;
  let bytesKnown = 0;
  for (const [index, file] of files.entries()) {
    if (signal.aborted) break;
    try {
      const label = `${file} (${index + 1} of ${files.length})`;
      const readBefore = await importFile(reading, source, file, { summary, signal, label });
      bytesKnown += readBefore;
      if (readBefore > 0) filesKnown++;
    } catch (error) {
      failed++;
      complainOf(file, faultOf(error as Error));
    }
  }
  const seconds = (performance.now() - startedAt) / 1000;
  process.stderr.write(summary.table());
  process.stderr.write(`${files.length - failed} of ${files.length} files in ${seconds.toFixed(1)} s\n`);
  if (filesKnown > 0) {
    const files = filesKnown === 1 ? '1 file begins' : `${filesKnown} files begin`;
    const bytes = bytesKnown.toLocaleString('en');
    process.stderr.write(`${files} with what was read before: ${bytes} bytes not counted again\n`);
  }
  if (signal.aborted) process.stderr.write('interrupted: repeat the same command to go on\n');
  return signal.aborted || (summary.failures > 0 && failed === files.length) ? 1 : 0;
}

interface FileImport {
  summary: ParseSummary;
  signal: AbortSignal;
  label: string;
}

/** @returns how many bytes of the file had been read before. */
async function importFile(
  reading: Reading,
  source: Registering,
  file: string,
  { summary, signal, label }: FileImport,
): Promise<number> {
  const registered = await registerFile(reading.db, source, file);
  if (!registered) throw new Error('the file is empty');
  if (!registered.format) throw new Error('no format recognises it: name one with --format');
  const { sourceId, generationId } = registered;
  const ref = { sourceId, generationId };
  if (source.format !== 'auto' && source.format !== registered.format) {
    // Taken for something else before, by an option that was wrong.
    if (!(await readAnewAs(reading.db, ref, source.format)))
      throw new Error(
        `its events were read as ${registered.format} before: to read it as ${source.format}, name another --source`,
      );
    Object.assign(registered, { format: source.format, position: 0 });
  }
  summary.opened(file, formatById(registered.format)!);
  const bar = new ProgressBar(registered.sizeBytes);
  const end = await readFile(reading, ref, {
    isComplete: true,
    signal,
    onBatch(read, position) {
      summary.add(read, read.outcomes);
      bar.draw(position, `${label}  ${summary.events.toLocaleString('en')} events`);
    },
  }).finally(() => bar.clear());
  if (end === 'held') throw new Error('another process is reading this file now');
  return registered.position;
}

const faultOf = (error: Error): string =>
  isStoreFault(error)
    ? `the connection to the store broke (${error.message.split('\n').at(-1)}): what was counted stays, and the same import again goes on from there`
    : error.message;
