import { createHash, createHmac, generateKeyPairSync, sign } from 'node:crypto';
import type { Pinned } from '@/lib/webhooks/verification';

export const NOW = new Date('2026-03-01T10:00:00Z');
const SECONDS = String(NOW.getTime() / 1000);

/** A request as its service makes it, and what the operator has copied from there. */
export interface Genuine {
  service: string;
  body: string;
  headers: Record<string, string>;
  pinned: Partial<Pinned>;
  /** Whether the service signs when it was sent; how long it is accepted. */
  signsTime: boolean;
  /** What of the body is signed. */
  signsBody: boolean;
}

const hex = (key: string, text: string) => createHmac('sha256', key).update(text).digest('hex');
const JSON_BODY = '{"type":"a","recipient":"ana@example.org"}';

function sendgrid(): Genuine {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const body = '[{"email":"ana@example.org","event":"bounce","sg_event_id":"e1"}]\r\n';
  return {
    service: 'sendgrid',
    body,
    headers: {
      'x-twilio-email-event-webhook-timestamp': SECONDS,
      'x-twilio-email-event-webhook-signature': sign(
        'sha256',
        Buffer.from(SECONDS + body),
        privateKey,
      ).toString('base64'),
    },
    pinned: { key: publicKey.export({ format: 'der', type: 'spki' }).toString('base64') },
    signsTime: true,
    signsBody: true,
  };
}

function mailgun(): Genuine {
  const token = 'a'.repeat(50);
  const signature = { timestamp: SECONDS, token, signature: hex('mailgun key', SECONDS + token) };
  const event = { event: 'failed', id: 'e1', recipient: 'ana@example.org' };
  return {
    service: 'mailgun',
    body: JSON.stringify({ signature, 'event-data': event }),
    headers: {},
    pinned: { key: 'mailgun key' },
    signsTime: true,
    signsBody: false,
  };
}

/** https://www.standardwebhooks.com, by the names that Svix and that others give its headers. */
const standard = (service: string, family: string, version: string, prefix: string): Genuine => {
  const secret = Buffer.from(`twenty-four bytes of ${service}`);
  const signed = createHmac('sha256', secret).update(`msg_1.${SECONDS}.${JSON_BODY}`).digest('base64');
  return {
    service,
    body: JSON_BODY,
    headers: {
      [`${family}-id`]: 'msg_1',
      [`${family}-timestamp`]: SECONDS,
      [`${family}-signature`]: `${version}${signed}`,
    },
    pinned: { key: prefix + secret.toString('base64') },
    signsTime: true,
    signsBody: true,
  };
};

function mandrill(): Genuine {
  const events = JSON.stringify([{ event: 'hard_bounce', _id: 'm1', msg: { email: 'ana+1@example.org' } }]);
  const url = 'https://bounces.example/api/v1/webhooks/mandrill';
  const signature = createHmac('sha1', 'mandrill key')
    .update(`${url}mandrill_events${events}`)
    .digest('base64');
  return {
    service: 'mandrill',
    body: new URLSearchParams({ mandrill_events: events }).toString(),
    headers: { 'x-mandrill-signature': signature },
    pinned: { key: 'mandrill key', publicUrl: url },
    signsTime: false,
    signsBody: true,
  };
}

const bodySigned = (service: string, header: string): Genuine => ({
  service,
  body: JSON_BODY,
  headers: { [header]: hex(`${service} key`, JSON_BODY) },
  pinned: { key: `${service} key` },
  signsTime: false,
  signsBody: true,
});

function mailomat(): Genuine {
  return {
    service: 'mailomat',
    body: JSON_BODY,
    headers: {
      'x-mom-webhook-id': 'id-1',
      'x-mom-webhook-event': 'not_delivered',
      'x-mom-webhook-timestamp': SECONDS,
      'x-mom-webhook-signature': `sha256=${hex('mailomat key', `id-1.not_delivered.${SECONDS}`)}`,
    },
    pinned: { key: 'mailomat key' },
    signsTime: true,
    signsBody: false,
  };
}

function postal(header: string, algorithm: string): Genuine {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  return {
    service: 'postal',
    body: JSON_BODY,
    headers: { [header]: sign(algorithm, Buffer.from(JSON_BODY), privateKey).toString('base64') },
    pinned: { key: `v=DKIM1; p=${publicKey.export({ format: 'der', type: 'spki' }).toString('base64')};` },
    signsTime: false,
    signsBody: true,
  };
}

function unisenderGo(): Genuine {
  const body = (auth: string) =>
    `{"auth":"${auth}","events_by_user":[{"events":[{"email":"ana@example.org","name":"Анна"}]}]}`;
  return {
    service: 'unisender_go',
    body: body(createHash('md5').update(body('unisender key')).digest('hex')),
    headers: {},
    pinned: { key: 'unisender key' },
    signsTime: false,
    signsBody: true,
  };
}

/** One of each service that signs, except Amazon, whose certificates are another matter. */
export const GENUINE: readonly Genuine[] = [
  sendgrid(),
  mailgun(),
  standard('resend', 'svix', 'v1,', 'whsec_'),
  standard('resend', 'webhook', 'v1,', 'whsec_'),
  standard('sweego', 'webhook', '', ''),
  mandrill(),
  bodySigned('mailersend', 'signature'),
  bodySigned('mailtrap', 'mailtrap-signature'),
  mailomat(),
  postal('x-postal-signature-256', 'sha256'),
  postal('x-postal-signature', 'sha1'),
  unisenderGo(),
];
