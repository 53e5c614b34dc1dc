import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../store/test-store';
import { bounceboard } from './bounceboard';

const FIXTURES = path.join(__dirname, '../fixtures/formats');
const fixture = (name: string): string => path.join(FIXTURES, name);

let folder: string;
let store: TestStore;
beforeAll(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'import-'));
});
afterAll(() => fs.rm(folder, { recursive: true }));
beforeEach(async () => {
  store = await openTestStore();
  return () => store.close();
});

const run = (args: string[], input?: Buffer) =>
  bounceboard(args, { DATABASE_URL: store.databaseUrl, BOUNCEBOARD_DATA: folder }, { input }).ended;

const stored = (): Promise<number> => store.db.event.count();

describe('bounceboard import', () => {
  /** One file of each family; what is stored is what `parse` finds. */
  test.each([
    ['a log', 'postfix.log'],
    ['CSV', 'powermta.csv'],
    ['JSON lines', 'kumomta.jsonl'],
    ['a mail', 'mail-postfix.eml'],
    ['an mbox', 'mail.mbox'],
    ['a complaint', 'mail-complaint.eml'],
    ['a webhook', 'sendgrid.json'],
    ['a journal', 'journald.json'],
  ])('%s: %s', async (_, name) => {
    const { code, err } = await run(['import', '--time-zone', 'UTC', fixture(name)]);
    expect(err).toContain('1 of 1 files');
    expect(code).toBe(0);
    const parsed = await run(['parse', '--time-zone', 'UTC', fixture(name)]);
    expect(await stored()).toBe(parsed.out.split('\n').length - 1);
    expect(await stored()).toBeGreaterThan(0);
  });

  test('files, packed files, folders, a Maildir, patterns and standard input at once, each content once', async () => {
    const put = async (name: string, content: string | Buffer): Promise<void> => {
      await fs.mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await fs.writeFile(path.join(folder, name), content);
    };
    const mail = await fs.readFile(fixture('mail-postfix.eml'));
    await put('logs/deep/exim.log.gz', gzipSync(await fs.readFile(fixture('exim.log'))));
    await put('Maildir/new/1767225600.M1P2.mx', mail);
    await put('Maildir/cur/1767225601.M1P2.mx:2,S', await fs.readFile(fixture('mail-complaint.eml')));
    await put('posted-1.json', await fs.readFile(fixture('sendgrid.json')));
    const words = ['logs', 'Maildir', 'posted-*.json', 'nothing-*.log'].map((word) =>
      path.join(folder, word),
    );
    const args = [...words, fixture('sendmail.log'), '-'];
    const journal = await fs.readFile(fixture('journald.json'));
    const { code, err } = await run(['import', '--time-zone', 'UTC', ...args], journal);
    expect(err).toContain('nothing-*.log: the pattern matches no file');
    expect(err).toContain('6 of 6 files');
    for (const title of ['Exim main log', 'Sendmail', 'SendGrid', 'Bounce mail', 'systemd journal'])
      expect(err).toMatch(new RegExp(`inputs read as .*${title}`, 'i'));
    expect(code).toBe(0);

    const parsed = await run(['parse', '--time-zone', 'UTC', ...args], journal);
    expect(await stored()).toBe(parsed.out.split('\n').length - 1);
    await run(['import', '--time-zone', 'UTC', ...args.slice(0, -1)]);
    expect(await stored()).toBe(parsed.out.split('\n').length - 1);
  });

  test('--format reads an input as told; the table counts outcomes, and reasons with examples', async () => {
    const ses = await run(['import', '--format', 'ses', fixture('ses.json')]);
    expect(ses.err).toMatch(/inputs read as Amazon SES.* 1\n/);
    expect(ses.err).toMatch(/events: bounced +\d/);
    expect(ses.err).toMatch(/records ignored on purpose +\d/);
    const { err } = await run(['import', '--format', 'postfix', fixture('exim.log')]);
    expect(err).toMatch(/ no syslog line +1\n +\S*exim\.log @\d+: nonsense/);
  });

  test.each([
    ['--format', 'morse', 'there is no format "morse"'],
    ['--time-zone', 'Mars/Olympus', 'there is no time zone "Mars/Olympus"'],
  ])('%s %s is a mistake', async (option, value, complaint) => {
    const { code, err } = await run(['import', option, value, fixture('postfix.log')]);
    expect(code).toBe(1);
    expect(err).toContain(complaint);
    expect(await stored()).toBe(0);
  });
});
