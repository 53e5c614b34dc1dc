import { describe, expect, test } from 'vitest';
import { type Format, type Framing, parseOutput } from '@/lib/formats/format';
import { RecordReader } from '@/lib/formats/framing';

const CONTEXT = { referenceTime: 0, timeZone: 'UTC' };

/** A format that only notes what it is fed with. */
function spy(framing: Framing) {
  const blocks: { offset: number; text: string }[] = [];
  const format: Format = {
    id: 'spy',
    title: 'Spy',
    framing,
    recognise: () => 0,
    open: () => ({
      parse: (block, offset) => blocks.push({ offset, text: block.toString('latin1') }),
      save: () => 'state',
    }),
  };
  return { format, blocks };
}

function feed(framing: Framing, chunks: (string | Buffer)[]) {
  const { format, blocks } = spy(framing);
  const output = parseOutput();
  const reader = new RecordReader(format, CONTEXT);
  const positions = chunks.map((chunk) => {
    reader.push(Buffer.from(chunk), output);
    return reader.position;
  });
  reader.finish(output);
  return { blocks, positions, output };
}

describe('lines', () => {
  test('a block holds whole lines, and the position is where the first incomplete one begins', () => {
    const { blocks, positions } = feed('lines', ['ab', 'c\nde\nf', 'g', '\n', 'h']);
    expect(blocks).toEqual([
      { offset: 0, text: 'abc\n' },
      { offset: 4, text: 'de\n' },
      { offset: 7, text: 'fg\n' },
      { offset: 10, text: 'h' },
    ]);
    expect(positions).toEqual([0, 7, 7, 10, 10]);
  });

  test.each([1 << 16, 1 << 22, 1 << 25])(
    'a line of ten megabytes is counted and left out, in chunks of %i',
    (size) => {
      const input = Buffer.concat([
        Buffer.from('one\n'),
        Buffer.alloc(10_000_000, 'x'),
        Buffer.from('\ntwo\n'),
      ]);
      const chunks = Array.from({ length: Math.ceil(input.length / size) }, (_, i) =>
        input.subarray(i * size, (i + 1) * size),
      );
      const { blocks, output } = feed('lines', chunks);
      expect(blocks.map(({ text }) => text).join('')).toBe('one\ntwo\n');
      expect(blocks.at(-1)).toMatchObject({ offset: 10_000_005 });
      expect(output.records.unparsed).toBe(1);
      expect(output.unparsed).toEqual([{ offset: 4, reason: 'too long', text: 'x'.repeat(512) }]);
    },
  );
});

describe('mails', () => {
  test('an input that is no mbox is one mail', () => {
    const mail = 'Subject: x\n\nhello\n\nFrom here on it is body\n';
    expect(feed('mails', [mail.slice(0, 3), mail.slice(3)]).blocks).toEqual([{ offset: 0, text: mail }]);
  });

  test('an mbox is cut at its separators, wherever the chunks are cut', () => {
    const mails = [
      'From a@b Thu Jan  1 10:00:00 2026\nSubject: x\n\nhello\nFrom within\n\nFrom here on\nit is body\n\n',
      'From b@c Fri Jan  2 10:00:00 2026\r\n\r\n>From\r\nFrom b:\r\nc: d\r\n\r\n',
      'From c\nTo: x\n\nno empty line below\n',
      'From d@e Sat Jan  3 10:00:00 2026\n>From e@f Sat Jan  3 09:59:59 2026\nTo: y\n\nx\r',
      'From f@g Sat Jan  3 10:00:00 2026\rTo: y\r\rFrom nobody:\rx\r\r',
      'From h@i Sat Jan  3 10:00:00 2026\rTo: y\r\rx',
    ];
    const input = mails.join('');
    for (let size = 1; size <= input.length; size++) {
      const chunks = input.match(new RegExp(`[^]{1,${size}}`, 'g'))!;
      expect(
        feed('mails', chunks).blocks.map(({ text }) => text),
        `by ${size}`,
      ).toEqual(mails);
    }
    const offsets = mails.map((_, n) => mails.slice(0, n).join('').length);
    expect(feed('mails', [input]).blocks.map(({ offset }) => offset)).toEqual(offsets);
  });
});

describe('documents', () => {
  test('a document is one block', () => {
    expect(feed('document', ['{"a"', ':1}\n']).blocks).toEqual([{ offset: 0, text: '{"a":1}\n' }]);
  });

  test('a document above the limit is counted and left out', () => {
    const chunk = Buffer.alloc(8 << 20, 'x');
    const { blocks, output } = feed('document', [chunk, chunk, chunk, chunk, chunk]);
    expect(blocks).toEqual([]);
    expect(output.records.unparsed).toBe(1);
  });

  test('nothing is no document', () => {
    expect(feed('document', [])).toMatchObject({ blocks: [], output: { records: { unparsed: 0 } } });
  });
});
