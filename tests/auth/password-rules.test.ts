import fc from 'fast-check';
import { expect, test } from 'vitest';
import { COMMON_WORDS } from '@/lib/auth/common-words';
import { hashPassword, isPassword } from '@/lib/auth/password';
import { faultOfPassword, PASSWORD_LENGTH } from '@/lib/auth/password-rules';

const NAME = 'ada.lovelace@relay.example';

test.each([
  // The longest of the hundred commonest of the published lists, and what people make of them to satisfy rules.
  ...[
    'password1234',
    'Password1234!',
    'P@ssw0rd1234',
    'passwordpassword',
    'PASSWORD-2026',
    'p4$$w0rdp4$$w0rd',
  ],
  ...['123456789012', '1234567890123456', '111111111111', '121212121212', '112233445566', '098765432109'],
  ...['qwertyuiop12', 'qwertyuiopasdfghjkl', 'asdfghjkl;123', '1q2w3e4r5t6y', '1qaz2wsx3edc', 'qazwsxedcrfv'],
  ...['zxcvbnmasdfghjkl', 'abcdefghijkl', 'abcdefgh1234', 'aaaaaaaaaaaa', 'abababababab'],
  ...[
    'iloveyou1234',
    'ILoveYou2026!',
    'letmein12345',
    'letmeinletmein',
    'welcome12345',
    'Welcome@2026',
    'changeme1234',
  ],
  ...[
    'football1234',
    'Liverpool1892',
    'manchester2026',
    'dragon123456',
    'monkey123456',
    'superman1234',
    'princess1234',
  ],
  ...[
    'Summer2026!!',
    'Winter-2026!',
    'January12026',
    'michael12345',
    'correct horse battery staple',
    'TrustNo1TrustNo1',
    'trustnoone12',
  ],
  ...[
    'adminadmin12',
    'administrator',
    'administrator1',
    'Admin12345678',
    'root12345678',
    'postgres1234',
    'starwars1977',
  ],
  ...[
    'bounceboard1',
    'Bounceboard2026',
    'postfix-postfix',
    'lovelace2026!',
    'relay-lovelace-1',
    '2026-11-21-2026',
    '+4915112345678',
  ],
])('is among the first that are tried: %s', (password) => {
  expect(faultOfPassword(password, NAME)).toMatch(/first that are tried/);
});

test.each([
  ...['walnut ferry 92 quilt', 'kX9#mq2!vLp7', 'seventeen violins whistle', 'Ümläutige Nächte!'],
  ...['пароль из трёх слов', '一二三四五六七八九十百千', 'the-moss-remembers'],
])('is good: %s', (password) => {
  expect(faultOfPassword(password, NAME)).toBeNull();
});

test('length is counted in characters, whichever keyboard wrote them', () => {
  expect(faultOfPassword('kX9#mq2!vLp', NAME)).toBe('at least 12 characters; this has 11');
  expect(faultOfPassword('k🎈9#mq2!vLp', NAME)).toBe('at least 12 characters; this has 11');
  expect(faultOfPassword('xk'.repeat(128) + 'z'.repeat(1), NAME)).toBe(
    'at most 256 characters; this has 257',
  );
});

test('no generated password of twelve characters is refused', () => {
  const random = fc.array(fc.constantFrom(...'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789-_'), {
    minLength: 16,
    maxLength: 40,
  });
  fc.assert(
    fc.property(random, (signs) => {
      fc.pre(new Set(signs.map((sign) => sign.toLowerCase())).size > 6);
      const letters = signs.filter((sign) => /[a-z]/i.test(sign));
      fc.pre(letters.length > 8);
      return faultOfPassword(signs.join(''), NAME) === null;
    }),
    { seed: 7, numRuns: 500 },
  );
});

test('any text at all is answered quickly', () => {
  for (const word of ['a', 'i', 'password', 'love']) {
    expect(
      faultOfPassword(word.repeat(PASSWORD_LENGTH.max).slice(0, PASSWORD_LENGTH.max), NAME),
    ).not.toBeNull();
  }
  expect(faultOfPassword(`${'iloveyouandme'.repeat(18)}x`, NAME)).toBeNull();
  expect(COMMON_WORDS.size).toBeGreaterThan(1_800);
});

test('a password is kept as Argon2id and found again, however its accents were typed', async () => {
  const kept = await hashPassword('Ümläutige Nächte!');
  expect(kept).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await hashPassword('Ümläutige Nächte!')).not.toBe(kept);
  expect(await isPassword('Ümläutige Nächte!'.normalize('NFD'), kept)).toBe(true);
  expect(await isPassword('Ümläutige Nächte', kept)).toBe(false);
});

test('nobody’s password is never right, not even the one that is compared instead', async () => {
  expect(await isPassword('nobody’s', null)).toBe(false);
  expect(await isPassword('', null)).toBe(false);
});
