import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LONGEST_MESSAGE, SyslogFraming } from '@/lib/sources/syslog-framing';

function framed(chunks: readonly (string | Buffer)[], inOrder = true) {
  const messages: string[] = [];
  const lost: [bytes: number, reason: string][] = [];
  const framing = new SyslogFraming({
    message: (message) => messages.push(message.toString('latin1')),
    lost: (bytes, reason) => lost.push([bytes, reason]),
  });
  for (const chunk of chunks) framing.push(Buffer.from(chunk as string, 'latin1'));
  framing.end(inOrder);
  return { messages, lost };
}

const CASES: readonly [what: string, bytes: string, messages: string[]][] = [
  ['lines', '<22>one\n<22>two\n', ['<22>one', '<22>two']],
  ['lines that end in CR LF, and in NUL LF', '<22>one\r\n<22>two\0\n', ['<22>one', '<22>two']],
  ['empty lines between', '\n\n<22>one\n\n', ['<22>one']],
  // RFC 6587 §3.4.1; rsyslog's `TCP_Framing="octet-counted"`.
  ['octet counting', '7 <22>one7 <22>two', ['<22>one', '<22>two']],
  ['octet counting, and a line end that was counted', '8 <22>one\n8 <22>two\n', ['<22>one', '<22>two']],
  ['a line end within a counted message', '11 <22>one\ntwo', ['<22>one#012two']],
  ['both in one connection', '7 <22>one<22>two\n7 <22>one', ['<22>one', '<22>two', '<22>one']],
  ['a line that begins with a number', '2026-01-05 x\n17 x\n1\n', ['2026-01-05 x', '17 x', '1']],
  ['a last line without an end', '<22>one\n<22>two', ['<22>one', '<22>two']],
  ['a number alone', '12', ['12']],
];

describe('a connection is cut into messages', () => {
  test.each(CASES)('%s', (_, bytes, messages) => {
    expect(framed([bytes])).toEqual({ messages, lost: [] });
  });

  test.each(CASES)('%s, byte by byte', (_, bytes, messages) => {
    expect(framed([...bytes])).toEqual({ messages, lost: [] });
  });

  test('whatever the messages, their framing and the chunks', () => {
    const message = fc.string({ unit: fc.constantFrom('a', '7', ' ', '<', '\n', '\\'), maxLength: 40 });
    const frame = fc.record({ text: message.map((text) => `<22>${text}x`), counted: fc.boolean() });
    const cuts = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 8 }), cuts, (frames, lengths) => {
        const line = (text: string) => text.replaceAll('\n', '#012');
        let bytes = '';
        for (const { text, counted } of frames)
          bytes += counted ? `${text.length} ${text}` : `${line(text)}\n`;
        const chunks: string[] = [];
        for (let at = 0, n = 0; at < bytes.length; n++) {
          const length = lengths[n % lengths.length]!;
          chunks.push(bytes.slice(at, at + length));
          at += length;
        }
        expect(framed(chunks)).toEqual({ messages: frames.map(({ text }) => line(text)), lost: [] });
      }),
    );
  });
});

describe('what does not come in one piece is told of', () => {
  test.each([
    ['a line whose connection broke', '<22>one\n<22>tw', false, 6],
    ['a counted message whose connection broke', '7 <22>one9 <22>tw', false, 6],
    ['a counted message that was not sent to its end', '7 <22>one9 <22>tw', true, 6],
  ])('%s', (_, bytes, inOrder, lost) => {
    expect(framed([bytes], inOrder)).toEqual({
      messages: ['<22>one'],
      lost: [[lost, 'a connection ended in the middle of a message']],
    });
  });

  test.each([
    ['lines', (text: string) => `${text}\n`],
    ['octet counting', (text: string) => `${text.length} ${text}`],
  ])('the end of a message that is too long, by %s', (_, frame) => {
    const long = `<22>${'x'.repeat(3 * LONGEST_MESSAGE)}`;
    const bytes = frame(long) + frame('<22>next');
    const chunks = bytes.match(/.{1,5000}|\n/g)!;
    const { messages, lost } = framed(chunks);
    expect(messages).toEqual([long.slice(0, LONGEST_MESSAGE), '<22>next']);
    expect(lost).toEqual([
      [long.length - LONGEST_MESSAGE, 'a message is longer than 64 kB: its end was cut off'],
    ]);
  });
});
