import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskAddress, redactAddresses } from '@/lib/mail/masked-address';

describe('an address within words is masked', () => {
  test.each([
    ['<jane@example.org>: User unknown', '<j***@example.org>: User unknown'],
    ['to=<jane@example.org>, relay=mx.example.org', 'to=<j***@example.org>, relay=mx.example.org'],
    ['rcpt_to=jane@example.org', 'rcpt_to=j***@example.org'],
    ['orig_to=jane.doe@example.org', 'orig_to=j***@example.org'],
    ['"jane doe"@example.org is unknown', '"***"@example.org is unknown'],
    ["for 'jane@example.org'", "for 'j***@example.org'"],
    ["<o'neil@example.org>", '<o***@example.org>'],
    ['jane@[192.0.2.1] is unknown', 'j***@[192.0.2.1] is unknown'],
    ['rfc822;jane=40example.org', 'rfc822;j***=40example.org'],
    ['email=jane%40example.org&x=1', 'email=j***%40example.org&x=1'],
    ['{"to":"jane\\u0040example.org"}', '{"to":"j***\\u0040example.org"}'],
    ['mailto:jane&#64;example.org', 'mailto:j***&#64;example.org'],
    ['from=<bounce+jane=example.org@news.example>', 'from=<b***@news.example>'],
    ['from=<bounce+"jane x"=example.org@news.example>', 'from=<bounce+"***"=***@news.example>'],
    ['from=<SRS0=HHHH=TT=example.org=jane@fwd.example>', 'from=<S***@fwd.example>'],
    ['from=<prvs=1234=jane@example.org>', 'from=<prvs=1234=j***@example.org>'],
    ['jürgen@bücher.example', 'j***@bücher.example'],
    ['用户@例子.example', '用***@例子.example'],
  ])('%s', (text, masked) => expect(redactAddresses(text)).toBe(masked));
});

test('what is no address stays', () => {
  for (const text of [
    '550 5.1.1 User unknown',
    'at 3 @ noon',
    'host=mx.example.org[192.0.2.1]',
    'a=40b',
    '100%40',
  ])
    expect(redactAddresses(text)).toBe(text);
});

const local = fc.stringMatching(/^[a-z][a-z0-9!#$%&*/?^_|~+.-]{4,30}[a-z0-9]$/);
const domain = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}[a-z0-9]\.example$/);
/** Ways in which servers write a recipient. */
const WRITTEN = [
  (address: string) => `<${address}>: User unknown`,
  (address: string) => `550 5.1.1 ${address}... no such user`,
  (address: string) => `to=${address} failed`,
  (address: string) => `"${address.split('@')[0]} x"@${address.split('@')[1]} failed`,
  (address: string) => `from=<bounce+${address.replace('@', '=')}@news.example>`,
  (address: string) => `from=<SRS0=HH=TT=${address.split('@')[1]}=${address.split('@')[0]}@fwd.example>`,
  (address: string) => `${address}@gateway.example`,
];

test('whatever the address, and wherever it stands, its local part is nowhere', () => {
  fc.assert(
    fc.property(local, domain, fc.constantFrom(...WRITTEN), (name, of, write) => {
      const masked = redactAddresses(write(`${name}@${of}`));
      expect(masked).not.toContain(name);
    }),
    { numRuns: 60 },
  );
});

/** The same said by one expression, which is plain, and costs 256 times as much where no sign follows. */
const PLAIN = /[^\s<>()[\]{},;:"@=']{1,256}@(?:[\w.\u0080-\uffff-]+|\[[\w.:]{2,64}\])/g;

test('addresses are found where the plain expression finds them', () => {
  const unit = fc.constantFrom(
    'a',
    'B',
    'é',
    '@',
    '.',
    ' ',
    '<',
    '>',
    '[',
    '1',
    ']',
    '-',
    ':',
    '\n',
    '\ud83d',
  );
  const text = fc.array(fc.oneof(unit, fc.constant('x'.repeat(255)), fc.constant('example.org')), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(text, (units) => {
      const given = units.join('');
      expect(redactAddresses(given)).toBe(given.replace(PLAIN, maskAddress));
    }),
    { numRuns: 1_000 },
  );
});

test('masking again changes nothing, and long words cost no more than their length', () => {
  const once = redactAddresses('<jane@example.org> <bounce+jane=example.org@news.example> "a b"@example.org');
  expect(redactAddresses(once)).toBe(once);
  const long = `${'a='.repeat(10_000)}@`;
  expect(redactAddresses(long).length).toBeGreaterThan(0);
});

test('a mask keeps the first letter and the domain', () => {
  expect(maskAddress('Jane.Doe@Example.ORG')).toBe('J***@example.org');
  expect(maskAddress('j@example.org')).toBe('***@example.org');
});
