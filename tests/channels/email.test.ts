import fs from 'node:fs';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, test } from 'vitest';
import { email } from '@/lib/channels/email';
import type { Notice } from '@/lib/channels/notice';
import { decodeWords } from '@/lib/formats/mail/encoded-word';
import { readMail, textOf } from '@/lib/formats/mail/mime';
import { HOSTILE, notice, outgoing } from './notices';

const pem = (name: string) =>
  fs.readFileSync(new URL(`../fixtures/tls/${name}.pem`, import.meta.url), 'utf8');

interface Mail {
  from: string;
  to: string[];
  source: string;
  user: string | undefined;
  secure: boolean;
}

const servers: SMTPServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise<void>((resolve) => server.close(resolve));
});

/** A mail server that keeps what it takes. */
async function mailServer(options: SMTPServerOptions = {}): Promise<{ port: number; mails: Mail[] }> {
  const mails: Mail[] = [];
  const server = new SMTPServer({
    ...{ key: pem('key'), cert: pem('certificate'), authOptional: true, closeTimeout: 100 },
    onAuth: ({ username, password }, _, answer) =>
      password === 'right' ? answer(null, { user: username }) : answer(new Error('Invalid credentials')),
    onData(stream, { envelope, user, secure }, answer) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        const to = envelope.rcptTo.map(({ address }) => address);
        mails.push({
          from,
          to,
          source: Buffer.concat(chunks).toString('utf8'),
          user: user as string,
          secure,
        });
        answer();
      });
    },
    ...options,
  });
  server.on('error', () => {}); // Clients that hang up.
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.server.address() as AddressInfo).port, mails };
}

const settings = (port: number, change: object = {}) => ({
  ...{ host: '127.0.0.1', port, security: 'none', from: 'bounceboard@example.com', to: ['ops@example.org'] },
  ...change,
});
const trusting = { ...outgoing, ca: pem('certificate') };
const send = (
  port: number,
  change: object = {},
  told: Notice = notice(),
  out = outgoing as typeof trusting,
) => email.send(settings(port, change), told, out);

const refusing = (responseCode: number, message: string) =>
  Object.assign(new Error(message), { responseCode });

/** The mail as its reader sees it. */
function read({ source }: Mail) {
  const { headers, parts } = readMail(Buffer.from(source));
  const body = (type: string) => textOf(parts.find((part) => part.type === type)!);
  return {
    header: (name: string) => decodeWords(headers.get(name) ?? ''),
    text: body('text/plain'),
    html: body('text/html'),
  };
}

describe('a mail', () => {
  test('says it in text and in HTML, and belongs to the thread of its incident', async () => {
    const { port, mails } = await mailServer();
    expect(await send(port, { to: ['ops@example.org', 'lead@example.org'] })).toMatchObject({
      outcome: 'sent',
      answer: expect.stringMatching(/^250 .*for 2 of 2$/),
    });
    expect(mails).toMatchObject([
      { from: 'bounceboard@example.com', to: ['ops@example.org', 'lead@example.org'] },
    ]);
    const { header, text, html } = read(mails[0]!);
    expect(header('subject')).toBe(
      'Critical: Gmail refuses news.example.com: SPF and DKIM both failed (5.7.26)',
    );
    expect(header('message-id')).toBe('<bb-7-transition-17-2@example.com>');
    expect(header('references')).toBe('<bb-7-incident-4@example.com>');
    expect(header('auto-submitted')).toBe('auto-generated');
    expect(header('x-priority')).toBe('1 (Highest)');
    for (const said of [
      '300 of 1,000 (30.0%)',
      '550-5.7.26 Your email',
      'https://bounces.example.com/alerts/4',
    ]) {
      expect(text).toContain(said);
      expect(html).toContain(said);
    }
  });

  test('takes a stranger’s words for words', async () => {
    const { port, mails } = await mailServer();
    await send(port, {}, HOSTILE);
    expect(mails[0]!.to).toEqual(['ops@example.org']);
    const { header, text, html } = read(mails[0]!);
    expect(header('bcc')).toBe('');
    expect(header('subject')).toMatch(/⟨U\+000D⟩⟨U\+000A⟩Bcc: ?eve@evil\.example/);
    expect(html).not.toMatch(/<script|<img|<b>/);
    expect(html).toContain('&lt;script&gt;');
    expect(`${html}${text}`).not.toContain('\u202e');
  });
});

describe('encryption', () => {
  test('is verified: a server that nobody vouches for gets no password', async () => {
    const { port, mails } = await mailServer();
    const login = { security: 'starttls', user: 'board', password: 'right' };
    expect(await send(port, login)).toMatchObject({
      outcome: 'later',
      fault: expect.stringMatching(/self-signed/),
    });
    expect(mails).toEqual([]);
    expect(await send(port, login, notice(), trusting)).toMatchObject({ outcome: 'sent' });
    expect(mails).toMatchObject([{ user: 'board', secure: true }]);
  });

  test('is not given up where the server does not offer it', async () => {
    const { port, mails } = await mailServer({ disabledCommands: ['STARTTLS'] });
    expect(await send(port, { security: 'starttls' }, notice(), trusting)).toMatchObject({
      outcome: 'broken',
    });
    expect(mails).toEqual([]);
  });

  test('from the beginning', async () => {
    const { port, mails } = await mailServer({ secure: true });
    expect(await send(port, { security: 'tls' }, notice(), trusting)).toMatchObject({ outcome: 'sent' });
    expect(mails).toMatchObject([{ secure: true }]);
  });

  test.each([
    ['a password in clear', { user: 'board', password: 'x' }],
    ['a password of nobody', { security: 'tls', password: 'x' }],
    ['somebody without a password', { security: 'tls', user: 'board' }],
    ['nobody to tell', { to: [] }],
    ['an address that is none', { to: ['ops'] }],
  ])('%s is refused', (_, change) => {
    expect(email.settings.safeParse(settings(25, change)).success).toBe(false);
  });
});

describe('the server', () => {
  test.each([
    ['does not know us', { onMailFrom: refusing(550, '5.7.1 not here') }, 'broken'],
    ['does not know the recipient', { onRcptTo: refusing(550, '5.1.1 no such user') }, 'broken'],
    ['knows the recipient later', { onRcptTo: refusing(450, '4.2.0 greylisted') }, 'later'],
    ['is busy', { onMailFrom: refusing(421, '4.3.2 later') }, 'later'],
    ['does not like the message', { onData: refusing(554, '5.6.0 spam') }, 'refused'],
    ['takes the message later', { onData: refusing(451, '4.3.0 disk full') }, 'later'],
  ])('%s', async (_, faults: Partial<Record<'onMailFrom' | 'onRcptTo' | 'onData', Error>>, outcome) => {
    const { onMailFrom, onRcptTo, onData } = faults;
    const { port } = await mailServer({
      ...(onMailFrom && { onMailFrom: (_, __, answer) => answer(onMailFrom) }),
      ...(onRcptTo && { onRcptTo: (_, __, answer) => answer(onRcptTo) }),
      ...(onData && {
        onData(stream, _, answer) {
          stream.resume().on('end', () => answer(onData));
        },
      }),
    });
    const fault = Object.values(faults)[0]!.message;
    expect(await send(port)).toMatchObject({ outcome, fault: expect.stringContaining(fault) });
  });

  test('refuses one of two: the other is told', async () => {
    const { port } = await mailServer({
      onRcptTo: ({ address }, _, answer) =>
        answer(address.startsWith('gone') ? refusing(550, '5.1.1 no such user') : null),
    });
    expect(await send(port, { to: ['ops@example.org', 'gone@example.org'] })).toMatchObject({
      outcome: 'sent',
      answer: expect.stringContaining('for 1 of 2; refused for gone@example.org'),
    });
  });

  test('refuses the password', async () => {
    const { port } = await mailServer();
    const login = { security: 'starttls', user: 'board', password: 'wrong' };
    expect(await send(port, login, notice(), trusting)).toMatchObject({ outcome: 'broken' });
  });

  test('is not there', async () => {
    expect(await send(1)).toMatchObject({ outcome: 'later', fault: expect.stringContaining('ECONNREFUSED') });
  });
});
