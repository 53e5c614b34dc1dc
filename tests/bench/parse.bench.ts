import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { exim } from '@/lib/formats/exim';
import { type Format, parseOutput } from '@/lib/formats/format';
import { RecordReader } from '@/lib/formats/framing';
import { postfix } from '@/lib/formats/postfix';
import { readInput } from '@/lib/sources/read-input';
import type { Figure } from './figure';
import { eximLog } from './generate-exim-log';
import { postfixLog } from './generate-postfix-log';

const LINES = 1_000_000;
const ROUNDS = 5;
const START = Date.parse('2026-06-01T00:00:00Z');
const WEEK = 7 * 86_400_000;

/** From the file to its delivery events, the best of some rounds, in time of the processor; grep reads the same file. */
export async function run(): Promise<Figure[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'parse-bench-'));
  try {
    const postfixFile = write(
      path.join(folder, 'postfix.log'),
      postfixLog({ seed: 1, lines: LINES, start: START, span: WEEK }),
    );
    const eximFile = write(path.join(folder, 'exim.log'), eximLog(1, LINES));
    return [
      ...(await measure('Postfix', postfix, postfixFile)),
      { name: 'grep -cE on the Postfix log', value: grepMs(postfixFile), unit: 'ms' },
      ...(await measure('Exim', exim, eximFile)),
    ];
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

function write(file: string, pieces: Iterable<string>): string {
  const handle = fs.openSync(file, 'w');
  for (const piece of pieces) fs.writeSync(handle, piece);
  fs.closeSync(handle);
  return file;
}

async function measure(name: string, format: Format, file: string): Promise<Figure[]> {
  let best = Number.POSITIVE_INFINITY;
  let lines = 0;
  let events = 0;
  let peakBytes = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const reader = new RecordReader(format, { referenceTime: START + WEEK, timeZone: 'UTC' });
    lines = 0;
    events = 0;
    const began = process.cpuUsage();
    for await (const chunk of readInput(file)) {
      const output = parseOutput();
      reader.push(chunk, output);
      events += output.events.length;
      lines += Object.values(output.records).reduce((sum, count) => sum + count);
      peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
    }
    const { user, system } = process.cpuUsage(began);
    best = Math.min(best, (user + system) / 1000);
  }
  return [
    { name: `${name}: parse alone`, value: Math.round(best), unit: 'ms of CPU for 1,000,000 lines' },
    { name: `${name}: parse alone`, value: Math.round((lines / best) * 1000), unit: 'lines/s and core' },
    { name: `${name}: parse alone`, value: Math.round((events / best) * 1000), unit: 'events/s and core' },
    { name: `${name}: peak memory`, value: Math.round(peakBytes / 1e6), unit: 'MB' },
  ];
}

function grepMs(file: string): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const began = performance.now();
    spawnSync('grep', ['-cE', 'status=(sent|deferred|bounced)', file]);
    best = Math.min(best, performance.now() - began);
  }
  return Math.round(best);
}
