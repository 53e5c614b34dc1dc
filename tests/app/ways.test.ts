import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { SENDERS } from '@/app/_setup/senders';
import { WAYS, type WayId, wayById } from '@/app/_setup/ways';
import { formatById } from '@/lib/formats/index';
import { sourceKindOf } from '@/lib/source-kinds/index';

const MADE = {
  name: 'mx1',
  address: 'https://board.example.com',
  token: 'bb_secret',
  log: '/var/log/mail.log',
  format: 'postfix',
  settings: {
    ...{ paths: ['/var/log/mail.log'], path: '/srv/bounces', port: 5514, transport: 'tcp' },
    ...{ protocol: 'lmtp', recipients: ['return.example.com'] },
  },
};
const codeOf = (way: WayId) =>
  WAYS[way]
    .steps(MADE)
    .map(({ code }) => code ?? '')
    .join('\n');

describe('senders', () => {
  it('are each of a format that there is, and have a way here', () => {
    expect(SENDERS.filter(({ format }) => format !== 'auto' && !formatById(format))).toEqual([]);
    expect(SENDERS.filter(({ ways }) => ways.length === 0)).toEqual([]);
    expect(new Set(SENDERS.map(({ id }) => id)).size).toBe(SENDERS.length);
  });
});

describe.each(Object.keys(WAYS) as WayId[])('%s', (way) => {
  it('is of a kind that there is, says what to do and what to look at', () => {
    expect(sourceKindOf(WAYS[way].kind)).not.toBeNull();
    expect(WAYS[way].checks.length).toBeGreaterThan(0);
    expect(WAYS[way].steps(MADE).length).toBeGreaterThan(0);
    expect(SENDERS.some(({ ways }) => ways.includes(way))).toBe(true);
  });
});

describe('snippets', () => {
  it.each(['push', 'vector', 'kumomta', 'journal'] as const)('%s: name address and token', (way) => {
    expect(codeOf(way)).toContain('https://board.example.com/api/v1/ingest/mx1');
    expect(codeOf(way)).toContain('Bearer bb_secret'.replace('Bearer ', way === 'vector' ? '' : 'Bearer '));
  });

  it('vector: loses nothing while this is away, as the documented configuration', () => {
    const documented = parse(fs.readFileSync('docs/push/vector.yaml', 'utf8'));
    const { request, acknowledgements, buffer } = documented.sinks.bounceboard;
    expect(codeOf('vector').split('\n')).toEqual(
      expect.arrayContaining([
        `read_from = "${documented.sources.mail_log.read_from}"`,
        `request.concurrency = ${request.concurrency}`,
        `request.retry_attempts = ${request.retry_attempts}`,
        `acknowledgements.enabled = ${acknowledgements.enabled}`,
        `buffer.type = "${buffer.type}"`,
        `buffer.max_size = ${buffer.max_size}`,
        `buffer.when_full = "${buffer.when_full}"`,
      ]),
    );
  });

  it('push: names a script that there is, with the address and the token that it asks for', () => {
    const [, , script] = WAYS.push.steps(MADE);
    const [, named = ''] = script?.code?.match(/'https:\/\/board\.example\.com\/(push\/\S+\.sh)'/) ?? [];
    expect(script?.code).toContain(` sh ${named.split('/').at(-1)} `);
    expect(fs.existsSync(`app/${named}/route.ts`)).toBe(true);
    const asked = fs.readFileSync(`docs/${named}`, 'utf8').match(/BOUNCEBOARD_[A-Z]+(?=:\?)/g);
    expect(asked).toEqual(['BOUNCEBOARD_URL', 'BOUNCEBOARD_TOKEN']);
    expect(script?.code?.match(/BOUNCEBOARD_[A-Z]+(?==)/g)).toEqual(asked);
  });

  it('webhook: names a token only where one is needed', () => {
    expect(codeOf('webhook')).toBe('https://board.example.com/api/v1/webhooks/mx1?token=bb_secret');
    expect(WAYS.webhook.steps({ ...MADE, token: null })[0]?.code).toBe(
      'https://board.example.com/api/v1/webhooks/mx1',
    );
  });

  it('syslog and the return path: name host and port', () => {
    expect(codeOf('syslog')).toContain('target="board.example.com" port="5514" protocol="tcp"');
    expect(codeOf('smtp')).toContain('return.example.com  lmtp:[board.example.com]:5514');
  });

  it.each(['push', 'journal'] as const)('%s: is a program that bash takes', (way) => {
    const { status, stderr } = spawnSync('bash', ['-n'], { input: codeOf(way), encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });

  it('no way goes by a name that objects have anyway', () => {
    expect(wayById('constructor')).toBeNull();
  });
});
