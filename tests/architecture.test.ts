import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = path.join(import.meta.dirname, '..');

/** The floors, from the top: a room imports from its own floor or from below. What stands alone on a floor may not
 * be left out of this table, so a new folder has to find its place here first. */
const FLOORS: readonly (readonly string[])[] = [
  ['app', 'workers', 'bin'],
  ['intake'],
  ['notify', 'channels', 'auth'],
  ['ingest'],
  ['alerts', 'store'],
  ['classify', 'queries'],
  [
    'formats',
    'providers',
    'queues',
    'redis-connections',
    'db',
    'log',
    'small-heap',
    'secret-box',
    'source-kinds',
    'webhooks',
    'suppression',
  ],
  ['mail', 'sources', 'outgoing', 'env', 'csv-cell', 'retention', 'sample', 'jobs', 'load-late'],
];

/** Rooms on the top floor know nothing of each other, except that the command line starts the worker. */
const DOORS_ON_TOP: Record<string, readonly string[]> = { app: [], workers: [], bin: ['workers'] };

/** The typed client is generated: it is opened in `db`, and its types are used where rows are read and written. */
const CLIENT_ROOMS = ['db', 'store', 'queries', 'alerts', 'notify', 'auth'];

interface Import {
  file: string;
  /** Path from the root without extension, or the name of a package. */
  of: string;
  isOurs: boolean;
}

const sources = ['app', 'workers', 'bin', 'lib'].flatMap((folder) =>
  fs
    .readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:ts|tsx|mjs)$/.test(name))
    .map((name) => `${folder}/${name.replaceAll(path.sep, '/')}`),
);
const texts = new Map(sources.map((file) => [file, fs.readFileSync(path.join(ROOT, file), 'utf8')]));

const STATEMENT = /^(?:import|export)\b(?:[^'";]*?\bfrom\s*)?\s*'([^']+)'|\bimport\(\s*'([^']+)'/gm;

const imports: Import[] = sources.flatMap((file) =>
  [...texts.get(file)!.matchAll(STATEMENT)].map((match) => {
    const words = match[1] ?? match[2]!;
    if (words.startsWith('@/')) return { file, of: words.slice(2), isOurs: true };
    if (!words.startsWith('.')) return { file, of: words, isOurs: false };
    const of = path.posix.join(path.posix.dirname(file), words).replace(/\.(?:ts|tsx|mjs|js)$/, '');
    return { file, of, isOurs: true };
  }),
);
const ours = imports.filter(({ isOurs }) => isOurs);
const packages = imports.filter(({ isOurs }) => !isOurs);

/** `lib/store/inbox` stands in the room `store`, `lib/db` in `db`, `app/page` in `app`. */
const roomOf = (file: string): string => {
  const [top, second] = file.replace(/\.\w+$/, '').split('/');
  return top === 'lib' ? second! : top!;
};
const floorOf = (room: string): number => FLOORS.findIndex((floor) => floor.includes(room));
const say = ({ file, of }: Import) => `${file} imports ${of}`;
const named = (files: readonly string[]) =>
  files.map((name) => name.replace(/^.*\//, '').replace(/\.\w+$/, ''));

test('the imports are found at all', () => {
  expect(ours.length).toBeGreaterThan(400);
  expect(imports.map(say)).toContain('bin/cli.ts imports bin/commands/worker');
  expect(imports.map(say)).toContain('lib/queues.ts imports bullmq');
});

describe('who may import whom', () => {
  test('every folder has its floor', () => {
    expect(sources.map(roomOf).filter((room) => floorOf(room) < 0)).toEqual([]);
  });

  test('nothing is imported from a floor above', () => {
    const upward = ours.filter(({ file, of }) => {
      const room = roomOf(of);
      return room !== 'prisma' && floorOf(room) < floorOf(roomOf(file));
    });
    expect(upward.map(say)).toEqual([]);
  });

  test('app, workers and bin do not know each other', () => {
    const across = ours.filter(({ file, of }) => {
      const [room, other] = [roomOf(file), roomOf(of)];
      const doors = DOORS_ON_TOP[room];
      return doors && other !== room && floorOf(other) === 0 && !doors.includes(other);
    });
    expect(across.map(say)).toEqual([]);
  });

  test('no two rooms of a floor import each other both ways', () => {
    const pairs = new Set(ours.map(({ file, of }) => `${roomOf(file)} ${roomOf(of)}`));
    const circles = [...pairs].filter((pair) => {
      const [from, to] = pair.split(' ');
      return from! < to! && pairs.has(`${to} ${from}`);
    });
    expect(circles).toEqual([]);
  });

  test('the generated client is used where the store is read and written', () => {
    const users = ours.filter(
      ({ file, of }) => roomOf(of) === 'prisma' && !CLIENT_ROOMS.includes(roomOf(file)),
    );
    expect(users.map(say)).toEqual([]);
  });
});

/** What only certain files may import. */
const RESERVED: readonly { of: RegExp; by: RegExp; why: string }[] = [
  {
    of: /^(?:bullmq|@bull-board\/)/,
    by: /^(?:lib\/queues\.ts|workers\/)/,
    why: 'jobs are known to one module',
  },
  {
    of: /^ioredis$/,
    by: /^lib\/(?:queues|redis-connections)\.ts$/,
    why: 'which backend is in use is known to the queues',
  },
  {
    of: /^(?:pg|@prisma\/.*)$/,
    by: /^(?:lib\/(?:db\.ts|store\/|queries\/|auth\/|alerts\/|notify\/)|bin\/supervisor\/store\.ts$)/,
    why: 'only the store touches the database; the supervisor asks whether it answers',
  },
  { of: /^(?:next|react)(?:$|[/-])/, by: /^app\//, why: 'the library knows nothing of the dashboard' },
];

describe('packages', () => {
  test.each(RESERVED)('$of: $why', ({ of, by }) => {
    expect(packages.filter((one) => of.test(one.of) && !by.test(one.file)).map(say)).toEqual([]);
  });
});

/** A statement on the typed client: `db.event.findMany(`, `db.$queryRaw`. */
const STATEMENTS =
  /\bdb\.(?:\$(?!disconnect)|\w+\.(?:find|create|update|delete|upsert|aggregate|groupBy|count))/;

test('only the store, the queries, access and alerts speak to the database', () => {
  const speaking = sources
    .filter((file) => /^(?:lib|workers|app)\//.test(file) && STATEMENTS.test(texts.get(file)!))
    .map(roomOf);
  expect(
    [...new Set(speaking)].filter((room) => !['store', 'queries', 'auth', 'alerts', 'notify'].includes(room)),
  ).toEqual([]);
});

/** No I/O, no clock, no chance, no environment: the same input gives the same answer. */
const PURE =
  /^lib\/(?:mail|formats|providers|classify|webhooks|source-kinds|suppression|alerts\/rules)\/|^lib\/alerts\/(?:state|wilson|spike|cause|muting|prometheus-rules)\.ts$/;
const IMPURE_MODULES =
  /^(?:node:)?(?:fs|net|http|https|http2|dns|tls|dgram|os|process|child_process|worker_threads|timers)(?:\/|$)/;
const IMPURE_WORDS =
  /\bprocess\.|\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bperformance\.now\b|\bfetch\(|\bsetTimeout\(/;

/** Lines of code, with their comments taken away: prose may speak of the clock. */
const code = (file: string): string => texts.get(file)!.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');

describe('purity', () => {
  const pure = sources.filter((file) => PURE.test(file));

  test('covers the rooms that have to be', () => {
    for (const room of ['mail', 'formats', 'providers', 'classify'])
      expect(pure.filter((file) => roomOf(file) === room).length, room).toBeGreaterThan(5);
    expect(pure).toContain('lib/alerts/state.ts');
  });

  test('no I/O, clock, chance or environment', () => {
    expect(packages.filter(({ file, of }) => PURE.test(file) && IMPURE_MODULES.test(of)).map(say)).toEqual(
      [],
    );
    const impure = pure.flatMap((file) => {
      const word = IMPURE_WORDS.exec(code(file))?.[0];
      return word ? [`${file}: ${word}`] : [];
    });
    expect(impure).toEqual([]);
  });

  test('in the library only env.ts reads the environment', () => {
    const readers = sources.filter(
      (file) => /^(?:lib|workers|app)\//.test(file) && /\bprocess\.env\b/.test(code(file)),
    );
    expect(readers).toEqual(['lib/env.ts']);
  });
});

/** Folders of siblings: each is listed in `index.ts` and stands for itself. What several of them are built on is not
 * listed there, and is written down here. */
const SIBLINGS: Record<string, readonly string[]> = {
  'lib/formats': [
    ...['format', 'framing', 'cutter', 'mail-cutter', 'open-record'],
    ...['text-log-parser', 'queue-log-parser', 'line-log-parser'],
    ...['line-parser', 'syslog-prefix', 'timestamps', 'stamp-parts', 'duration', 'fields'],
    ...['recognise-lines', 'relay', 'open-messages', 'stated-codes', 'report', 'record-time'],
    ...['json-lines', 'json-values', 'csv-lines', 'webhook', 'form-body'],
    ...['postfix-answer', 'postfix-attempt', 'exim-delivery', 'haraka-line'],
  ],
  'lib/providers': ['provider'],
  'lib/alerts/rules': [],
  'lib/channels': ['channel', 'notice', 'words', 'post', 'mail-body'],
  'lib/source-kinds': ['source-kind'],
};

describe.each(Object.entries(SIBLINGS))('siblings in %s', (folder, base) => {
  const files = sources.filter((file) => path.posix.dirname(file) === folder && !file.endsWith('/index.ts'));
  const siblings = named(files).filter((name) => !base.includes(name));

  test('never import one another', () => {
    const across = ours.filter(
      ({ file, of }) =>
        files.includes(file) &&
        path.posix.dirname(of) === folder &&
        siblings.includes(path.posix.basename(of)),
    );
    expect(across.map(say)).toEqual([]);
  });

  test('are all in the ordered list, or named here as something to build on', () => {
    const listed = named(ours.filter(({ file }) => file === `${folder}/index.ts`).map(({ of }) => of));
    expect(siblings.filter((name) => !listed.includes(name))).toEqual([]);
  });
});
