import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Framing, recordAt } from '@/lib/sources/record-at';

/** Any content, in chunks of any length. */
const inChunks = (content: Buffer, length: number) =>
  async function* read(from: number): AsyncGenerator<Buffer> {
    for (let at = from; at < content.length; at += length)
      yield content.subarray(at, Math.min(at + length, content.length));
  };

async function textAt(content: string, position: number, framing: Framing, length = 7) {
  const record = await recordAt(inChunks(Buffer.from(content), length), position, framing);
  return record?.bytes.toString() ?? null;
}

describe('the record at a position', () => {
  test.each<[string, Framing, string, number, string | null]>([
    ['the first line', 'lines', 'one\ntwo\nthree\n', 0, 'one'],
    ['the beginning of a line', 'lines', 'one\ntwo\nthree\n', 4, 'two'],
    ['the third recipient of a line', 'lines', 'one\ntwo\nthree\n', 6, 'two'],
    ['a line without its end', 'lines', 'one\ntwo', 4, 'two'],
    ['what lies behind the end', 'lines', 'one\n', 9, null],
    ['the first mail', 'mails', 'From a\nx: 1\n\nFrom b\ny: 2\n', 0, 'From a\nx: 1\n'],
    ['the second mail', 'mails', 'From a\nx: 1\n\nFrom b\ny: 2\n', 13, 'From b\ny: 2\n'],
    ['its second recipient', 'mails', 'From a\nx: 1\n\nFrom b\ny: 2\n', 14, 'From b\ny: 2\n'],
    ['a mail by itself', 'mails', 'Subject: x\n\ntext\n', 1, 'Subject: x\n\ntext\n'],
    ['a document, whatever the position', 'document', '[{"a": 1}, {"b": 2}]', 11, '[{"a": 1}, {"b": 2}]'],
  ])('%s', async (_, framing, content, position, expected) => {
    expect(await textAt(content, position, framing)).toBe(expected);
  });

  test('every line is found by each of its bytes, wherever chunks end', async () => {
    const lines = fc.array(fc.stringMatching(/^[ -~]{1,20}$/), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(lines, fc.integer({ min: 1, max: 9 }), async (all, length) => {
        const content = `${all.join('\n')}\n`;
        let start = 0;
        for (const line of all) {
          for (const at of [start, start + line.length - 1])
            expect(await textAt(content, at, 'lines', length)).toBe(line);
          start += line.length + 1;
        }
      }),
      { numRuns: 50 },
    );
  });

  test('what nobody would read to its end is cut, and says so', async () => {
    const content = Buffer.alloc(200_000, 'x');
    const record = await recordAt(inChunks(content, 4096), 10, 'lines');
    expect([record?.bytes.length, record?.isCut]).toEqual([65_536, true]);
  });
});
