import { describe, expect, test } from 'vitest';
import { REFERENCE_CODES, REFERENCE_SUCCESSES, REGISTERED_DETAILS } from '../fixtures/reference-codes';
import { firstRow } from './first-row';

describe('the dictionary has a row for', () => {
  test.each(REFERENCE_CODES)('$provider $replyCode $statusCode $words', (code) => {
    expect(firstRow(code)?.id).toBe(code.row);
  });

  const registered = Object.entries(REGISTERED_DETAILS).flatMap(([subject, details]) =>
    details.flatMap((detail) => [`4.${subject}.${detail}`, `5.${subject}.${detail}`]),
  );
  test.each([...registered, ...REFERENCE_SUCCESSES])('%s of the registry', (statusCode) => {
    const row = firstRow({ provider: null, replyCode: null, statusCode, words: null });
    expect(row?.id).toBe(`iana/${statusCode}`);
  });
});

describe('a code means what its provider means by it', () => {
  const meaning = (provider: string | null, replyCode: number, statusCode: string) =>
    firstRow({ provider, replyCode, statusCode, words: null });

  test.each([
    ['5.7.27', 'spf', 'Sender address has null MX'],
    ['5.7.30', 'dkim', 'REQUIRETLS support required'],
    ['5.7.29', 'tls', 'ARC validation failure'],
  ])('%s at Gmail and in the registry', (statusCode, requirement, title) => {
    expect(meaning('gmail', 550, statusCode)?.requirement).toBe(requirement);
    expect(meaning(null, 550, statusCode)?.title).toBe(title);
  });

  test('5.1.1 and 4.1.1 at Comcast may be quota or rate', () => {
    const comcast = (replyCode: number, statusCode: string, words: string) =>
      firstRow({ provider: 'comcast', replyCode, statusCode, words });
    expect(comcast(552, '5.1.1', 'extended quota violation')?.category).toBe('mailbox-full');
    expect(comcast(452, '4.1.1', 'too many recent messages')?.category).toBe('rate-limit');
    expect(comcast(550, '5.1.1', 'Not our customer')?.action).toBe('suppress');
  });

  test('504 5.7.40 at Gmail is a login, 550 5.7.40 a missing DMARC record', () => {
    expect(meaning('gmail', 504, '5.7.40')?.requirement).toBeNull();
    expect(meaning('gmail', 550, '5.7.40')?.requirement).toBe('dmarc');
  });
});
