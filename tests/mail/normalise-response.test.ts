import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compilePattern } from '@/lib/classify/own-rule';
import { suggestedPattern } from '@/lib/classify/suggested-pattern';
import { normaliseResponse } from '@/lib/mail/normalise-response';
import { readReply } from '@/lib/mail/reply';

const normalise = (response: string) => normaliseResponse(readReply(response).text);

describe('one text for what says the same', () => {
  test.each([
    [
      'numbers',
      '550 Quota of 1,024 MB exceeded by 12.5 MB',
      '552 Quota of 20 MB exceeded by 3 MB',
      'Quota of <n> MB exceeded by <n> MB',
    ],
    [
      'addresses',
      '550 5.1.1 <jane@example.com>: gone fishing',
      '550-5.1.1 <b@b.example.org>: gone fishing',
      '<address>: gone fishing',
    ],
    [
      'hosts and their addresses',
      '554 mx1.example.com dislikes 192.0.2.7 today',
      '554 in.example.net dislikes 198.51.100.23 today',
      '<host> dislikes <ip> today',
    ],
    [
      'hosts of the newer protocol',
      '554 refused for 2001:db8::25 here',
      '554 refused for 2001:db8:0:0:0:0:0:1 here',
      'refused for <ip> here',
    ],
    [
      'ids',
      '550 Deal with it elsewhere, ref d2e1a72fcca58-7',
      '550 Deal with it elsewhere, ref 4b9f01ce',
      'Deal with it elsewhere, ref <id>',
    ],
    [
      'links',
      '550 Read https://example.com/a?b=1 first',
      '550 Read http://example.org/help/42 first',
      'Read <url> first',
    ],
    [
      'quotations',
      '550 Word "lottery" is forbidden here',
      '550 Word "cheap pills" is forbidden here',
      'Word <quoted> is forbidden here',
    ],
    [
      'dates',
      '451 Closed until Sat, 21 Nov 2026 08:00:00',
      '451 Closed until Mon, 2 Mar 2026 17:30:00',
      'Closed until <date> <n>',
    ],
    [
      'codes within the text',
      '550 relayed: 554 5.7.0 no thanks',
      '550 relayed: 550 5.3.2 no thanks',
      'relayed: <code> no thanks',
    ],
  ])('%s', (_, one, other, text) => {
    expect(normalise(one)).toBe(text);
    expect(normalise(other)).toBe(text);
  });

  test('a response that is one quotation keeps its words', () => {
    expect(normalise('550 "The moon is in the seventh house"')).toBe('"The moon is in the seventh house"');
  });

  test('the end of a sentence is no host, and a tag no id', () => {
    expect(normalise('550 Refused.See the manual (S3140)')).toBe('Refused.See the manual (S<n>)');
  });
});

describe('a suggested pattern', () => {
  test('finds the words and leaves what varies open', () => {
    expect(suggestedPattern('Word <quoted> (really) is forbidden at <host>')).toBe(
      'Word .+ \\(really\\) is forbidden at',
    );
  });

  test('is none where nothing is left to find', () => {
    expect(suggestedPattern('<n> <id> -')).toBeNull();
  });

  const piece = fc.oneof(
    fc.constantFrom('550 5.7.1', 'mail for', '<a@example.com>', 'mx.example.com', '192.0.2.1', '"q"', '(C5)'),
    fc.constantFrom('https://example.com/x', 'id=9f8e7d6c5b', '12:30', 'forbidden [x]', '$^*', 'für', '<n>'),
    fc.string({ maxLength: 30 }),
  );

  test('finds every response of its cluster', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const { text } = readReply(pieces.join(' '));
        const pattern = suggestedPattern(normaliseResponse(text));
        return pattern === null || compilePattern(pattern).test(text);
      }),
      { numRuns: 2_000 },
    );
  });
});

test('hostile texts are folded in time', () => {
  const started = process.cpuUsage();
  for (const unit of ['a1', 'a.', '1.', '1:', "'", '"a', '@', 'a@', '<', '=/.~-', 'Mon ', 'a:', '1 Jan ']) {
    normaliseResponse(unit.repeat(4096));
  }
  expect(process.cpuUsage(started).user).toBeLessThan(500_000);
});
