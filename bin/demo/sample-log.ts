import fs from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type SampleTraffic, timedTraffic } from '@/lib/sample/traffic';

const HOUR = 3_600_000;
const HISTORY = 7 * 24 * HOUR;
const CHUNK_CHARACTERS = 1 << 20;
const TAIL_BYTES = 1 << 16;
const LIVE_EVERY_MS = 1_000;

export interface SampleLogOptions {
  seed?: number;
  messagesPerHour?: number;
  timeZone?: string;
}

/** About 270,000 attempts in a week. */
const DEFAULTS = { seed: 20_251, messagesPerHour: 1_500 };

/** Writes the last seven days of sample traffic to a file; there is either all of it or no file. */
export async function writeSampleLog(file: string, now: Date, options: SampleLogOptions = {}): Promise<void> {
  const from = wholeHour(now.getTime() - HISTORY);
  const unfinished = `${file}.new`;
  const handle = await fs.open(unfinished, 'w');
  try {
    let chunk = '';
    for (const { line } of timedTraffic(spanOf(from, from.getTime(), now, options))) {
      chunk += `${line}\n`;
      if (chunk.length < CHUNK_CHARACTERS) continue;
      await handle.write(chunk);
      chunk = '';
    }
    await handle.write(chunk);
  } finally {
    await handle.close();
  }
  await fs.rename(unfinished, file);
}

/**
 * Goes on where a file of `writeSampleLog` ends: what is missing up to now at once, then each second what has happened
 * since, until it is aborted. The same options as when the file was written continue the same messages.
 */
export async function followSampleTraffic(
  file: string,
  signal: AbortSignal,
  options: SampleLogOptions = {},
): Promise<void> {
  const handle = await fs.open(file, 'r+');
  try {
    const { firstAt, lastAt, end } = await stampsOf(handle);
    // A line that a killed run left half written was never counted by anyone, and will be written again.
    await handle.truncate(end);
    const endless = spanOf(new Date(lastAt + 1), wholeHour(firstAt).getTime(), new Date(8.64e15), options);
    const lines = timedTraffic(endless);
    let position = end;
    let next = lines.next();
    while (!signal.aborted) {
      const now = Date.now();
      let chunk = '';
      for (; !next.done && next.value.at <= now; next = lines.next()) chunk += `${next.value.line}\n`;
      if (chunk) position += (await handle.write(chunk, position)).bytesWritten;
      await sleep(LIVE_EVERY_MS, undefined, { signal }).catch(() => {}); // Aborted: the loop ends.
    }
  } finally {
    await handle.close();
  }
}

/** The story is told from the hour in which the file begins, so that whoever continues the file tells the same one. */
function spanOf(from: Date, beganAt: number, to: Date, options: SampleLogOptions): SampleTraffic {
  return { ...DEFAULTS, ...options, from, to, present: new Date(beganAt + HISTORY) };
}

const wholeHour = (at: number): Date => new Date(Math.floor(at / HOUR) * HOUR);

/** The times of the first and the last whole line, and where the latter ends. */
async function stampsOf(handle: fs.FileHandle): Promise<{ firstAt: number; lastAt: number; end: number }> {
  const { size } = await handle.stat();
  const head = await textAt(handle, 0, 64);
  const tailStart = Math.max(0, size - TAIL_BYTES);
  const tail = await textAt(handle, tailStart, TAIL_BYTES);
  const end = tail.lastIndexOf('\n') + 1;
  const lastLine = tail.slice(tail.lastIndexOf('\n', end - 2) + 1, end);
  const [firstAt, lastAt] = [stampOf(head), stampOf(lastLine)];
  if (Number.isNaN(firstAt) || Number.isNaN(lastAt))
    throw new Error('the sample log holds no line with a time');
  return { firstAt, lastAt, end: tailStart + end };
}

const stampOf = (line: string): number => Date.parse(line.slice(0, line.indexOf(' ')));

/** The sample is ASCII: characters are bytes. */
async function textAt(handle: fs.FileHandle, position: number, length: number): Promise<string> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer.toString('latin1', 0, bytesRead);
}
