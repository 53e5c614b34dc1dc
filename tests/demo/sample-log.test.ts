import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { followSampleTraffic, writeSampleLog } from '@/bin/demo/sample-log';

const OPTIONS = { seed: 3, messagesPerHour: 60, timeZone: 'Europe/Berlin' };
const HOUR = 3_600_000;

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'bounceboard-demo-'));
  file = path.join(folder, 'sample.log');
});
afterEach(() => fs.rm(folder, { recursive: true }));

/** Follows until the file has caught up with the clock. */
async function catchUp(): Promise<void> {
  const stopping = new AbortController();
  const before = (await fs.stat(file)).size;
  const following = followSampleTraffic(file, stopping.signal, OPTIONS);
  await expect.poll(async () => (await fs.stat(file)).size, { timeout: 10_000 }).toBeGreaterThan(before);
  stopping.abort();
  await following;
}

const timeOf = (line: string) => Date.parse(line.slice(0, line.indexOf(' ')));

it('writes seven days, and nothing else into the folder', async () => {
  const now = new Date();
  await writeSampleLog(file, now, OPTIONS);
  const lines = (await fs.readFile(file, 'utf8')).trimEnd().split('\n');
  expect(timeOf(lines.at(0) ?? '')).toBeLessThan(now.getTime() - 7 * 24 * HOUR + HOUR);
  expect(timeOf(lines.at(-1) ?? '')).toBeLessThan(now.getTime());
  expect(await fs.readdir(folder)).toEqual(['sample.log']);
});

it('goes on where the file ends as if it had never stopped', async () => {
  const now = Date.now();
  await writeSampleLog(file, new Date(now - 10 * HOUR), OPTIONS);
  await catchUp();
  const continued = await fs.readFile(file, 'utf8');

  // The same file, written at once by somebody who began at the same hour.
  const whole = path.join(folder, 'whole.log');
  await writeSampleLog(whole, new Date(now - 10 * HOUR), OPTIONS);
  const written = await fs.readFile(whole, 'utf8');
  expect(continued.startsWith(written)).toBe(true);
  const added = continued.slice(written.length).trimEnd().split('\n');
  expect(added.length).toBeGreaterThan(200);
  expect(timeOf(added[0] ?? '')).toBeLessThan(now - 9 * HOUR);
  expect(timeOf(added.at(-1) ?? '')).toBeLessThanOrEqual(Date.now());
});

it('takes back a line that was half written', async () => {
  await writeSampleLog(file, new Date(Date.now() - HOUR), OPTIONS);
  const whole = await fs.readFile(file, 'utf8');
  await fs.truncate(file, whole.length - 20);
  await catchUp();
  const lines = (await fs.readFile(file, 'utf8')).trimEnd().split('\n');
  expect(lines.filter((line) => !/^\S+ mail postfix-\w+\/\w+\[\d+\]: \w+: \S/.test(line))).toEqual([]);
  expect(lines.every((line, index) => index === 0 || timeOf(line) >= timeOf(lines[index - 1] ?? ''))).toBe(
    true,
  );
});

it('says so where the file is no sample', async () => {
  await fs.writeFile(file, 'nothing\n');
  await expect(followSampleTraffic(file, new AbortController().signal, OPTIONS)).rejects.toThrow(
    'no line with a time',
  );
});
