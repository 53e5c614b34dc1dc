import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { exim } from '@/lib/formats/exim';
import { readText } from './read-text';

const log = fs.readFileSync(new URL('../fixtures/formats/exim.log', import.meta.url), 'utf8');

describe('Exim', () => {
  const { events, records } = readText(exim, log);
  const of = (recipient: string) => events.filter((event) => event.recipient === recipient);

  test('accounts for every line', () => {
    expect(records).toEqual({ event: 13, context: 3, ignored: 3, unparsed: 1 });
  });

  test('reads every field of a delivery, and joins it with the arrival', () => {
    expect(of('ada@example.org')).toEqual([
      expect.objectContaining({
        at: Date.parse('2026-03-01T10:00:04Z'),
        outcome: 'delivered',
        sender: 'news@example.com',
        queueId: '1rfxyz-00000000Abc-1xYz',
        messageId: '20260301.1@news.example.com',
        mxHost: 'mx1.example.org',
        mxIp: '192.0.2.25',
        statusCode: null,
        diagnostic: '250- 3001 byte chunk, total 3001\n250 OK "id" 1',
        delayMs: 3500,
        sendingIp: '203.0.113.9',
        pool: 'remote_smtp',
      }),
    ]);
  });

  test('counts the time since arrival where the line does not say it', () => {
    expect(of('carl@example.org')).toMatchObject([
      { outcome: 'delivered', delayMs: 3000, mxIp: '192.0.2.25' },
    ]);
  });

  test.each([
    ['bob@example.org', 'bounced', 'mx1.example.org', '550-5.1.1 No such\n550 5.1.1 mailbox here'],
    ['dan@example.net', 'deferred', 'mx.example.net', '451 4.7.1 Greylisted'],
    [
      'fay@example.net',
      'deferred',
      'mx.example.net',
      'Connection timed out: SMTP timeout after initial connection',
    ],
    ['"odd one"@example.org', 'bounced', 'mx1.example.org', '550 5.7.1 Refused'],
    ['hal@example.org', 'bounced', null, 'retry timeout exceeded'],
    ['ivy@example.org', 'deferred', null, 'retry time not reached'],
  ])('%s', (recipient, outcome, mxHost, diagnostic) => {
    expect(of(recipient)).toMatchObject([{ outcome, mxHost, diagnostic }]);
  });

  test('stamps may carry a zone, a fraction and a process id', () => {
    expect(of('dan@example.net')[0]!.at).toBe(Date.parse('2026-03-01T09:00:06Z'));
    expect(of('fay@example.net')[0]!.at).toBe(Date.parse('2026-03-01T10:00:07.250Z'));
    expect(of('fay@example.net')[0]!.mxIp).toBe('2001:db8:25::1');
  });

  test('a local delivery is for the address in angle brackets', () => {
    expect(of('news@example.com')).toMatchObject([
      { outcome: 'delivered', sender: null, pool: 'local_delivery' },
    ]);
    expect(of('filter@example.com')).toMatchObject([{ outcome: 'delivered', pool: 'address_pipe' }]);
  });

  test('reads lines that came through syslog, with and without a stamp of their own', () => {
    expect(of('kim@example.org')).toMatchObject([
      { at: Date.parse('2026-03-01T10:00:15Z'), sender: 'news@example.com' },
    ]);
    expect(of('lea@example.org')).toMatchObject([{ at: Date.parse('2026-03-01T10:00:16Z') }]);
  });

  test('a line that was too long for syslog tells what its beginning tells', () => {
    const line =
      'Mar  1 10:00:15 mail exim[99]: [1/2] 2026-03-01 10:00:14 1l4abe-0001yz-Ad => kim@example.org R=r T=t H=mx.example.org [192.0.2.25] C="250 OK\n' +
      'Mar  1 10:00:15 mail exim[99]: [2/2] and more" QT=2s\n';
    expect(readText(exim, line).events).toMatchObject([
      { at: Date.parse('2026-03-01T10:00:14Z'), recipient: 'kim@example.org', mxIp: '192.0.2.25' },
    ]);
  });

  test('a line that is cut short within an address still ends', () => {
    const line = '2026-03-01 10:00:05 1l4abc-0001yz-Ab => a@b.example R=r T=t H=mx.b.example [192.0.2';
    expect(readText(exim, line).events).toMatchObject([
      { recipient: 'a@b.example', mxHost: null, pool: 't' },
    ]);
  });

  test.each([
    ['=> :blackhole: <a@b.example> R=drop', 'a@b.example', null],
    ['=> discarded <a@b.example> R=userforward', 'a@b.example', null],
    ['=> blackhole (RCPT ACL discarded recipients)', null, null],
    ['=> blackhole (DATA ACL discarded recipients): looks like spam', null, 'looks like spam'],
  ])('what was thrown away on request is no delivery: %s', (words, recipient, diagnostic) => {
    const { events } = readText(exim, `2026-03-01 10:00:05 1l4abc-0001yz-Ab ${words}\n`);
    expect(events).toMatchObject([{ outcome: 'discarded', recipient, diagnostic, mxHost: null }]);
  });

  test.each(['blackhole@example.org', 'discarded@example.org'])('somebody may be called %s', (recipient) => {
    const line = `2026-03-01 10:00:05 1l4abc-0001yz-Ab => ${recipient} R=r T=t H=mx.example.org [192.0.2.25]\n`;
    expect(readText(exim, line).events).toMatchObject([{ outcome: 'delivered', recipient }]);
  });

  test('what -N kept from being delivered is nothing', () => {
    expect(of('gus@example.org')).toEqual([]);
  });
});
