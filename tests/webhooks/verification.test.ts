import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { FORMATS } from '@/lib/formats/index';
import { SERVICES, serviceById } from '@/lib/webhooks/services';
import { NotGenuine, type Pinned } from '@/lib/webhooks/verification';
import { GENUINE, type Genuine, NOW } from './genuine';

const DAY_MS = 86_400_000;
const later = (ms: number) => new Date(NOW.getTime() + ms);

interface Change {
  body?: string;
  headers?: Record<string, string | null>;
  pinned?: Partial<Pinned>;
  now?: Date;
}
async function verify(genuine: Genuine, change: Change = {}) {
  const headers = Object.entries({ ...genuine.headers, ...change.headers }).filter(
    (entry): entry is [string, string] => entry[1] !== null,
  );
  const request = { headers: new Headers(headers), body: Buffer.from(change.body ?? genuine.body) };
  const pinned = { key: null, topicArn: null, publicUrl: null, ...genuine.pinned, ...change.pinned };
  const checks = { now: change.now ?? NOW, certificateOf: () => Promise.reject(new Error('not asked for')) };
  return await serviceById(genuine.service)!.verify!(request, pinned, checks);
}
const refuses = async (genuine: Genuine, change: Change) =>
  await expect(verify(genuine, change), JSON.stringify(change)).rejects.toThrow(NotGenuine);

describe.each(
  GENUINE.map((genuine) => [`${genuine.service} (${Object.keys(genuine.headers)[0]})`, genuine] as const),
)('%s', (_, genuine) => {
  test('a genuine request is taken', async () => {
    const proof = await verify(genuine);
    expect(proof.isTrial ?? false).toBe(false);
    // What signs no body is good for one delivery.
    if (!genuine.signsBody) expect(proof.deliveryId).not.toBeNull();
  });

  test('a changed byte of the body is not', async () => {
    if (!genuine.signsBody) return expect(await verify(genuine)).toHaveProperty('deliveryId');
    for (let at = 0; at < genuine.body.length; at += 7) {
      const other = genuine.body[at] === 'x' ? 'y' : 'x';
      await refuses(genuine, { body: genuine.body.slice(0, at) + other + genuine.body.slice(at + 1) });
    }
    await refuses(genuine, { body: `${genuine.body} ` });
    await refuses(genuine, { body: '' });
  });

  test('nor a missing or a changed header', async () => {
    for (const [name, value] of Object.entries(genuine.headers)) {
      await refuses(genuine, { headers: { [name]: null } });
      await refuses(genuine, { headers: { [name]: '' } });
      await refuses(genuine, { headers: { [name]: 'x' } });
      await refuses(genuine, { headers: { [name]: value.slice(0, -3) } });
    }
  });

  test('nor one under another key, or none', async () => {
    const others = GENUINE.filter(({ service }) => service !== genuine.service);
    for (const { pinned } of others) await refuses(genuine, { pinned: { key: pinned.key! } });
    await refuses(genuine, { pinned: { key: null } });
    await refuses(genuine, { pinned: { key: 'not a key at all' } });
  });

  test('nor an old one, nor one from the future, where the time is signed', async () => {
    for (const now of [later(8 * DAY_MS), later(-3_600_000)]) {
      if (genuine.signsTime) await refuses(genuine, { now });
      else await verify(genuine, { now });
    }
  });
});

test('a secret that holds no byte is no key', async () => {
  const resend = GENUINE.find(({ service }) => service === 'resend')!;
  const signed = `${resend.headers['svix-id']}.${resend.headers['svix-timestamp']}.${resend.body}`;
  const forged = createHmac('sha256', '').update(signed).digest('base64');
  await refuses(resend, { headers: { 'svix-signature': `v1,${forged}` }, pinned: { key: 'whsec_' } });
});

test('the time of each attempt is within five minutes where each is signed anew', async () => {
  const resend = GENUINE.find(({ service }) => service === 'resend')!;
  expect((await verify(resend, { now: later(299_000) })).sentAt).toBe(NOW.getTime());
  await refuses(resend, { now: later(301_000) });
  await refuses(resend, { now: later(-301_000) });
});

test('a delivery that was held up for hours is taken where the service signs but once', async () => {
  for (const service of ['mailgun', 'sendgrid', 'mailomat'])
    await verify(GENUINE.find((one) => one.service === service)!, { now: later(11 * 3_600_000) });
});

test('what the library of Standard Webhooks signs is taken, also under one of several keys', async () => {
  const secret = `whsec_${Buffer.from('another twenty-four byte').toString('base64')}`;
  const signature = new Webhook(secret).sign('msg_2', NOW, '{"a":1}');
  const resend: Genuine = {
    ...GENUINE.find(({ service }) => service === 'resend')!,
    body: '{"a":1}',
    headers: {
      'svix-id': 'msg_2',
      'svix-timestamp': String(NOW.getTime() / 1000),
      'svix-signature': `v1,AAAA v1a,${signature.slice(3)} ${signature}`,
    },
    pinned: { key: secret },
  };
  await verify(resend);
  await refuses(resend, { headers: { 'svix-signature': signature.replace('v1,', 'v1a,') } });
});

test('Mandrill: the address is signed, and an address is tried out under a key that everybody knows', async () => {
  const mandrill = GENUINE.find(({ service }) => service === 'mandrill')!;
  await refuses(mandrill, { pinned: { publicUrl: 'https://bounces.example/other' } });
  await refuses(mandrill, { pinned: { publicUrl: null } });
  const underTrialKey = (events: string) => ({
    body: new URLSearchParams({ mandrill_events: events }).toString(),
    headers: {
      'x-mandrill-signature': createHmac('sha1', 'test-webhook')
        .update(`${mandrill.pinned.publicUrl}mandrill_events${events}`)
        .digest('base64'),
    },
  });
  expect(await verify(mandrill, underTrialKey('[]'))).toMatchObject({ isTrial: true });
  await refuses(mandrill, underTrialKey('[{"event":"hard_bounce"}]'));
});

test('Mailgun: the fields of its older forms are verified alike', async () => {
  const mailgun = GENUINE.find(({ service }) => service === 'mailgun')!;
  const { signature } = JSON.parse(mailgun.body) as { signature: Record<string, string> };
  const form = new URLSearchParams({ event: 'bounced', recipient: 'ana@example.org', ...signature });
  await verify(mailgun, { body: form.toString() });
  form.set('token', 'b'.repeat(50));
  await refuses(mailgun, { body: form.toString() });
});

test('each service is a format that we read, and each format of webhooks a service', () => {
  const formats = FORMATS.filter(({ framing }) => framing === 'document').map(({ id }) => id);
  expect(SERVICES.map(({ id }) => id).sort()).toEqual(formats.sort());
});
