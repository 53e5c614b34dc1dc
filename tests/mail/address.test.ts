import { expect, it } from 'vitest';
import { domainOf } from '@/lib/mail/address';

it('finds the domain of an address', () => {
  expect(domainOf('User@Example.COM')).toBe('example.com');
  expect(domainOf('"a@b"@example.org.')).toBe('example.org');
  expect(domainOf('<user@example.net>')).toBe('example.net');
  expect(domainOf('postmaster')).toBeNull();
  expect(domainOf('user@')).toBeNull();
});
