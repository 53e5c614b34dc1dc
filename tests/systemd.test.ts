import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const FOLDER = path.join(import.meta.dirname, '../docs/systemd');
const units = fs
  .readdirSync(FOLDER)
  .map((name) => ({ name, text: fs.readFileSync(path.join(FOLDER, name), 'utf8') }));
const settingOf = (text: string, key: string) => new RegExp(`^${key}=(.*)$`, 'm').exec(text)?.[1];
const compose = fs.readFileSync(path.join(import.meta.dirname, '../docker-compose.yml'), 'utf8');

test('there is a unit for each process, and it starts what Compose starts', () => {
  expect(units.map(({ name }) => name)).toEqual([
    'bounceboard-migrate.service',
    'bounceboard-web.service',
    'bounceboard-worker.service',
  ]);
  for (const { name, text } of units) {
    const command = settingOf(text, 'ExecStart')!.replace('/usr/bin/env ', '');
    expect(compose, name).toContain(`command: [${command.split(' ').join(', ')}]`);
    expect(settingOf(text, 'User'), name).toBe('bounceboard');
    for (const needed of (settingOf(text, 'Requires') ?? '').split(' ').filter(Boolean))
      expect(
        units.map((unit) => unit.name),
        name,
      ).toContain(needed);
    if (!name.includes('migrate')) expect(Number(settingOf(text, 'TimeoutStopSec'))).toBeGreaterThan(20);
  }
});

const analyze = spawnSync('systemd-analyze', ['--version']).status === 0;
if (!analyze)
  process.stderr.write('no systemd-analyze on the PATH: left out: whether it understands the units\n');

test.skipIf(!analyze)('systemd knows every line of them', () => {
  const files = units.map(({ name }) => path.join(FOLDER, name));
  const { stdout, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', ...files], {
    encoding: 'utf8',
  });
  // What it says of units of this machine, or of the manager that does not run in a container, is not about ours.
  const ofOurs = `${stdout}\n${stderr}`.split('\n').filter((line) => line.includes(FOLDER));
  expect(ofOurs).toEqual([]);
});
