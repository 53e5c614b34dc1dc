import fs from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type MailRoom, openMailRoom } from '../ingest/mail-room';
import { messages } from '../ingest/postfix-lines';
import { bounceboard, COMMAND_LINE } from './bounceboard';

let room: MailRoom;
beforeAll(async () => {
  room = await openMailRoom();
});
afterAll(() => room.close());

const run = (...args: string[]) =>
  bounceboard(args, { DATABASE_URL: room.databaseUrl, BOUNCEBOARD_DATA: room.at('data') }).ended;

/** What no reader should stumble over, each with what is said of it. */
const BAD: readonly [name: string, content: Buffer, says: RegExp][] = [
  [
    'garbage.bin',
    Buffer.from(Array.from({ length: 100_000 }, (_, i) => (i * i * 7919 + (i >> 3)) % 251)),
    /no format/,
  ],
  ['empty.log', Buffer.alloc(0), /empty/],
  ['cut.log.gz', gzipSync(messages(1000, 500)).subarray(0, 4000), /damaged or cut off/],
  ['no.gz', Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.alloc(100, 7)]), /damaged or cut off/],
];

test('bad inputs are named, counted, and keep nobody from the rest', async () => {
  const bad = await Promise.all(BAD.map(([name, content]) => room.write(name, content)));
  await fs.symlink(room.at('nowhere'), room.at('dangling.log'));
  await fs.mkdir(room.at('folder.log'));
  const good = [
    await room.write('good.log', messages(0, 10)),
    await room.write(
      'nul.log',
      Buffer.concat([Buffer.from(messages(100, 5)), Buffer.alloc(3000), Buffer.from('\n')]),
    ),
    await room.write('latin.log', Buffer.from(`${messages(200, 5)}\xff\xfe\xc3(\n`, 'latin1')),
    await room.write('long.log', `${messages(300, 5)}${'x'.repeat(10 << 20)}\n${messages(305, 5)}`),
  ];
  const faulty = [...bad, room.at('dangling.log'), room.at('folder.log'), room.at('missing.log')];
  const { code, err } = await run('import', ...faulty, ...good);
  expect(code).toBe(0);
  for (const [name, , says] of BAD) {
    const line = err.split('\n').find((text) => text.startsWith(`bounceboard: ${room.at(name)}: `));
    expect(line, name).toMatch(says);
  }
  expect(err).toMatch(/dangling\.log: ENOENT/);
  expect(err).toMatch(/missing\.log: ENOENT/);
  expect(err).toMatch(/folder\.log: the folder holds no files/);
  expect(err).toMatch(/4 of 10 files/);
  const generations = await room.db.fileGeneration.findMany({ where: { path: { in: good } } });
  expect(
    Object.fromEntries(
      generations.map(({ path: at, events, unparsedCount }) => [path.basename(at), [events, unparsedCount]]),
    ),
  ).toEqual({
    'good.log': [10n, 0n],
    'nul.log': [5n, 1n],
    'latin.log': [5n, 1n],
    'long.log': [10n, 1n],
  });
  const cut = await room.db.fileGeneration.findFirstOrThrow({ where: { path: room.at('cut.log.gz') } });
  expect(cut.fault).toMatch(/damaged or cut off/);
  expect(await room.events()).toBe(30 + Number(cut.events));
});

test('an import that brought nothing at all fails', async () => {
  const { code, err } = await run('import', room.at('missing.log'));
  expect(code).toBe(1);
  expect(err).toMatch(/missing\.log: ENOENT/);
  expect(err).not.toMatch(/^\s+at /m);
});

test('an import as a wrong format is put right by repeating it as the right one', async () => {
  const file = await room.write('wrong.log', messages(7000, 40));
  await run('import', '--format', 'exim', file);
  const before = await room.events();
  expect((await run('import', '--format', 'postfix', file)).code).toBe(0);
  const generation = await room.db.fileGeneration.findFirstOrThrow({ where: { path: file } });
  expect(generation).toMatchObject({ format: 'postfix', events: 40n, unparsedCount: 0n, eventRecords: 40n });
  expect(await room.events()).toBe(before + 40);
  // What has given events stays what it is.
  const { code, err } = await run('import', '--format', 'exim', file);
  expect(code).toBe(1);
  expect(err).toMatch(/its events were read as postfix before: to read it as exim, name another --source/);
  expect(await room.events()).toBe(before + 40);
});

test('what parse prints and what the store holds agree', async () => {
  const file = await room.write('both.log', messages(5000, 300));
  const parsed = await run('parse', file);
  expect((await run('import', file)).code).toBe(0);
  const { events } = await room.db.fileGeneration.findFirstOrThrow({ where: { path: file } });
  expect(events).toBe(BigInt(parsed.out.trim().split('\n').length));
});

test('a file that may not be read is named', async () => {
  const NOBODY = 65534;
  const secret = await room.write('secret.log', messages(0, 1));
  const open = await room.write('open.log', messages(0, 1));
  await fs.chmod(secret, 0o000);
  await fs.chmod(room.at('.'), 0o755);
  // Root may read everything, and nobody may not look into root's checkout.
  await fs.cp(path.dirname(path.dirname(COMMAND_LINE)), room.at('dist'), { recursive: true });
  const options = process.getuid?.() === 0 ? { cli: room.at('dist/bin/cli.mjs'), uid: NOBODY } : {};
  const { code, out, err } = await bounceboard(['parse', secret, open], {}, options).ended;
  expect(err).toMatch(/secret\.log: EACCES/);
  expect(out.trim().split('\n')).toHaveLength(1);
  expect(code).toBe(0);
});
