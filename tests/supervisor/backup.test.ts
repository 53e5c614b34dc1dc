import { spawnSync } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { bounceboard } from '../bin/bounceboard';

const line = (i: number) =>
  `2026-03-01T10:${String(i % 60).padStart(2, '0')}:00.000000+00:00 mx1 postfix/smtp[9]: 4bQ7${i}x: to=<p${i}@example.org>, ` +
  'relay=mx.example.org[192.0.2.26]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 OK)\n';
const lines = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => line(from + i)).join('');

const exact = (count: number) => count.toLocaleString('en');

test('what README.md calls a backup, unpacked elsewhere, has the same numbers and is read on into', async ({
  onTestFinished,
}) => {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'bounceboard-backup-'));
  await fs.chmod(folder, 0o755);
  onTestFinished(() => fs.rm(folder, { recursive: true, force: true }));
  const [home, elsewhere] = [path.join(folder, 'home'), path.join(folder, 'elsewhere')];
  await Promise.all([fs.mkdir(home), fs.mkdir(elsewhere)]);
  const log = path.join(folder, 'mail.log');
  await fs.writeFile(log, lines(0, 200));
  const run = async (at: string, ...args: string[]) => {
    const env = { BOUNCEBOARD_DATA: path.join(at, 'data'), BOUNCEBOARD_POSTGRES_PORT: '0' };
    const { code, out, err } = await bounceboard(args, env).ended;
    expect(code, err).toBe(0);
    return out + err;
  };
  const tar = (at: string, ...args: string[]) => {
    const { status, stderr } = spawnSync('tar', args, { cwd: at, encoding: 'utf8' });
    expect(status, stderr).toBe(0);
  };

  await run(home, 'import', '--format', 'postfix', log);
  // The embedded server has ended with the command, so the folder may be copied.
  tar(home, '-czf', path.join(folder, 'bounceboard-backup.tgz'), 'data');
  tar(elsewhere, '-xzf', path.join(folder, 'bounceboard-backup.tgz'));

  // What was read before the backup is known, and what came since is read.
  await fs.appendFile(log, lines(200, 250));
  expect(await run(elsewhere, 'import', '--format', 'postfix', log)).toContain(
    `1 file begins with what was read before: ${exact(lines(0, 200).length)} bytes not counted again`,
  );
  expect(await run(elsewhere, 'verify')).toBe('1 days, 250 events: 0 counts differ, 0 corrected\n');
}, 180_000);
