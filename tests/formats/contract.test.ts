import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { FORMATS, recogniseFormat } from '@/lib/formats/index';
import { formatContract } from './contract';

/** `fixtures/formats/postfix.log`, or several: `postfix-long-ids.log`. */
const FOLDER = path.join(__dirname, '../fixtures/formats');
const FIXTURES = fs
  .readdirSync(FOLDER)
  .map((name) => ({ name, content: fs.readFileSync(path.join(FOLDER, name)) }));

/** A fixture belongs to the format with the longest id that its name begins with. */
function ownerOf(name: string): string | undefined {
  return FORMATS.map(({ id }) => id)
    .filter((id) => name === id || name.startsWith(`${id}.`) || name.startsWith(`${id}-`))
    .sort((a, b) => b.length - a.length)[0];
}

for (const format of FORMATS) {
  const own = FIXTURES.filter(({ name }) => ownerOf(name) === format.id).map(({ content }) => content);
  const others = FIXTURES.filter(({ name }) => ownerOf(name) !== format.id).map(({ content }) => content);
  formatContract(format, own, others);
}

describe('recogniseFormat', () => {
  test.each(FIXTURES.map(({ name, content }) => [name, content] as const))('%s', (name, content) => {
    expect(recogniseFormat(content.subarray(0, 65_536)).format?.id).toBe(ownerOf(name));
  });

  test('says whom it considered where nobody knows the input', () => {
    expect(recogniseFormat(Buffer.from('once upon a time\nthere was a log\n'))).toEqual({
      format: null,
      candidates: [],
    });
  });
});
