import fs from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type MailRoom, openMailRoom } from '../ingest/mail-room';
import { bounced, messages, queued, queueId } from '../ingest/postfix-lines';
import { FollowerRoom } from './follower-room';

let store: MailRoom;
let room: FollowerRoom;
beforeAll(async () => {
  store = await openMailRoom();
});
afterAll(() => store.close());
afterEach(() => room.close());

const open = async (...words: string[]) => {
  room = await FollowerRoom.open(store, ...words);
};
const write = (name: string, content: string | Buffer) => fs.writeFile(room.at(name), content);
const append = (name: string, content: string | Buffer) => fs.appendFile(room.at(name), content);
const rename = (from: string, to: string) => fs.rename(room.at(from), room.at(to));
async function gzip(name: string): Promise<void> {
  const { atime, mtime } = await fs.stat(room.at(name));
  await write(`${name}.gz`, gzipSync(await fs.readFile(room.at(name))));
  await fs.utimes(room.at(`${name}.gz`), atime, mtime);
  await fs.rm(room.at(name));
}
const copyTruncate = async (name: string, to: string) => {
  await fs.copyFile(room.at(name), room.at(to));
  await fs.truncate(room.at(name), 0);
};

async function turnTo(file: string): Promise<void> {
  await fs.symlink(file, room.at('next'));
  await rename('next', 'current');
}

/** Numbers of the messages that are to be counted, each once, by the events and by the rollups; and what was lost. */
async function expectCounted(
  numbers: number[],
  { gaps = [] }: { gaps?: (number | null)[] } = {},
): Promise<void> {
  await room.rounds(4);
  expect(await room.counted()).toEqual(numbers.map(queueId).sort());
  expect(await room.rolledUp()).toBe(numbers.length);
  expect((await room.gaps()).map(({ bytes }) => bytes && Number(bytes))).toEqual(gaps);
  expect(await room.faults()).toEqual([]);
}
const range = (from: number, count: number) => Array.from({ length: count }, (_, n) => from + n);

/** All of it is done while a worker looks on; or while none runs, and one is started after it. */
const WORKERS = [
  { worker: 'live', midway: () => room.round(), atLast: async () => {} },
  { worker: 'stopped', midway: async () => {}, atLast: async () => room.restart() },
];

describe.each(WORKERS)('rotation by renaming, $worker', ({ midway, atLast }) => {
  test('once, and the old writer goes on writing', async () => {
    await open('mail.log');
    await write('mail.log', messages(0, 5));
    await room.round();
    await append('mail.log', messages(5, 3));
    await rename('mail.log', 'mail.log.1');
    await midway();
    await append('mail.log.1', messages(8, 2));
    await write('mail.log', messages(100, 4));
    await midway();
    await append('mail.log.1', messages(10, 1));
    await atLast();
    await expectCounted([...range(0, 11), ...range(100, 4)]);
    await append('mail.log.1', messages(11, 1));
    await append('mail.log', messages(104, 1));
    await expectCounted([...range(0, 12), ...range(100, 5)]);
  });

  test('five times between two looks', async () => {
    await open('mail.log');
    await write('mail.log.1', messages(900, 5)); // Older than what was asked for.
    await fs.utimes(room.at('mail.log.1'), 1_700_000_000, 1_700_000_000);
    await write('mail.log', messages(0, 5));
    await room.round();
    for (let turn = 1; turn <= 5; turn++) {
      for (const number of [4, 3, 2, 1])
        await rename(`mail.log.${number}`, `mail.log.${number + 1}`).catch(() => {});
      await rename('mail.log', 'mail.log.1');
      await write('mail.log', messages(100 * turn, turn));
    }
    await atLast();
    await expectCounted([...range(0, 5), ...[1, 2, 3, 4, 5].flatMap((turn) => range(100 * turn, turn))]);
  });

  test('with compression at once', async () => {
    await open('mail.log');
    await write('mail.log', messages(0, 5));
    await room.round();
    await append('mail.log', messages(5, 5));
    await rename('mail.log', 'mail.log.1');
    await midway();
    await gzip('mail.log.1');
    await midway();
    await write('mail.log', messages(100, 4));
    await atLast();
    await expectCounted([...range(0, 10), ...range(100, 4)]);
  });

  test('with names of days, several times, and all of them compressed', async () => {
    await open('mail.log');
    await write('mail.log', messages(0, 5));
    await room.round();
    for (let day = 1; day <= 3; day++) {
      await append('mail.log', messages(100 * day, 2));
      await rename('mail.log', `mail.log-2026110${day}`);
      await midway();
      await gzip(`mail.log-2026110${day}`);
      await write('mail.log', messages(100 * day + 50, 2));
    }
    await atLast();
    const days = [1, 2, 3].flatMap((day) => [...range(100 * day, 2), ...range(100 * day + 50, 2)]);
    await expectCounted([...range(0, 5), ...days]);
  });

  test('of a file that had not been read at all', async () => {
    await open('mail.log');
    await write('mail.log', messages(0, 40));
    room.failNextCommit = 'before';
    await room.round();
    await rename('mail.log', 'mail.log.1');
    await midway();
    await gzip('mail.log.1');
    await write('mail.log', messages(100, 40));
    await atLast();
    await expectCounted([...range(0, 40), ...range(100, 40)]);
  });

  test('under a pattern that the rotated files match too, compressed and not', async () => {
    await open('mail.log*');
    await write('mail.log', messages(0, 5));
    await room.round();
    await append('mail.log', messages(5, 2));
    await rename('mail.log', 'mail.log.1');
    await write('mail.log', messages(100, 4));
    await midway();
    await gzip('mail.log.1');
    await atLast();
    await expectCounted([...range(0, 7), ...range(100, 4)]);
  });

  test('in the middle of a line', async () => {
    await open('mail.log');
    const [line, next] = [bounced(5), bounced(6)];
    await write('mail.log', messages(0, 5) + line.slice(0, 50));
    await room.round();
    await append('mail.log', line.slice(50) + next.slice(0, 20));
    await rename('mail.log', 'mail.log.1');
    await midway();
    await write('mail.log', messages(100, 1));
    await append('mail.log.1', next.slice(20));
    await atLast();
    await expectCounted([...range(0, 7), 100]);
  });
});

describe.each(WORKERS)('a file that is cut short, $worker', ({ worker, midway, atLast }) => {
  test('with a copy made of it before: all of the copy is read', async () => {
    await open('mail.log');
    await write('mail.log', messages(0, 5));
    await room.round();
    await append('mail.log', messages(5, 5));
    await copyTruncate('mail.log', 'mail.log.1');
    await midway();
    await append('mail.log', messages(100, 2));
    await atLast();
    await expectCounted([...range(0, 10), ...range(100, 2)]);
  });

  test('with a copy, and has outgrown its old size before it is looked at', async () => {
    await open('mail.log');
    await write('mail.log', messages(0, 5));
    await room.round();
    await append('mail.log', messages(5, 5));
    await copyTruncate('mail.log', 'mail.log.1');
    await append('mail.log', messages(100, 30));
    await atLast();
    await expectCounted([...range(0, 10), ...range(100, 30)]);
  });

  test('twice between two looks, with a copy each time', async () => {
    await open('mail.log');
    await write('mail.log', messages(0, 1));
    await room.round();
    await copyTruncate('mail.log', 'mail.log.2');
    await append('mail.log', messages(100, 30));
    await copyTruncate('mail.log', 'mail.log.1');
    await append('mail.log', messages(200, 3));
    await atLast();
    await expectCounted([0, ...range(100, 30), ...range(200, 3)]);
  });

  test('without a copy, while half a line was waiting: what was seen of it is a gap', async () => {
    await open('mail.log');
    await write('mail.log', messages(0, 5) + bounced(5).slice(0, 77));
    await room.round();
    await fs.truncate(room.at('mail.log'), 0);
    await midway();
    await append('mail.log', messages(100, 1));
    await atLast();
    await expectCounted([...range(0, 5), 100], { gaps: [77] });
  });

  test('without a copy, unread', async () => {
    await open('mail.log');
    await write('mail.log', messages(0, 5));
    await room.round();
    await append('mail.log', messages(5, 2));
    room.failNextCommit = 'before';
    await room.round();
    await fs.truncate(room.at('mail.log'), 0);
    await midway();
    await append('mail.log', messages(100, 1));
    await atLast();
    await expectCounted([...range(0, 5), 100], { gaps: [messages(5, 2).length] });
  });

  test('without a copy, and has outgrown its old size: how much was lost is not known', async () => {
    await open('mail.log');
    await write('mail.log', messages(0, 5));
    await room.round();
    await write('mail.log', messages(100, 30));
    await atLast();
    await expectCounted([...range(0, 5), ...range(100, 30)], { gaps: [null] });
  });

  test('to nothing, and written anew up to the very same size', async () => {
    await open('mail.log');
    await write('mail.log', messages(10, 5));
    await room.round();
    expect(messages(20, 5)).toHaveLength(messages(10, 5).length);
    await write('mail.log', messages(20, 5));
    if (worker === 'live') await room.round();
    await atLast();
    await expectCounted([...range(10, 5), ...range(20, 5)]);
  });
});

describe.each(WORKERS)('a file that is replaced, $worker', ({ midway, atLast }) => {
  test('deleted and made again at once, as a rule on the same inode', async () => {
    await open('mail.log');
    await write('mail.log', messages(0, 5));
    await room.round();
    await fs.rm(room.at('mail.log'));
    await write('mail.log', messages(100, 9));
    await midway();
    await atLast();
    await expectCounted([...range(0, 5), ...range(100, 9)]);
  });

  test('deleted before all of it was read: a gap', async () => {
    await open('mail.log');
    await write('mail.log', messages(0, 5));
    room.failNextCommit = 'before';
    await room.round();
    await fs.rm(room.at('mail.log'));
    await midway();
    await write('mail.log', messages(100, 2));
    await atLast();
    await expectCounted(range(100, 2), { gaps: [messages(0, 5).length] });
  });

  test('a link that is turned to another file; the first is still written to', async () => {
    await open('current');
    await fs.mkdir(room.at('real'));
    await write('real/a', messages(0, 5));
    await write('real/b', messages(100, 5));
    await turnTo('real/a');
    await room.round();
    await append('real/a', messages(5, 1));
    await turnTo('real/b');
    await midway();
    await append('real/a', messages(6, 1));
    await append('real/b', messages(105, 1));
    await atLast();
    await expectCounted([...range(0, 7), ...range(100, 6)]);
    await turnTo('real/a');
    await append('real/a', messages(7, 1));
    await expectCounted([...range(0, 8), ...range(100, 6)]);
  });
});

describe('files that begin alike', () => {
  test.each([1, 20])('for %i messages, and differ later, are two', async (alike) => {
    await open('a.log', 'b.log');
    const start = Array.from({ length: alike }, () => queued(0)).join('');
    await write('a.log', start);
    await write('b.log', start);
    await room.round();
    await append('a.log', bounced(1));
    await room.round();
    await append('b.log', bounced(2));
    await room.round();
    await append('a.log', bounced(3));
    await append('b.log', bounced(4));
    await expectCounted(range(1, 4));
  });
});

describe('what a line may hold', () => {
  test.each([
    ['a byte order mark', Buffer.from(`\uFEFF${messages(0, 3)}`), range(0, 3)],
    ['CRLF', Buffer.from(messages(0, 3).replaceAll('\n', '\r\n')), range(0, 3)],
    [
      'NULs, as after a power failure',
      Buffer.concat([Buffer.from(messages(0, 2)), Buffer.alloc(4096), Buffer.from(`\n${messages(2, 1)}`)]),
      range(0, 3),
    ],
    ['no UTF-8', Buffer.from(`${messages(0, 2)}\xff\xfe\xc3(\n${messages(2, 1)}`, 'latin1'), range(0, 3)],
    [
      'ten megabytes',
      Buffer.from(`${messages(0, 2)}${'x'.repeat(10 << 20)}\n${messages(2, 1)}`),
      range(0, 3),
    ],
  ])('%s', async (_, content, numbers) => {
    await open('mail.log');
    const half = Math.floor(content.length / 2);
    await write('mail.log', content.subarray(0, half));
    await room.round();
    room.restart();
    await append('mail.log', content.subarray(half));
    await expectCounted(numbers);
  });
});

describe('compressed files', () => {
  test('one that is still being written is read when it is whole', async () => {
    await open('*.gz');
    const whole = gzipSync(messages(0, 3_000));
    await write('mail.log.gz', whole.subarray(0, whole.length >> 1));
    await room.rounds(2);
    expect(await room.counted()).toEqual([]);
    await append('mail.log.gz', whole.subarray(whole.length >> 1));
    await expectCounted(range(0, 3_000));
  });

  test('one that is cut off for good brings what is there, and says so', async () => {
    await open('*.gz');
    const whole = gzipSync(messages(0, 3_000));
    await write('mail.log.gz', whole.subarray(0, whole.length - 1_000));
    await fs.utimes(room.at('mail.log.gz'), 1_800_000, 1_800_000);
    await room.rounds(3);
    expect((await room.counted()).length).toBeGreaterThan(2_000);
    expect((await room.faults())[0]?.fault).toMatch(/damaged or cut off/);
  });

  test('a bomb of a quarter of a gigabyte costs one record, and no memory', async () => {
    await open('*.gz');
    const zeros = gzipSync(Buffer.alloc(64 << 20));
    await write(
      'bomb.gz',
      Buffer.concat([gzipSync(messages(0, 2)), ...Array.from({ length: 4 }, () => zeros)]),
    );
    await room.round();
    const before = process.memoryUsage.rss();
    await room.rounds(2);
    expect(process.memoryUsage.rss() - before).toBeLessThan(200 << 20);
    expect(await room.counted()).toEqual([0, 1].map(queueId).sort());
  });
});

test('permission that comes and goes costs nothing', async () => {
  await open('mail.log');
  await write('mail.log', messages(0, 5));
  await room.round();
  await append('mail.log', messages(5, 5));
  // Root may read everything, so the file is made unreadable by being another kind of thing for a while.
  await rename('mail.log', 'aside');
  await fs.mkdir(room.at('mail.log'));
  await room.rounds(1);
  await fs.rmdir(room.at('mail.log'));
  await rename('aside', 'mail.log');
  await expectCounted(range(0, 10));
});

test('what cannot be followed is told with its source, for as long as it lasts', async () => {
  await open('mail.log', 'relay*/mail (old).log', 'more/*.log');
  await fs.mkdir(room.at('mail.log'));
  await room.round();
  expect(await room.fault()).toMatch(
    /relay\*\/mail \(old\)\.log: the pattern matches no file; .*more\/\*\.log: the pattern matches no file; .*mail\.log: EISDIR/,
  );
  await fs.rmdir(room.at('mail.log'));
  await write('mail.log', messages(0, 1));
  await fs.mkdir(room.at('more'));
  await write('more/a.log', messages(1, 1));
  await fs.mkdir(room.at('relay*'));
  await write('relay*/mail (old).log', messages(2, 1));
  await expectCounted(range(0, 3));
  expect(await room.fault()).toBeNull();
});

test('a follower that forgets what it has met is found out', async () => {
  await open('mail.log');
  await write('mail.log', messages(0, 5));
  await room.round();
  await append('mail.log', messages(5, 2));
  await rename('mail.log', 'mail.log.1');
  await write('mail.log', messages(100, 2));
  await store.db.fileGeneration.deleteMany();
  room.restart();
  await room.rounds(4);
  const all = [...range(0, 7), ...range(100, 2)];
  expect(await room.counted()).not.toEqual(all.map(queueId).sort());
});
