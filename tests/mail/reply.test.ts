import { describe, expect, it } from 'vitest';
import { readReply, replyOf } from '@/lib/mail/reply';

const codes = (response: string) => {
  const { replyCode, statusCode } = readReply(response);
  return [replyCode, statusCode];
};

describe('codes of a response', () => {
  it.each<[string, number | null, string | null]>([
    ['550 5.1.1 User unknown', 550, '5.1.1'],
    ['550-5.1.1 The account\r\n550 5.1.1 does not exist', 550, '5.1.1'],
    ['550-No such user\n550 here', 550, null],
    ['550 #5.1.0 Address rejected.', 550, '5.1.0'],
    ['553 sorry, no such user (#5.7.1)', 553, '5.7.1'],
    ['571 (5.7.1) refused', 571, '5.7.1'],
    ["450-'4.2.2 mailbox full'", 450, '4.2.2'],
    ['SMTP; 550 5.7.1 refused', 550, '5.7.1'],
    ['smtp;552 quota', 552, null],
    ['<<< 550 User unknown', 550, null],
    ['User unknown (550)', 550, null],
    ['5.1.2 - Bad destination host', null, '5.1.2'],
    ["5.1.0 - Unknown address error 550-'5.2.2 Mailbox full'", 550, '5.2.2'],
    ['host mx.example.com[192.0.2.1] said: 550 5.7.1 no (in reply to RCPT TO command)', 550, '5.7.1'],
    ['host mx.example.com[192.0.2.1] refused to talk to me: 421 4.7.0 busy', 421, '4.7.0'],
    ['SMTP error from remote mail server after RCPT TO:<a@example.com>: 450 later', 450, null],
    ["Remote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound'", 550, '5.1.10'],
    ['responded with "554 5.4.14 Hop count exceeded"', 554, '5.4.14'],
    ['error code 451', 451, null],
    ['451 Resources unavailable [#4.16.1].', 451, '4.16.1'],
    ['421 5.7.32 From: is not aligned', 421, '5.7.32'],
    ['250 2.1.5 Ok', 250, '2.1.5'],
    ['554 5.0.0 Service unavailable; 550 5.1.1 unknown', 550, '5.1.1'],
  ])('%s', (response, replyCode, statusCode) => {
    expect(codes(response)).toEqual([replyCode, statusCode]);
  });

  it.each([
    'connect to mx.example.com[4.16.55.1]:25: Connection timed out',
    'deferred due to user complaints - 4.16.55.1; see https://example.com',
    'sent by Exim 4.9.2',
    'release 5.1.3 of the mailer',
    'try again in 450 seconds',
    'message of 552 bytes is fine',
    'X-Unix; 255',
    'version 5.7.1-beta',
    'timeout after 421.5 s',
    '',
  ])('finds none in: %s', (response) => {
    expect(codes(response)).toEqual([null, null]);
  });
});

describe('codes that the record states beside the response', () => {
  it('complete a response that has none', () => {
    const reply = replyOf({ response: 'User unknown', replyCode: 550, statusCode: '5.1.1' });
    expect(reply).toMatchObject({ replyCode: 550, statusCode: '5.1.1' });
  });

  it('give way where they are generic', () => {
    const reply = replyOf({ response: '550 5.7.606 Access denied, banned IP', statusCode: '5.0.0' });
    expect(reply.statusCode).toBe('5.7.606');
  });

  it('win where they are as specific', () => {
    expect(replyOf({ response: '451 4.4.1 timed out', statusCode: '5.4.7' }).statusCode).toBe('5.4.7');
  });
});

describe('words of a response', () => {
  it('stand on one line without the codes that each line repeats', () => {
    const folded =
      '550-5.7.26 Your mail has been blocked because the\r\n550-5.7.26 sender is\n550 5.7.26 unauthenticated.';
    expect(readReply(folded).text).toBe(
      '550-5.7.26 Your mail has been blocked because the sender is unauthenticated.',
    );
    expect(readReply(folded.replace(/\r?\n/g, ' ')).text).toBe(readReply(folded).text);
  });

  it('do not hold the names of hosts and mailboxes, which may be anything', () => {
    const { text } = readReply(
      'host mx.spamfilter.example[192.0.2.1] said: 550 <dmarc@example.com>: no (in reply to RCPT TO command)',
    );
    expect(text).toBe('host host said: 550 <address>: no (in reply to RCPT TO command)');
  });

  it('are cut where a response is endless', () => {
    expect(readReply(`550 ${'x'.repeat(100_000)}`).text.length).toBeLessThan(5000);
  });
});
