import { expect, test } from 'vitest';
import { RelayMemory, readRelay } from '@/lib/formats/relay';

test('a relay that is known is the same object, and what is remembered is bounded', () => {
  const memory = new RelayMemory();
  const written = 'MX.example.org.[192.0.2.1]:25';
  expect(memory.find(written)).toBeUndefined();
  const relay = memory.read(written);
  expect(relay).toEqual(readRelay(written));
  expect(memory.find(`${written}`)).toBe(relay);
  for (let n = 0; n < 5000; n++) memory.read(`mx${n}.example.org[192.0.2.2]:25`);
  expect(memory.find(written)).toBeUndefined();
  expect(memory.read(written)).toEqual({ mxHost: 'mx.example.org', mxIp: '192.0.2.1' });
});
