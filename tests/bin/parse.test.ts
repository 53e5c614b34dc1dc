import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { run } from '@/bin/commands/parse';

const FIXTURES = path.join(__dirname, '../fixtures/formats');
const LINE =
  'Jan  5 00:00:11 relay1 postfix/smtp[1]: 4C1234ABCD: to=<a@example.org>, relay=mx.example.org[192.0.2.1]:25, delay=1.2, delays=0/0/1/0.2, dsn=5.1.1, status=bounced (host mx.example.org[192.0.2.1] said: 550 5.1.1 User unknown (in reply to RCPT TO command))\n';

let folder: string;
beforeAll(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'parse-'));
});
afterAll(() => fs.rm(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

async function file(name: string, content: string | Buffer): Promise<string> {
  const full = path.join(folder, name);
  await fs.mkdir(path.dirname(full), { recursive: true });
  await fs.writeFile(full, content);
  await fs.utimes(full, new Date('2026-02-01T00:00:00Z'), new Date('2026-02-01T00:00:00Z'));
  return full;
}

async function parse(...args: string[]) {
  const written = { out: '', err: '' };
  vi.spyOn(process.stdout, 'write').mockImplementation((text, done?: unknown) => {
    written.out += text;
    if (typeof done === 'function') done();
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written.err += text;
    return true;
  });
  const code = await run(['--time-zone', 'UTC', ...args]);
  vi.restoreAllMocks();
  const lines = written.out.split('\n').filter(Boolean);
  return { code, events: lines.map((line) => JSON.parse(line)), lines, err: written.err };
}

describe('bounceboard parse', () => {
  test('writes an event a line, with its verdict, in an order that is fixed', async () => {
    const log = await file('one.log', LINE);
    const { code, lines } = await parse(log);
    expect(code).toBe(0);
    expect(lines).toHaveLength(1);
    const event = JSON.parse(lines[0]!);
    expect(event).toMatchObject({
      file: log,
      at: '2026-01-05T00:00:11.000Z',
      outcome: 'bounced',
      recipient: 'a@example.org',
      sender: null,
      mxHost: 'mx.example.org',
      replyCode: 550,
      statusCode: '5.1.1',
      diagnostic: '550 5.1.1 User unknown',
      category: 'invalid-address',
      bounceType: 'hard',
    });
    expect(Object.keys(event)).toEqual(
      'file at outcome recipient sender queueId messageId mxHost mxIp replyCode statusCode diagnostic feedbackType reportedDomain delayMs sendingIp pool campaign customer eventId provider category bounceType action enforcement rule'.split(
        ' ',
      ),
    );
  });

  test('a delivery has no category', async () => {
    const log = await file(
      'sent.log',
      LINE.replace(/dsn=.*/, 'dsn=2.0.0, status=sent (delivered to maildir)'),
    );
    expect((await parse(log)).events).toMatchObject([
      { outcome: 'delivered', category: null, bounceType: null, action: null },
    ]);
  });

  test('bad inputs are named and never stop the others', async () => {
    const good = await file('good.log', LINE);
    const whole = gzipSync(LINE.repeat(5000));
    const inputs = [
      await file('empty.log', ''),
      await file('garbage.bin', Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256))),
      path.join(folder, 'missing.log'),
      await file('cut.log.gz', whole.subarray(0, whole.length - 20)),
      good,
    ];
    const { code, events, err } = await parse(...inputs);
    expect(code).toBe(0);
    expect(events.filter((event) => event.file === good)).toHaveLength(1);
    expect(events.filter((event) => event.file === inputs[3]).length).toBeGreaterThan(1000);
    expect(err).toContain('empty.log: is empty');
    expect(err).toContain('garbage.bin: is in no format that is known here');
    expect(err).toContain('missing.log: ');
    expect(err).toContain('cut.log.gz: is damaged or cut off');
  });

  test('fails where every input fails', async () => {
    expect((await parse(await file('empty.log', ''))).code).toBe(1);
  });

  test('reads folders and patterns, packed files, and what nobody writes: NULs, bad UTF-8, ten megabytes a line', async () => {
    await file('logs/a.log', LINE);
    await file('logs/deep/b.log.gz', gzipSync(LINE));
    await file(
      'logs/deep/c.log',
      Buffer.concat([
        Buffer.from(LINE),
        Buffer.alloc(10_000_000, 0),
        Buffer.from(`\n\xff\n${LINE}`, 'latin1'),
      ]),
    );
    const { code, events } = await parse(path.join(folder, 'logs'));
    expect(code).toBe(0);
    expect(events.map((event) => path.relative(folder, event.file)).sort()).toEqual([
      'logs/a.log',
      'logs/deep/b.log.gz',
      'logs/deep/c.log',
      'logs/deep/c.log',
    ]);
    expect((await parse(path.join(folder, 'logs/**/*.log'))).events).toHaveLength(3);
  });

  test('--format reads an input as told, --summary counts what was read', async () => {
    const { events, err } = await parse(
      '--format',
      'postfix',
      '--summary',
      path.join(FIXTURES, 'postfix.log'),
    );
    expect(events).toHaveLength(10);
    expect(err).toMatch(/events: bounced +4/);
    expect(err).toMatch(/records that gave events +9/);
    expect(err).toMatch(/ no syslog line +1\n +\S*postfix\.log @\d+: /);
  });

  test.each([[['--format', 'morse', 'x']], [['--time-zone', 'Mars/Olympus', 'x']], [[]]])(
    '%j is a mistake',
    async (args) => {
      expect((await parse(...args)).code).toBe(2);
    },
  );
});
