import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AddressHash, hashText } from '@/lib/store/address-hash';

test('a hash is the same in two halves, as bytes and as PostgreSQL writes it', () => {
  const hash = new AddressHash('key');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (value) => {
      const digest = createHash('sha256').update(`key${value.toLowerCase()}`).digest();
      const halves = hash.halvesOf(value)!;
      expect(hash.of(value)).toEqual(digest.subarray(0, 8));
      expect(halves).toEqual({ high: digest.readInt32BE(0), low: digest.readInt32BE(4) });
      expect(hashText(halves)).toBe(String(digest.readBigInt64BE()));
    }),
  );
  expect(hash.halvesOf(null)).toBeNull();
});
