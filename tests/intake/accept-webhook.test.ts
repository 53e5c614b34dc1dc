import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acceptWebhook, type Prove } from '@/lib/intake/accept-webhook';
import { confirmSubscriptions, SubscriptionUnconfirmed } from '@/lib/intake/confirm-subscription';
import { Pressure } from '@/lib/intake/pressure';
import { waitingSubscriptions } from '@/lib/queries/waiting-subscriptions';
import { OPERATOR } from '../auth/people';
import { GENUINE, NOW } from '../webhooks/genuine';
import { selfSigned } from '../webhooks/self-signed';
import { snsMessage, TOPIC } from '../webhooks/sns-message';
import { openTestIntake, type TestIntake, type TestSource } from './open-intake';

const YEAR_MS = 365 * 86_400_000;
const amazon = selfSigned(new Date(NOW.getTime() - YEAR_MS), new Date(NOW.getTime() + YEAR_MS));

let room: TestIntake;
beforeAll(async () => {
  room = await openTestIntake({ now: () => NOW, certificateOf: async () => amazon.pem });
});
afterAll(() => room.close());

interface PostOptions {
  headers?: Record<string, string>;
  query?: string;
  prove?: Prove;
}
const post = (name: string, body: string, { headers, query = '', prove }: PostOptions = {}) => {
  const url = `https://bounces.example/api/v1/webhooks/${name}${query}`;
  return acceptWebhook(room.intake, new Request(url, { method: 'POST', body, headers }), name, prove);
};
const batches = (source: TestSource) =>
  room.store.db.ingestBatch.findMany({ where: { sourceId: source.id }, orderBy: { id: 'asc' } });
const problem = async (answered: Promise<Response>) => {
  const response = await answered;
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  return (await response.json()) as { status: number; type: string; detail: string };
};
const hook = (service: string) => {
  const genuine = GENUINE.find((one) => one.service === service)!;
  return { genuine, made: room.source('webhook', { service, ...genuine.pinned }) };
};

describe.each([...new Set(GENUINE.map(({ service }) => service))])('%s', (service) => {
  test('what is genuine is in the inbox once, however often it comes', async () => {
    const { genuine, made } = hook(service);
    const source = await made;
    for (let i = 0; i < 2; i++)
      expect((await post(source.name, genuine.body, { headers: genuine.headers })).status).toBe(200);
    const [batch, ...others] = await batches(source);
    expect(others).toEqual([]);
    expect(batch).toMatchObject({ format: service, state: 'received' });
    expect(Buffer.from(batch!.content).toString()).toBe(genuine.body);
    expect(room.announced).toContainEqual({ sourceId: source.id, batchId: Number(batch!.id) });
  });

  test('what is forged is not, and would be were nothing verified', async () => {
    const { genuine, made } = hook(service);
    const source = await made;
    const forged = genuine.body
      .replace('ana', 'eve')
      .replace(/"signature":"(\w)/, (_, first) => `"signature":"${first === '0' ? 1 : 0}`);
    const headers = Object.fromEntries(
      Object.entries(genuine.headers).map(([name, value]) => [
        name,
        /signature/.test(name) ? `${value.slice(0, 8)}AAAA${value.slice(12)}` : value,
      ]),
    );
    expect(await problem(post(source.name, forged, { headers }))).toMatchObject({
      status: 401,
      type: 'urn:bounceboard:not-genuine',
    });
    expect(await batches(source)).toEqual([]);
    const believe: Prove = async () => ({ deliveryId: null, sentAt: null });
    expect((await post(source.name, forged, { headers, prove: believe })).status).toBe(200);
    expect(await batches(source)).toHaveLength(1);
  });
});

describe('a signature that covers no body is good for one', () => {
  test.each(['mailgun', 'mailomat'])(
    '%s: other events behind a signature that was seen are not taken',
    async (service) => {
      const { genuine, made } = hook(service);
      const source = await made;
      await post(source.name, genuine.body, { headers: genuine.headers });
      await post(source.name, genuine.body.replace('ana', 'eve'), { headers: genuine.headers });
      const [batch, ...others] = await batches(source);
      expect(others).toEqual([]);
      expect(Buffer.from(batch!.content).toString()).toContain('ana');
    },
  );
});

describe('services that sign nothing show a token', () => {
  const body = '{"RecordType":"Bounce","ID":1,"Email":"ana@example.org"}';

  test.each(['postmark', 'sparkpost', 'brevo', 'mailjet', 'elastic-email', 'smtp2go'])(
    '%s',
    async (service) => {
      const source = await room.source('webhook', { service });
      const basic = (password: string) =>
        `Basic ${Buffer.from(`bounceboard:${password}`).toString('base64')}`;
      const given: PostOptions[] = [
        { query: `?token=${source.token}` },
        { headers: { authorization: basic(source.token) } },
        { headers: { authorization: `Bearer ${source.token}` } },
      ];
      for (const options of given) expect((await post(source.name, body, options)).status).toBe(200);
      expect(await batches(source)).toHaveLength(1);
      const other = await room.source('webhook', { service });
      const wrong: PostOptions[] = [
        {},
        { query: '?token=' },
        { query: `?token=${source.token}x` },
        { query: `?token=${other.token}` },
        { headers: { authorization: basic('') } },
        { headers: { authorization: 'Basic bb' } },
        { query: `?token=${source.token}`, headers: { authorization: basic('wrong') } },
      ];
      for (const options of wrong)
        expect(await problem(post(source.name, `${body} `, options))).toMatchObject({ status: 401 });
      expect(await batches(source)).toHaveLength(1);
    },
  );
});

describe('Amazon SES', () => {
  const source = () => room.source('webhook', { service: 'ses', topicArn: TOPIC });

  test('a notification is taken, from its topic alone', async () => {
    const { name, id } = await source();
    expect((await post(name, snsMessage(amazon.privateKey))).status).toBe(200);
    expect((await post(name, snsMessage(amazon.privateKey, { version: '2' }))).status).toBe(200);
    const other = { message: { TopicArn: `${TOPIC}-other` } };
    expect(await problem(post(name, snsMessage(amazon.privateKey, other)))).toMatchObject({ status: 401 });
    expect(await room.store.db.ingestBatch.count({ where: { sourceId: id } })).toBe(1);
  });

  const asks = (SubscribeURL: string) =>
    snsMessage(amazon.privateKey, {
      message: { Type: 'SubscriptionConfirmation', MessageId: SubscribeURL, Token: 't', SubscribeURL },
    });
  const address = 'https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=t';

  test('a topic that asks waits for the operator, who says yes once', async () => {
    const { name, id } = await source();
    const { db } = room.store;
    expect((await post(name, asks(address))).status).toBe(200);
    expect(await waitingSubscriptions(db, id)).toMatchObject([{ topicArn: TOPIC, subscribeUrl: address }]);
    expect(await db.ingestBatch.count({ where: { sourceId: id } })).toBe(0);

    const got: string[] = [];
    const away = () => Promise.reject(new Error('answered 500'));
    const unanswered = confirmSubscriptions(db, OPERATOR, away, id, NOW);
    await expect(unanswered).rejects.toThrow(SubscriptionUnconfirmed);
    await expect(unanswered).rejects.toThrow('answered 500: let SNS ask once more');
    expect(await waitingSubscriptions(db, id)).toHaveLength(1);
    const get = async (url: URL) => got.push(url.href);
    // What goes wrong here is not said of the topic.
    const nobody = { ...OPERATOR, name: '\0' };
    const unwritten = await confirmSubscriptions(db, nobody, get, id, NOW).catch((error: unknown) => error);
    expect(unwritten).toBeInstanceOf(Error);
    expect(unwritten).not.toBeInstanceOf(SubscriptionUnconfirmed);
    got.length = 0;
    expect(await confirmSubscriptions(db, OPERATOR, get, id, NOW)).toEqual([TOPIC]);
    expect(await confirmSubscriptions(db, OPERATOR, get, id, NOW)).toEqual([]);
    expect(got).toEqual([address]);
  });

  test('an address elsewhere is neither kept nor asked for', async () => {
    const { name, id } = await source();
    expect((await post(name, asks('https://169.254.169.254/latest/meta-data'))).status).not.toBe(200);
    expect(await waitingSubscriptions(room.store.db, id)).toEqual([]);
    const { db } = room.store;
    await db.webhookSubscription.create({
      data: { sourceId: id, topicArn: TOPIC, subscribeUrl: 'https://127.0.0.1/', askedAt: NOW },
    });
    const get = () => Promise.reject(new Error('must not be asked'));
    await expect(confirmSubscriptions(db, OPERATOR, get, id, NOW)).rejects.toThrow('not on a host of Amazon');
  });

  test('an unsigned handshake is not taken', async () => {
    const { name, id } = await source();
    const forged = JSON.stringify({ ...JSON.parse(asks(address)), Signature: 'AAAA' });
    expect(await problem(post(name, forged))).toMatchObject({ status: 401 });
    expect(await waitingSubscriptions(room.store.db, id)).toEqual([]);
  });
});

test('an address that Mandrill tries out answers, and nothing is kept', async () => {
  const { genuine, made } = hook('mandrill');
  const source = await made;
  const signature = createHmac('sha1', 'test-webhook').update(`${genuine.pinned.publicUrl}mandrill_events[]`);
  const headers = { 'x-mandrill-signature': signature.digest('base64') };
  expect((await post(source.name, 'mandrill_events=%5B%5D', { headers })).status).toBe(200);
  expect(await batches(source)).toEqual([]);
});

test('an address at which nothing is set up answers as one that cannot be shown to be theirs', async () => {
  const push = await room.source('push');
  for (const name of ['nowhere', push.name])
    expect(await problem(post(name, '{}', { query: `?token=${push.token}` }))).toMatchObject({ status: 401 });
});

test('whether a source is there is not told by how a stranger is refused', async () => {
  const answers = await Promise.all([
    post('nowhere', '{}', { query: '?token=bb_wrong' }),
    post((await room.source('webhook', { service: 'postmark' })).name, '{}', { query: '?token=bb_wrong' }),
    post((await hook('resend').made).name, '{}'),
    post((await room.source('push')).name, '{}'),
  ]);
  const said = await Promise.all(
    answers.map(async (one) => [one.status, await one.text(), [...one.headers].sort()]),
  );
  for (const one of said) expect(one).toEqual(said[0]);
  // The operator is told, in the log.
  expect(room.logged()).toContain('the token of this source is missing or wrong');
});

test('who shows no token is turned away before the body is read', async () => {
  const { name } = await room.source('webhook', { service: 'postmark' });
  let isRead = false;
  const body = new ReadableStream(
    {
      pull(controller) {
        isRead = true;
        controller.enqueue(new Uint8Array(1 << 20));
      },
    },
    { highWaterMark: 0 },
  );
  const request = new Request('https://bounces.example/', {
    method: 'POST',
    body,
    duplex: 'half',
  } as RequestInit);
  expect((await acceptWebhook(room.intake, request, name)).status).toBe(401);
  expect(isRead).toBe(false);
});

test('under pressure it waits, and says for how long', async () => {
  const source = await room.source('webhook', { service: 'postmark' });
  const intake = { ...room.intake, pressure: new Pressure({ batches: 0, bytes: 0 }) };
  const url = `https://bounces.example/?token=${source.token}`;
  const response = await acceptWebhook(intake, new Request(url, { method: 'POST', body: '{}' }), source.name);
  expect(response.status).toBe(429);
  expect(response.headers.get('retry-after')).not.toBeNull();
});

test('the clock of a sender who signs each attempt is compared with ours', async () => {
  const { genuine, made } = hook('resend');
  const source = await made;
  const ahead = { ...room.intake, now: () => new Date(NOW.getTime() - 90_000) };
  const url = 'https://bounces.example/';
  const request = new Request(url, { method: 'POST', body: genuine.body, headers: genuine.headers });
  expect((await acceptWebhook(ahead, request, source.name)).status).toBe(200);
  const { clockSkewMs, receivedAt } = await room.store.db.source.findUniqueOrThrow({
    where: { id: source.id },
  });
  expect(clockSkewMs).toBe(90_000);
  expect(receivedAt).toEqual(ahead.now());
});

test('neither tokens nor recipients are logged', () => {
  expect(room.logged()).not.toMatch(/bb_\w{9}|@example\.org/);
  expect(room.logged()).toContain('not-genuine');
});
