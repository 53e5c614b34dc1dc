import { describe, expect, it } from 'vitest';
import { classifyEvent } from '@/lib/classify/classify-event';
import { tryRecords } from '@/lib/ingest/try-records';

const CONTEXT = { referenceTime: Date.parse('2026-11-21T12:00:00Z'), timeZone: 'UTC' };
const tried = (text: string, format = 'auto') => tryRecords(text, format, CONTEXT, classifyEvent);

const BOUNCED =
  'Nov 21 03:12:09 mx1 postfix/smtp[411]: 4TkQ2v3Xz1z2: to=<jane.doe@gmail.com>, relay=gmail-smtp-in.l.google.com[192.0.2.27]:25, delay=1, delays=0/0/0/1, dsn=5.1.1, status=bounced (host gmail-smtp-in.l.google.com[192.0.2.27] said: 550-5.1.1 The email account that you tried to reach does not exist. gsmtp (in reply to RCPT TO command))';

describe('tryRecords', () => {
  it('says what a line would be stored as, the recipient masked', () => {
    expect(tried(BOUNCED)).toMatchObject({
      kind: 'parsed',
      format: 'postfix',
      records: { event: 1, unparsed: 0 },
      events: [
        {
          outcome: 'bounced',
          recipient: 'j***@gmail.com',
          statusCode: '5.1.1',
          verdict: { provider: 'gmail', category: 'invalid-address', action: 'suppress' },
        },
      ],
    });
  });

  it('says why a line is not understood, and which formats were considered', () => {
    const bad = tried('nothing that a mail server writes', 'postfix');
    expect(bad).toMatchObject({ kind: 'parsed', records: { unparsed: 1 }, events: [] });
    expect(bad.kind === 'parsed' && bad.unparsed[0]?.reason).toBeTruthy();
    expect(tried('nothing that a mail server writes')).toEqual({ kind: 'unrecognised', considered: [] });
    expect(tried('x', 'no-such-format').kind).toBe('unrecognised');
  });
});
