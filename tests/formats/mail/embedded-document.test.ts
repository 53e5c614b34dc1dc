import { expect, test } from 'vitest';
import { parseMail } from './parse-mail';

const notification = JSON.stringify({
  notificationType: 'Bounce',
  bounce: {
    bounceType: 'Permanent',
    bouncedRecipients: [
      {
        emailAddress: 'ana@example.com',
        action: 'failed',
        status: '5.1.1',
        diagnosticCode: 'smtp; 550 5.1.1 user unknown',
      },
    ],
    timestamp: '2024-02-01T10:00:00.000Z',
  },
  mail: { source: 'me@example.org', messageId: '1' },
});
const mailed = (text: string): string =>
  `From: Alerts <no-reply@sns.example.com>\nSubject: AWS Notification Message\nx-amz-sns-message-id: 1\n\n${text}\n\n--\nIf you wish to stop receiving notifications from this topic, please click the link below.\n`;

test.each([
  ['as it is', notification],
  [
    'in the envelope of SNS',
    JSON.stringify({ Type: 'Notification', TopicArn: 'arn:aws:sns:x', Message: notification }, null, 2),
  ],
  ['broken by sendmail', notification.replace(',"mail"', ',!\n "mail"')],
])('a notification of Amazon SES by mail, %s', (_, text) => {
  expect(parseMail(mailed(text))).toMatchObject([
    {
      outcome: 'bounced',
      recipient: 'ana@example.com',
      sender: 'me@example.org',
      statusCode: '5.1.1',
      diagnostic: '550 5.1.1 user unknown',
      at: Date.UTC(2024, 1, 1, 10),
    },
  ]);
});

test('braces alone are no document', () => {
  expect(parseMail(mailed('{ "an": "offer" }'))).toEqual([]);
});
