import { describe, expect, test } from 'vitest';
import { decodeTransfer } from '@/lib/formats/mail/transfer-encoding';
import { parseBytes } from './parse-mail';

const HEAD = 'From: MAILER-DAEMON@mx.example\nTo: bounces@return.example\nMIME-Version: 1.0\n';
const REPORT = `${HEAD}Content-Type: multipart/report; boundary=b\n\n`;
const status = (recipients: number, first = 0) =>
  `--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n${Array.from(
    { length: recipients },
    (_, n) => `\nFinal-Recipient: rfc822; u${first + n}@example.com\nAction: failed\nStatus: 5.1.1\n`,
  ).join('')}\n`;
const nested = (deep: number, inner: string) =>
  `${HEAD}${Array.from({ length: deep }, (_, n) => `Content-Type: multipart/mixed; boundary=n${n + 10_000}\n\n--n${n + 10_000}\n`).join('')}${inner}`;
/** Every part of six levels holds twenty: 64 million, in as many bytes as fit. */
const fanned = (level: number): string =>
  level > 4
    ? 'x\n'
    : `Content-Type: multipart/mixed; boundary=L${level}\n\n${`--L${level}\n${fanned(level + 1)}`.repeat(20)}`;

/** What a mail is made of, how many events may come of it, and what the operator is told. */
const BOMBS: [what: string, mail: () => string, events: number, told: string | null][] = [
  [
    '50,000 statuses',
    () => REPORT + Array.from({ length: 50_000 }, (_, n) => status(1, n)).join(''),
    256,
    'more than 256 parts',
  ],
  // What is nested deeper is read as text, in which one status stands.
  ['10,000 levels', () => nested(10_000, status(1)), 1, 'parts nested more than 8 deep'],
  ['160,000 parts within parts', () => HEAD + fanned(1), 0, 'more than 256 parts'],
  ['12,000 recipients', () => REPORT + status(12_000), 10_000, 'more than 10000 recipients'],
  [
    'recipients in many statuses',
    () => REPORT + Array.from({ length: 20 }, (_, n) => status(1_000, n * 1_000)).join(''),
    10_000,
    'more than 10000 recipients',
  ],
  [
    'a million header fields',
    () => `${HEAD}${'a:\n'.repeat(1_000_000)}\nbody`,
    0,
    'more than 100000 lines of fields',
  ],
  [
    'a document of 30 MB',
    () => `${HEAD}\n{${'"a":['.repeat(6_000_000)}}`,
    0,
    'a document of more than 1048576 bytes',
  ],
  ['one header line of 30 MB', () => `${HEAD}X-Long: ${'x'.repeat(30 << 20)}\n\nbody`, 0, null],
  [
    'base64 of 20 MB',
    () =>
      `${HEAD}Content-Transfer-Encoding: base64\n\n${Buffer.alloc(20 << 20, '550 5.1.1 ').toString('base64')}`,
    0,
    null,
  ],
  [
    'a mail in a mail, 1,000 deep',
    () => `${HEAD}${'Content-Type: message/rfc822\n\n'.repeat(1_000)}x`,
    0,
    null,
  ],
  [
    'a boundary of a megabyte',
    () =>
      `${HEAD}Content-Type: multipart/mixed; boundary="${'b'.repeat(1 << 20)}"\n\n--${'b'.repeat(1 << 20)}\n\nx`,
    0,
    null,
  ],
  ['comments that never end', () => `${HEAD}Content-Type: text/html\n\n${'<!--'.repeat(1 << 20)}`, 0, null],
];

test.each(BOMBS)('%s: little comes of it, and it is said what was left', (_, make, events, told) => {
  const output = parseBytes(make());
  expect(output.events).toHaveLength(events);
  if (told === null) expect(output.records).toMatchObject({ unparsed: 0, ignored: 1 });
  else {
    expect(output.records).toEqual({ event: 0, context: 0, ignored: 0, unparsed: 1 });
    expect(output.unparsed[0]?.reason).toBe(`read in part: ${told}`);
    expect(output.unparsed[0]?.text.length).toBeLessThanOrEqual(512);
  }
});

describe('the control: what real servers send is far from any bound', () => {
  test.each([
    ['200 statuses', () => REPORT + Array.from({ length: 200 }, (_, n) => status(1, n)).join(''), 200],
    ['1,000 recipients', () => REPORT + status(1_000), 1_000],
    ['six levels', () => nested(6, `Content-Type: multipart/report; boundary=b\n\n${status(1)}`), 1],
  ])('%s', (_, make, events) => {
    const output = parseBytes(make());
    expect(output.events).toHaveLength(events);
    expect(output.records).toEqual({ event: 1, context: 0, ignored: 0, unparsed: 0 });
  });
});

test.each([
  ['caf=C3=A9 =\nau lait', 'caf\xc3\xa9 au lait'],
  ['blank before a break = \t\nhere', 'blank before a break here'],
  ['blank at the end \t \nof a line=20\nand of the text  ', 'blank at the end\nof a line \nand of the text'],
  ['no code: =G1 = =4', 'no code: =G1 = =4'],
  ['=0D=0A=0d', '\n\n'],
])('quoted-printable: %j', (body, text) => {
  expect(decodeTransfer(body, 'Quoted-Printable')).toBe(text);
});
