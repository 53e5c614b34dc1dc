import { sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Certificates } from '@/lib/webhooks/certificates';
import { amazonAddress, verifySes } from '@/lib/webhooks/ses';
import { NotGenuine } from '@/lib/webhooks/verification';
import { selfSigned } from './self-signed';
import { NOW, type SnsChange, snsMessage, TOPIC } from './sns-message';

const YEAR_MS = 365 * 86_400_000;
const near = (ms: number) => new Date(NOW.getTime() + ms);
const ours = selfSigned(near(-YEAR_MS), near(YEAR_MS));
const others = selfSigned(near(-YEAR_MS), near(YEAR_MS));
const expired = selfSigned(near(-2 * YEAR_MS), near(-YEAR_MS));

const asked: string[] = [];
const verify = async (
  change: SnsChange = {},
  { now = NOW, pem = ours.pem, topicArn = TOPIC as string | null } = {},
) => {
  const body = Buffer.from(snsMessage(change.key ?? ours.privateKey, change));
  const certificateOf = async (url: URL) => {
    asked.push(url.href);
    return pem;
  };
  const pinned = { key: null, topicArn, publicUrl: null };
  return await verifySes({ headers: new Headers(), body }, pinned, { now, certificateOf });
};
const refuses = (...given: Parameters<typeof verify>) => expect(verify(...given)).rejects.toThrow(NotGenuine);

describe('a message of SNS', () => {
  test.each(['1', '2'])(
    'is taken under signature version %s, with and without a subject',
    async (version) => {
      expect(await verify({ version })).toMatchObject({ deliveryId: 'message-1' });
      await verify({ version, message: { Subject: 'Amazon SES Email Event Notification' } });
      await verify({
        version,
        message: { Type: 'SubscriptionConfirmation', SubscribeURL: 'https://x', Token: 't' },
      });
    },
  );

  test.each(['Message', 'MessageId', 'Timestamp', 'TopicArn', 'Type', 'Signature'])(
    'is not taken with another %s',
    async (field) => {
      await refuses({ after: { [field]: '2026-03-01T09:59:59.000Z' } });
      await refuses({ after: { [field]: undefined } });
    },
  );

  test('is not taken with a subject that was put in later', () => refuses({ after: { Subject: 'x' } }));

  test('is not taken from another topic, though Amazon signed it', async () => {
    await refuses({ message: { TopicArn: TOPIC.replace('bounces', 'other') } });
    await refuses({}, { topicArn: null });
  });

  test('is not taken under another certificate, an expired one, or none', async () => {
    await refuses({}, { pem: others.pem });
    await refuses({ key: expired.privateKey }, { pem: expired.pem });
    await refuses({}, { pem: 'not found' });
  });

  test('is not taken when it is old, or from the future', async () => {
    await verify({}, { now: near(5 * 86_400_000) });
    await refuses({}, { now: near(7 * 86_400_000) });
    await refuses({}, { now: near(-3_600_000) });
  });

  test('is not taken under a signature version that there is not', () => refuses({ version: '3' }));

  test('no certificate is fetched for what could not be genuine', async () => {
    asked.length = 0;
    await refuses({ message: { TopicArn: TOPIC.replace('bounces', 'other') } });
    await refuses({}, { now: near(7 * 86_400_000) });
    await refuses({ after: { SigningCertURL: 'https://sns.eu-west-1.amazonaws.com.evil.example/a.pem' } });
    expect(asked).toEqual([]);
    await verify();
    expect(asked).toHaveLength(1);
  });

  test('what is delivered raw is not signed at all', async () => {
    const body = Buffer.from('{"notificationType":"Bounce"}');
    const checks = { now: NOW, certificateOf: async () => ours.pem };
    const pinned = { key: null, topicArn: TOPIC, publicUrl: null };
    await expect(verifySes({ headers: new Headers(), body }, pinned, checks)).rejects.toThrow(
      'raw message delivery',
    );
  });
});

describe('an address of Amazon', () => {
  test.each([
    'https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1a2b.pem',
    'https://sns.cn-north-1.amazonaws.com.cn/SimpleNotificationService-1a2b.pem',
    'https://sns.us-gov-west-1.amazonaws.com/a.pem',
  ])('%s', (url) => {
    expect(amazonAddress(url, /\.pem$/).href).toBe(url);
  });

  test.each([
    'http://sns.eu-west-1.amazonaws.com/a.pem',
    'https://sns.eu-west-1.amazonaws.com/a.pem.html',
    'https://sns.eu-west-1.amazonaws.com/a?b=.pem',
    'https://sns.eu-west-1.amazonaws.com:8443/a.pem',
    'https://somebody@sns.eu-west-1.amazonaws.com/a.pem',
    'https://sns.eu-west-1.amazonaws.com.evil.example/a.pem',
    'https://sns.eu-west-1.amazonaws.com.cn.example/a.pem',
    'https://evil-sns.eu-west-1.amazonaws.com/a.pem',
    'https://sns.amazonaws.com/a.pem',
    'https://sns.a.b.amazonaws.com/a.pem',
    'https://sns.eu-west-1.s3.amazonaws.com/a.pem',
    'https://evil.example/sns.eu-west-1.amazonaws.com/a.pem',
    'https://169.254.169.254/a.pem',
    'file:///etc/a.pem',
    'a.pem',
    '',
    undefined,
  ])('is not %s', (url) => {
    expect(() => amazonAddress(url, /\.pem$/)).toThrow(NotGenuine);
  });
});

describe('certificates', () => {
  const url = (n: number) => new URL(`https://sns.eu-west-1.amazonaws.com/${n}.pem`);

  test('are fetched once a day, also for many at once', async () => {
    let now = NOW;
    let fetched = 0;
    const certificates = new Certificates(
      async () => String(++fetched),
      () => now,
    );
    expect(await Promise.all([certificates.of(url(1)), certificates.of(url(1))])).toEqual(['1', '1']);
    now = near(86_399_999);
    expect(await certificates.of(url(1))).toBe('1');
    now = near(86_400_001);
    expect(await certificates.of(url(1))).toBe('2');
  });

  test('that could not be had are asked for again after a minute, and not before', async () => {
    let now = NOW;
    let fetched = 0;
    const certificates = new Certificates(
      async () => {
        if (++fetched < 2) throw new Error('away');
        return 'pem';
      },
      () => now,
    );
    await expect(certificates.of(url(1))).rejects.toThrow('away');
    await expect(certificates.of(url(1))).rejects.toThrow('away');
    expect(fetched).toBe(1);
    now = near(60_001);
    expect(await certificates.of(url(1))).toBe('pem');
  });

  test('are kept in bounded number', async () => {
    let fetched = 0;
    const certificates = new Certificates(
      async () => String(++fetched),
      () => NOW,
    );
    for (let n = 0; n < 100; n++) await certificates.of(url(n));
    await certificates.of(url(99));
    expect(fetched).toBe(100);
    await certificates.of(url(0));
    expect(fetched).toBe(101);
  });
});

test('what signs makes what Node takes for a certificate', () => {
  expect(ours.pem).toContain('BEGIN CERTIFICATE');
  expect(sign('sha256', Buffer.from('x'), ours.privateKey)).toHaveLength(256);
});
