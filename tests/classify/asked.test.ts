import { describe, expect, it } from 'vitest';
import { type Answer, answerTo } from '@/lib/classify/asked';

const NOW = Date.UTC(2026, 10, 21);
const responseIn = (asked: string): Extract<Answer, { kind: 'response' }> => {
  const answer = answerTo(asked, NOW);
  if (answer.kind !== 'response') throw new Error(`rows, not a response: ${asked}`);
  return answer;
};

describe('what is pasted', () => {
  it.each(['4.7.27', '421 4.7.27', '#4.7.27', ' 4.7.27\n'])('%j is a code', (asked) => {
    const answer = answerTo(asked, NOW);
    expect(answer).toMatchObject({ kind: 'rows' });
    expect(answer.kind === 'rows' && answer.entries.map(({ rule }) => rule.id)).toContain('gmail/4.7.27');
  });

  it('a keyword finds rows', () => {
    expect(answerTo('greylisting', NOW)).toMatchObject({ kind: 'rows' });
  });

  it('a response is judged as it is', () => {
    const { explanation } = responseIn(
      '550 5.1.1 <jane@example.com>: Recipient address rejected: User unknown',
    );
    expect(explanation.verdict).toMatchObject({ category: 'invalid-address', statusCode: '5.1.1' });
  });

  it('a log line says who answered', () => {
    const { response, explanation } = responseIn(
      'Nov 20 10:00:00 mx1 postfix/smtp[123]: 4ABC12345: to=<jane@example.com>, ' +
        'relay=gmail-smtp-in.l.google.com[192.0.2.26]:25, delay=1, delays=0/0/0/1, dsn=4.7.27, status=deferred ' +
        '(host gmail-smtp-in.l.google.com[192.0.2.26] said: 421-4.7.27 SPF did not pass 421 4.7.27 gsmtp ' +
        '(in reply to end of DATA command))',
    );
    expect(explanation.provider?.id).toBe('gmail');
    expect(explanation.decided?.rule.id).toBe('gmail/4.7.27');
    expect(explanation.registry?.id).toBe('iana/4.7.27');
    expect(response).toContain('421-4.7.27');
  });

  it('a bounce is read as a bounce', () => {
    const { explanation } = responseIn(
      [
        'From: MAILER-DAEMON@mx1.example.com',
        'Subject: Undelivered Mail Returned to Sender',
        'MIME-Version: 1.0',
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
        '',
        '--b',
        'Content-Type: text/plain',
        '',
        'It could not be delivered.',
        '--b',
        'Content-Type: message/delivery-status',
        '',
        'Reporting-MTA: dns; mx1.example.com',
        '',
        'Final-Recipient: rfc822; jane@example.com',
        'Action: failed',
        'Status: 5.2.2',
        'Remote-MTA: dns; mx.example.com',
        'Diagnostic-Code: smtp; 552 5.2.2 Mailbox full',
        '',
        '--b--',
        '',
      ].join('\n'),
    );
    expect(explanation.verdict).toMatchObject({ category: 'mailbox-full', statusCode: '5.2.2' });
  });
});
