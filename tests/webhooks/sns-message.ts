import { type KeyObject, sign } from 'node:crypto';

export { NOW } from './genuine';

export const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:bounces';

const BOUNCE = {
  notificationType: 'Bounce',
  bounce: {
    bounceType: 'Permanent',
    bounceSubType: 'General',
    timestamp: '2026-03-01T09:59:00.000Z',
    feedbackId: 'feedback-1',
    bouncedRecipients: [
      { emailAddress: 'ana@example.org', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown' },
    ],
  },
  mail: { timestamp: '2026-03-01T09:58:00.000Z', source: 'news@shop.example', messageId: 'm1' },
};

const FIELDS = ['Message', 'MessageId', 'Subject', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];

export interface SnsChange {
  version?: string;
  key?: KeyObject;
  /** Of the message before it is signed. */
  message?: Record<string, string>;
  /** And after that. */
  after?: Record<string, string | undefined>;
}

/** A message as SNS posts it: fields of the type, each name and value on a line, signed. */
export function snsMessage(
  key: KeyObject,
  { version = '1', message = {}, after = {} }: SnsChange = {},
): string {
  const fields: Record<string, string> = {
    Type: 'Notification',
    MessageId: 'message-1',
    TopicArn: TOPIC,
    Message: JSON.stringify(BOUNCE),
    Timestamp: '2026-03-01T10:00:00.000Z',
    ...message,
  };
  const text = FIELDS.filter((name) => name in fields).map((name) => `${name}\n${fields[name]}\n`);
  const algorithm = version === '1' ? 'sha1' : 'sha256';
  return JSON.stringify({
    ...fields,
    SignatureVersion: version,
    Signature: sign(algorithm, Buffer.from(text.join('')), key).toString('base64'),
    SigningCertURL: 'https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1a2b.pem',
    ...after,
  });
}
