import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IDENTITY_BYTES, identityHash, TailHash } from '@/lib/sources/file-look';

test('is the hash of the bytes before the position, wherever chunks end and however much is held', () => {
  const pieces = fc.array(
    fc.tuple(fc.integer({ min: 1, max: 5_000 }), fc.double({ min: 0, max: 1, noNaN: true })),
    {
      minLength: 1,
      maxLength: 12,
    },
  );
  fc.assert(
    fc.property(pieces, fc.boolean(), (given, toTheEnd) => {
      const content = Buffer.from(Array.from({ length: 60_000 }, (_, n) => (n * 7919) >> 3));
      const tail = new TailHash();
      let [end, position] = [0, 0];
      for (const [length, moves] of given) {
        const from = end;
        end += length;
        // It stays where it is, or comes to lie in the newest chunk.
        if (moves > 0.5) position = from + Math.floor((moves - 0.5) * 2 * length);
        tail.push(content.subarray(from, end), end - position);
      }
      const at = toTheEnd ? end : position;
      const expected = content.subarray(Math.max(0, at - IDENTITY_BYTES), at);
      expect(tail.at(end - at)).toBe(identityHash(expected));
    }),
  );
});
