import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { channelKindOf } from '@/lib/channels';
import type { Notice } from '@/lib/channels/notice';
import { type FakeService, fakeService, type Received } from './fake-service';
import { HOSTILE, NOW, notice, outgoing } from './notices';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

let service: FakeService;
beforeAll(async () => {
  service = await fakeService();
});
afterAll(() => service.close());
beforeEach(() => {
  service.received = [];
});

/** What each service answers when it has taken a message, and how it is set up. */
const SERVICES: Record<string, { settings(url: string): object; taken: { status?: number; body: string } }> =
  {
    slack: { settings: (url) => ({ url: `${url}/services/T0/B0/x` }), taken: { body: 'ok' } },
    teams: { settings: (url) => ({ url: `${url}/workflows/x` }), taken: { status: 202, body: '' } },
    discord: { settings: (url) => ({ url: `${url}/api/webhooks/1/x` }), taken: { body: '{"id":"1"}' } },
    pagerduty: {
      settings: (endpoint) => ({ routingKey: 'R0', endpoint }),
      taken: { status: 202, body: '{"status":"success","message":"Event processed","dedup_key":"x"}' },
    },
    opsgenie: {
      settings: (endpoint) => ({ apiKey: 'K0', endpoint }),
      taken: { status: 202, body: '{"result":"Request will be processed","took":0.1,"requestId":"1"}' },
    },
    webhook: {
      settings: (url) => ({ url: `${url}/hook`, secret: SECRET }),
      taken: { status: 204, body: '' },
    },
    ntfy: {
      settings: (server) => ({ server, topic: 'mail', token: 'tk_1' }),
      taken: { body: '{"id":"1","event":"message"}' },
    },
  };

async function send(kind: string, told: Notice) {
  const { settings, taken } = SERVICES[kind]!;
  service.answer = taken;
  const delivery = await channelKindOf(kind)!.send(settings(service.url), told, outgoing);
  expect(delivery).toMatchObject({ outcome: 'sent' });
  return service.received;
}

describe('what is posted', () => {
  test('Slack: blocks, and a text for lists and screen readers', async () => {
    const [{ json, path, headers } = { json: null, path: '', headers: {} }] = await send('slack', notice());
    expect([path, headers['content-type']]).toEqual(['/services/T0/B0/x', 'application/json']);
    expect(json.text).toBe('Critical: Gmail refuses news.example.com: SPF and DKIM both failed (5.7.26)');
    expect(json.blocks.map(({ type }: { type: string }) => type)).toEqual([
      ...['header', 'section', 'rich_text', 'section', 'actions'],
    ]);
    expect(json.blocks[1].fields[0]).toEqual({
      ...{ type: 'mrkdwn', verbatim: true },
      text: '*Hard bounces above 5%*\n300 of 1,000 (30.0%)',
    });
    expect(json.blocks[4].elements[0]).toMatchObject({
      type: 'button',
      url: 'https://bounces.example.com/alerts/4',
    });
  });

  test('Teams: an Adaptive Card in a message', async () => {
    const [{ json } = { json: null }] = await send('teams', notice());
    expect(json).toMatchObject({
      type: 'message',
      attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null }],
    });
    const { content } = json.attachments[0];
    expect(content).toMatchObject({ type: 'AdaptiveCard', version: '1.4', msteams: { width: 'Full' } });
    expect(content.actions).toEqual([
      { type: 'Action.OpenUrl', title: 'Look into it', url: 'https://bounces.example.com/alerts/4' },
    ]);
    expect(content.body[1].inlines.map(({ text }: { text: string }) => text)).toEqual([
      'Hard bounces above 5%: ',
      '300 of 1,000 (30.0%)',
    ]);
  });

  test('Discord: an embed that mentions nobody', async () => {
    const [{ json, path } = { json: null, path: '' }] = await send('discord', notice());
    expect(path).toBe('/api/webhooks/1/x?wait=true');
    expect(json.allowed_mentions).toEqual({ parse: [] });
    expect(json.embeds).toMatchObject([
      {
        url: 'https://bounces.example.com/alerts/4',
        timestamp: '2026-05-04T03:19:00.000Z',
        fields: [{ name: 'Hard bounces above 5%', inline: true }, { name: 'Since' }],
      },
    ]);
  });

  test.each([
    ['firing', 'trigger'],
    ['reminder', 'trigger'],
    ['acknowledged', 'acknowledge'],
    ['resolved', 'resolve'],
  ] as const)('PagerDuty: %s is %s, of one key', async (reason, action) => {
    const [{ json, path } = { json: null, path: '' }] = await send('pagerduty', notice({ reason }));
    expect(path).toBe('/v2/enqueue');
    expect(json).toMatchObject({ routing_key: 'R0', event_action: action, dedup_key: 'bb-7-incident-4' });
    if (action !== 'trigger') expect(json.payload).toBeUndefined();
    else
      expect(json.payload).toMatchObject({
        ...{ severity: 'critical', source: 'Bounceboard', timestamp: '2026-05-04T03:12:00.000Z' },
        summary: expect.stringContaining('Gmail refuses'),
        custom_details: { 'Hard bounces above 5%': '300 of 1,000 (30.0%)' },
      });
  });

  test('PagerDuty: a test pages and leaves nothing behind', async () => {
    const received = await send('pagerduty', notice({ reason: 'test' }));
    expect(received.map(({ json }) => [json.event_action, json.payload?.severity])).toEqual([
      ['trigger', 'info'],
      ['resolve', undefined],
    ]);
  });

  test.each([
    ['firing', '/v2/alerts'],
    ['acknowledged', '/v2/alerts/bb-7-incident-4/acknowledge?identifierType=alias'],
    ['resolved', '/v2/alerts/bb-7-incident-4/close?identifierType=alias'],
  ] as const)('Opsgenie: %s', async (reason, path) => {
    const [received] = await send('opsgenie', notice({ reason }));
    expect([received?.path, received?.headers.authorization]).toEqual([path, 'GenieKey K0']);
    if (reason === 'firing')
      expect(received?.json).toMatchObject({
        alias: 'bb-7-incident-4',
        priority: 'P1',
        source: 'Bounceboard',
      });
  });

  test('a webhook is signed, and its id is that of the message', async () => {
    const [{ text, headers, json }] = (await send('webhook', notice())) as [Received];
    expect(headers['webhook-id']).toBe('bb-7-transition-17-2');
    expect(json).toMatchObject({
      ...{ type: 'incident.firing', timestamp: '2026-05-04T03:19:00.000Z' },
      data: {
        incident: 'bb-7-incident-4',
        severity: 'critical',
        url: 'https://bounces.example.com/alerts/4',
      },
    });
    const signed = headers as Record<string, string>;
    const receiver = new Webhook(SECRET);
    const at = (headers: Record<string, string>, body: string) => () => receiver.verify(body, headers);
    // The library holds the time of signing to the clock, and this one was signed long ago.
    expect(at(signed, text)).toThrow(/timestamp/i);
    const { 'webhook-id': id = '', 'webhook-signature': signature = '' } = signed;
    expect(receiver.sign(id, NOW, text)).toBe(signature);
    const fresh = { ...outgoing, now: new Date() };
    service.received = [];
    await channelKindOf('webhook')!.send(SERVICES.webhook!.settings(service.url), notice(), fresh);
    const again = service.received[0]!;
    expect(at(again.headers as Record<string, string>, again.text)()).toEqual(json);
    expect(at(again.headers as Record<string, string>, again.text.replace('critical', 'info'))).toThrow();
  });

  test('ntfy: JSON with priority and link', async () => {
    const [{ json, path, headers } = { json: null, path: '', headers: {} }] = await send('ntfy', notice());
    expect([path, headers.authorization]).toEqual(['/', 'Bearer tk_1']);
    expect(json).toMatchObject({
      ...{ topic: 'mail', priority: 5, tags: ['rotating_light'], markdown: false },
      ...{ click: 'https://bounces.example.com/alerts/4', message: expect.stringContaining('550-5.7.26') },
    });
  });
});

describe('a stranger’s words', () => {
  test.each(Object.keys(SERVICES))(
    '%s: no invisible characters, no lines of their own in a title',
    async (kind) => {
      const [{ text, headers } = { text: '', headers: {} }] = await send(kind, HOSTILE);
      const sent = JSON.stringify(JSON.parse(text));
      if (kind !== 'webhook') expect(sent).not.toContain('\u202e');
      expect(JSON.stringify(headers)).not.toContain('evil.example');
    },
  );

  test('Slack: no mention and no link', async () => {
    const [{ json } = { json: null }] = await send('slack', HOSTILE);
    expect(json.text).toContain('&lt;!channel&gt;');
    const parsed = [json.text, ...json.blocks.slice(1, 2)[0].fields, json.blocks[3].text];
    for (const one of parsed) expect(JSON.stringify(one)).not.toMatch(/<[!@#h]/);
    expect(json.blocks[0].text.type).toBe('plain_text');
    expect(json.blocks[2].elements[0].elements).toEqual([expect.objectContaining({ type: 'text' })]);
  });

  test('Discord: no way out of the block of code, no link', async () => {
    const [{ json } = { json: null }] = await send('discord', HOSTILE);
    const [{ title, description, fields }] = json.embeds;
    expect(description.split('```')).toHaveLength(3);
    expect(title).toContain('\\[a\\]\\(https\\:');
    expect(fields[0].value).toContain('\\<\\@U123\\>');
  });

  test('Teams: nothing that is read as Markdown', async () => {
    const [{ json } = { json: null }] = await send('teams', HOSTILE);
    const types = json.attachments[0].content.body.map(({ type }: { type: string }) => type);
    expect(new Set(types)).toEqual(new Set(['RichTextBlock']));
  });

  test.each(Object.keys(SERVICES))(
    '%s: as much as anybody may write stays within the limits',
    async (kind) => {
      const long = 'x😀'.repeat(20_000);
      const facts = Array.from({ length: 30 }, (_, i) => ({
        label: `Fact ${i}`,
        value: long.slice(0, 1000),
      }));
      const [{ json, text } = { json: null, text: '' }] = await send(
        kind,
        notice({ title: long.slice(0, 3000), diagnostic: long, advice: long, facts }),
      );
      expect(text).not.toMatch(/\\ud83d(?!\\ude00)/i);
      if (kind === 'slack') {
        expect(json.blocks[0].text.text.length).toBeLessThanOrEqual(150);
        expect(json.blocks[1].fields).toHaveLength(10);
      }
      if (kind === 'discord') {
        const [{ title, description, fields }] = json.embeds;
        const all = [
          title,
          description,
          ...fields.flatMap((f: { name: string; value: string }) => [f.name, f.value]),
        ];
        expect(all.join('').length).toBeLessThanOrEqual(6000);
        expect([title.length <= 256, description.length <= 4096]).toEqual([true, true]);
      }
      if (kind === 'teams') expect(Buffer.byteLength(text)).toBeLessThanOrEqual(28_000);
      if (kind === 'pagerduty') {
        expect(json.payload.summary.length).toBeLessThanOrEqual(1024);
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(512_000);
      }
      if (kind === 'opsgenie') expect(json.message.length).toBeLessThanOrEqual(130);
      if (kind === 'ntfy') expect(Buffer.byteLength(json.message)).toBeLessThanOrEqual(4096);
    },
  );
});

describe.each(Object.entries(SERVICES))('%s answers', (kind, { settings }) => {
  const deliver = async (answer: FakeService['answer']) => {
    service.answer = answer;
    return channelKindOf(kind)!.send(settings(service.url), notice(), outgoing);
  };

  test.each([
    [401, 'broken'],
    [403, 'broken'],
    [404, 'broken'],
    [410, 'broken'],
    [413, 'refused'],
    [408, 'later'],
    [429, 'later'],
    [500, 'later'],
    [503, 'later'],
  ])('%i: %s', async (status, outcome) => {
    expect(await deliver({ status, body: 'no_service' })).toMatchObject({
      outcome,
      fault: `answered ${status}: no_service`,
    });
  });

  test('another time: when it says', async () => {
    const retryAfter = (value: string) => deliver({ status: 429, headers: { 'retry-after': value } });
    expect(await retryAfter('30')).toMatchObject({ outcome: 'later', retryAfterMs: 30_000 });
    expect(await retryAfter('0.5')).toMatchObject({ retryAfterMs: 500 });
    expect(await retryAfter('Mon, 04 May 2026 03:21:00 GMT')).toMatchObject({ retryAfterMs: 60_000 });
    expect(await retryAfter('soon')).toMatchObject({ retryAfterMs: null });
  });

  test('a redirect is not followed', async () => {
    expect(await deliver({ status: 302, headers: { location: '/elsewhere' } })).toMatchObject({
      outcome: 'broken',
      fault: expect.stringContaining('/elsewhere'),
    });
    expect(service.received).toHaveLength(1);
  });

  test('nothing, or hangs up', async () => {
    expect(await deliver({ hangUp: true })).toMatchObject({ outcome: 'later', fault: 'socket hang up' });
  });
});

test.each(['slack', 'discord', 'pagerduty', 'opsgenie', 'ntfy'])(
  '%s: success in somebody else’s words is none',
  async (kind) => {
    service.answer = { body: '<html>Log in to the guest network</html>' };
    const settings = SERVICES[kind]!.settings(service.url);
    expect(await channelKindOf(kind)!.send(settings, notice(), outgoing)).toMatchObject({
      outcome: 'later',
      fault: expect.stringContaining('not what this service answers'),
    });
  },
);

test('PagerDuty calls a key that it does not know an invalid event', async () => {
  service.answer = { status: 400, body: '{"status":"invalid event"}' };
  const { send, title } = channelKindOf('pagerduty')!;
  expect(await send(SERVICES.pagerduty!.settings(service.url), notice(), outgoing), title).toMatchObject({
    outcome: 'broken',
  });
});

test('a service that does not answer is not waited for', async () => {
  service.answer = { silent: true };
  const delivery = await channelKindOf('slack')!.send(
    SERVICES.slack!.settings(service.url),
    notice(),
    outgoing,
  );
  expect(delivery).toMatchObject({ outcome: 'later', fault: '127.0.0.1 did not answer within 2 s' });
});
