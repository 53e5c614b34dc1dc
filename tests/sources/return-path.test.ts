import { describe, expect, test } from 'vitest';
import { isOwnRecipient, recipientCheck } from '@/lib/sources/own-recipients';
import { isReturnPathPattern, returnPathReader } from '@/lib/sources/return-path';

describe('mail is taken for', () => {
  const verdictOf = recipientCheck([
    'return.example',
    'bounces@Mail.Example',
    'b-*@list.example',
    'x@bücher.example',
  ]);

  test.each([
    ['anything@return.example', 'ours'],
    ['ANYTHING@RETURN.EXAMPLE', 'ours'],
    ['bounces@mail.example', 'ours'],
    ['Bounces+user=example.com@mail.example', 'ours'],
    ['b-user=example.com@list.example', 'ours'],
    ['x@xn--bcher-kva.example', 'ours'],
    ['x@bücher.example', 'ours'],
    ['b@list.example', 'unknown'],
    ['bouncesx@mail.example', 'unknown'],
    ['postmaster@mail.example', 'unknown'],
    ['anything@sub.return.example', 'foreign'],
    ['anything@return.example.org', 'foreign'],
    ['user@example.org', 'foreign'],
    ['user%example.org@return.example', 'ours'],
    ['return.example', 'foreign'],
    ['', 'foreign'],
  ])('%s: %s', (address, verdict) => {
    expect(verdictOf(address)).toBe(verdict);
  });

  test.each(['return.example', '@return.example', 'bounces@return.example', 'b-*@return.example'])(
    '%s',
    (own) => {
      expect(isOwnRecipient(own)).toBe(true);
    },
  );
  test.each(['', '@', 'a b@return.example', 'return example', '.', '*'])('"%s" says nothing', (own) => {
    expect(isOwnRecipient(own)).toBe(false);
  });
});

describe('the recipient in a return path', () => {
  test.each([
    ['bounces+{recipient}@return.example', 'bounces+user=example.com@return.example', 'user@example.com'],
    [
      'bounces+{recipient}@return.example',
      'bounces+user+tag=mail.example.com@RETURN.example',
      'user+tag@mail.example.com',
    ],
    ['bounces+{recipient}@return.example', 'bounces+a=b=example.com@return.example', 'a=b@example.com'],
    [
      'b-{local}-at-{domain}@return.example',
      'b-first-last-at-example.com@return.example',
      'first-last@example.com',
    ],
    ['*.{recipient}@*', '4711.user=example.com@r2.example', 'user@example.com'],
    ['{domain}.{local}@return.example', 'example.com.user@return.example', 'user@example.com'],
    ['bounces+{recipient}@return.example', 'bounces+user=example.com@other.example', null],
    ['bounces+{recipient}@return.example', 'bounces@return.example', null],
    ['bounces+{recipient}@return.example', 'bounces+user=@return.example', null],
    ['b.{recipient}@return.example', 'bxuser=example.com@return.example', null],
  ])('%s in %s', (pattern, address, recipient) => {
    expect(isReturnPathPattern(pattern)).toBe(true);
    expect(returnPathReader(pattern)(address)).toBe(recipient);
  });

  test.each([
    'bounces@return.example',
    '{recipient}',
    '{local}@return.example',
    '{recipient}-{local}@x',
    'a {recipient}@x',
  ])('"%s" is no pattern', (pattern) => {
    expect(isReturnPathPattern(pattern)).toBe(false);
  });
});
