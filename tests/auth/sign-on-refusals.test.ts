import { expect, test } from 'vitest';
import { codeOfRefusal, refusalInWords, SIGN_ON_REFUSALS } from '@/lib/auth/sign-on-refusals';

test('each refusal has a code, and the code its words', () => {
  for (const [code, words] of Object.entries(SIGN_ON_REFUSALS)) {
    expect(codeOfRefusal(words)).toBe(code);
    expect(refusalInWords(code)).toBe(words);
  }
});

test('what is in an address says nothing of its own', () => {
  for (const code of [
    'Your password has expired: call 555-0100',
    'toString',
    '__proto__',
    '',
    ['late'],
    undefined,
  ])
    expect(refusalInWords(code)).toBeNull();
  expect(codeOfRefusal('there is an account eve@example.org already')).toBe('account');
});
