import { once } from 'node:events';
import fs from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import nodemailer from 'nodemailer';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { listenForMail, type SmtpListener, type SmtpOptions } from '@/lib/sources/smtp-receiver';

vi.setConfig({ testTimeout: 60_000 });
const WAIT = { timeout: 20_000, interval: 10 };

const OPTIONS: SmtpOptions = {
  protocol: 'smtp',
  place: { host: '127.0.0.1', port: 0 },
  recipients: ['bounces@return.example'],
  returnPath: 'bounces+{recipient}@return.example',
  largestBytes: 1 << 20,
  messagesPerMinute: 1_000,
  tls: null,
};
const TO = 'bounces+ana=example.com@return.example';
const MAIL = 'From: MAILER-DAEMON@mx.example\r\nSubject: failed\r\n\r\nIt failed.\r\n';

let stored: Map<string, string>;
let store: () => Promise<void>;
let faults: (string | null)[];
let refused: string[];
let listener: SmtpListener | null;
beforeEach(() => {
  stored = new Map();
  store = async () => {};
  faults = [];
  refused = [];
});
afterEach(() => listener?.close());

async function listen(options: Partial<SmtpOptions> = {}): Promise<number> {
  const opened = await listenForMail(
    { ...OPTIONS, ...options },
    {
      async receive(key, mail) {
        await store();
        stored.set(key, Buffer.from(mail).toString());
      },
      onFault: (fault) => void faults.push(fault),
      onRefused: (address, reason) => void refused.push(`${address} ${reason}`),
    },
  );
  listener = opened;
  return opened.port;
}

/** A client that says what it is told to, and remembers what it was told. */
class Dialogue {
  said = '';
  readonly #socket: net.Socket;

  constructor(to: number | string) {
    this.#socket = typeof to === 'number' ? net.connect(to, '127.0.0.1') : net.connect(to);
    this.#socket.setEncoding('utf8').on('data', (text) => {
      this.said += text;
    });
    this.#socket.on('error', () => {});
  }

  /** Waits for so many replies in all. */
  async replies(count: number): Promise<string[]> {
    return vi.waitFor(() => {
      const replies = this.said.split('\r\n').filter((line) => /^\d{3} /.test(line));
      expect(replies.length, this.said).toBeGreaterThanOrEqual(count);
      return replies;
    }, WAIT);
  }

  async say(...lines: string[]): Promise<string[]> {
    const before = (await this.replies(1)).length;
    this.#socket.write(lines.map((line) => `${line}\r\n`).join(''));
    return (await this.replies(before + lines.length)).slice(before);
  }

  write(text: string): void {
    this.#socket.write(text);
  }

  end(): void {
    this.#socket.destroy();
  }

  closed = () => once(this.#socket, 'close');
}

const transport = (port: number, options: object = {}) =>
  nodemailer.createTransport({ host: '127.0.0.1', port, ignoreTLS: true, name: 'mx.example', ...options });

/** As a mail server sends a report: by the null sender. */
const send = (port: number, to: string | string[] = TO, raw = MAIL, options: object = {}) =>
  transport(port, options).sendMail({ envelope: { from: '', to }, raw });

test('a report is taken from the null sender, and stored as it came below its envelope', async () => {
  const { response } = await send(await listen());
  expect(response).toBe('250 2.6.0 stored');
  expect([...stored.values()]).toEqual([
    `Return-Path: <>\r\nX-Original-To: ${TO}\r\nX-Bounceboard-Recipient: ana@example.com\r\n${MAIL}`,
  ]);
});

test('the answer comes only once the mail is stored', async () => {
  let release = () => {};
  store = () =>
    new Promise((resolve) => {
      release = resolve;
    });
  let isAnswered = false;
  const sending = send(await listen()).then(() => {
    isAnswered = true;
  });
  await vi.waitFor(() => expect(release.length).toBe(1), WAIT);
  expect(isAnswered).toBe(false);
  expect(stored.size).toBe(0);
  release();
  await sending;
  expect(stored.size).toBe(1);
});

test('a store that refuses is a reason to try again later: 451, and nothing is said to be stored', async () => {
  store = async () => {
    throw new Error('the store is away');
  };
  const port = await listen();
  await expect(send(port)).rejects.toMatchObject({
    responseCode: 451,
    response: expect.stringContaining('4.3.0'),
  });
  expect(faults).toEqual(['the store is away']);
  store = async () => {};
  await send(port);
  expect(faults).toEqual(['the store is away', null]);
  expect(stored.size).toBe(1);
});

test('a mail that is sent again since its answer was lost is one; another mail is another', async () => {
  let arrivals = 0;
  store = async () => void arrivals++;
  const port = await listen();
  await send(port);
  await send(port);
  // Without its key, which the inbox knows an arrival by, it would be two.
  expect({ arrivals, stored: stored.size }).toEqual({ arrivals: 2, stored: 1 });
  await send(port, TO, MAIL.replace('It failed', 'It failed again'));
  await send(port, 'bounces+ben=example.com@return.example');
  expect(stored.size).toBe(3);
});

describe('nothing is relayed', () => {
  test.each([
    ['bounces+x=y.example@return.example', '250'],
    ['someone@return.example', '550 5.1.1'],
    ['someone@example.org', '550 5.7.1'],
    ['bounces@return.example@example.org', '5'],
    ['"bounces@return.example"@example.org', '5'],
    // RFC 5321 §4.1.1.3: a source route is ignored, and what is behind it is where the mail goes.
    ['@example.org:bounces@return.example', '250'],
    ['bounces%return.example@example.org', '550 5.7.1'],
  ])('to %s: %s', async (recipient, answer) => {
    const client = new Dialogue(await listen());
    const replies = await client.say('EHLO mx.example', 'MAIL FROM:<>', `RCPT TO:<${recipient}>`);
    expect(replies.at(-1)!.startsWith(answer), replies.at(-1)).toBe(true);
    client.end();
  });

  test('one that is ours does not bring in another', async () => {
    const { accepted, rejected } = await send(await listen(), [TO, 'someone@example.org']);
    expect({ accepted, rejected }).toEqual({ accepted: [TO], rejected: ['someone@example.org'] });
    expect([...stored.values()].join()).not.toContain('someone@example.org');
  });

  test('without an own recipient there is no mail', async () => {
    const client = new Dialogue(await listen());
    const replies = await client.say('EHLO mx.example', 'MAIL FROM:<>', 'RCPT TO:<a@example.org>', 'DATA');
    expect(replies.at(-1)).toMatch(/^503 /);
    client.end();
  });
});

describe('what the protocol offers', () => {
  test('pipelining, 8-bit, international addresses, sizes; no authentication, no TLS without a certificate', async () => {
    const client = new Dialogue(await listen());
    await client.say('EHLO mx.example');
    for (const word of ['PIPELINING', '8BITMIME', 'SMTPUTF8', `SIZE ${1 << 20}`])
      expect(client.said).toContain(word);
    for (const word of ['AUTH', 'STARTTLS']) expect(client.said).not.toContain(word);
    client.write(
      [
        ...[
          'MAIL FROM:<> BODY=8BITMIME SMTPUTF8',
          `RCPT TO:<bounces+zoë=example.com@return.example>`,
          'DATA',
          '',
        ],
      ].join('\r\n'),
    );
    await client.replies(5);
    client.write(`${MAIL.replace('It failed', 'Žádný uživatel')}.\r\n`);
    expect((await client.replies(6)).at(-1)).toBe('250 2.6.0 stored');
    expect([...stored.values()].join()).toMatch(/Recipient: zoë@example\.com(?:.|\s)*Žádný uživatel/);
    client.end();
  });

  test('STARTTLS with a certificate of its own', async () => {
    const pem = (name: string) =>
      fs.readFile(path.join(import.meta.dirname, '../fixtures/tls', name), 'utf8');
    const secrets = { certificate: await pem('certificate.pem'), key: await pem('key.pem') };
    const port = await listen({ tls: secrets });
    const tls = { ca: secrets.certificate, servername: 'bounceboard.example' };
    await send(port, TO, MAIL, { ignoreTLS: false, requireTLS: true, tls });
    expect(stored.size).toBe(1);
  });

  test('a line that begins with a dot, and one that is only a dot, are the mail’s own', async () => {
    const mail = `${MAIL}.\r\n..\r\n.x\r\n`;
    await send(await listen(), TO, mail);
    expect([...stored.values()][0]!.endsWith(mail)).toBe(true);
  });

  test('a bare LF does not end a mail: what follows is not taken for commands', async () => {
    const client = new Dialogue(await listen());
    await client.say('EHLO mx.example', 'MAIL FROM:<>', `RCPT TO:<${TO}>`, 'DATA');
    const smuggled = `MAIL FROM:<>\r\nRCPT TO:<${TO}>\r\nDATA\r\nSubject: smuggled\r\n`;
    client.write(`${MAIL}\n.\n${smuggled}\r\n.\r\n`);
    expect((await client.replies(6)).at(-1)).toBe('250 2.6.0 stored');
    expect(stored.size).toBe(1);
    expect([...stored.values()][0]).toContain('Subject: smuggled');
    client.end();
  });
});

describe('LMTP', () => {
  test('answers for each recipient, also on a Unix socket, and takes the place of one that was left behind', async () => {
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'bb-'));
    const socket = path.join(folder, 'lmtp');
    await fs.writeFile(
      path.join(folder, 'leave.cjs'),
      `require('net').createServer().listen(${JSON.stringify(socket)}, () => process.kill(process.pid, 'SIGKILL'))`,
    );
    const { spawnSync } = await import('node:child_process');
    spawnSync(process.execPath, [path.join(folder, 'leave.cjs')]);
    expect((await fs.stat(socket)).isSocket()).toBe(true);

    await listen({ protocol: 'lmtp', place: { path: socket } });
    const client = new Dialogue(socket);
    const other = 'bounces+ben=example.com@return.example';
    const replies = await client.say(
      'LHLO mx.example',
      'MAIL FROM:<>',
      `RCPT TO:<${TO}>`,
      'RCPT TO:<no@return.example>',
      `RCPT TO:<${other}>`,
      'DATA',
    );
    expect(replies[3]).toMatch(/^550 5\.1\.1/);
    client.write(`${MAIL}.\r\n`);
    expect((await client.replies(9)).slice(-2)).toEqual(['250 2.6.0 stored', '250 2.6.0 stored']);
    expect(stored.size).toBe(1);
    client.end();
    await expect(
      listenForMail({ ...OPTIONS, protocol: 'lmtp', place: { path: socket } }, null!),
    ).rejects.toThrow(/EADDRINUSE/);
    await listener?.close();
    await fs.rm(folder, { recursive: true });
  });

  test('a store that refuses defers every recipient', async () => {
    store = async () => {
      throw new Error('the store is away');
    };
    const client = new Dialogue(await listen({ protocol: 'lmtp' }));
    await client.say(
      'LHLO mx.example',
      'MAIL FROM:<>',
      `RCPT TO:<${TO}>`,
      'RCPT TO:<bounces@return.example>',
      'DATA',
    );
    client.write(`${MAIL}.\r\n`);
    for (const reply of (await client.replies(8)).slice(-2)) expect(reply).toMatch(/^451 4\.3\.0/);
    client.end();
  });
});

describe('limits', () => {
  test('a mail that is too large is refused by its announcement, and by its bytes', async () => {
    const port = await listen({ largestBytes: 10_000 });
    const large = MAIL + 'x'.repeat(20_000);
    const client = new Dialogue(port);
    const replies = await client.say('EHLO mx.example', 'MAIL FROM:<> SIZE=20000');
    expect(replies.at(-1)).toMatch(/^552 /);
    await client.say('MAIL FROM:<>', `RCPT TO:<${TO}>`, 'DATA');
    client.write(`${large}\r\n.\r\n`);
    expect((await client.replies(7)).at(-1)).toBe('552 5.3.4 larger than 10000 bytes');
    client.end();
    expect(stored.size).toBe(0);
  });

  test('more than so many messages a minute are deferred', async () => {
    const port = await listen({ messagesPerMinute: 3 });
    for (let n = 0; n < 3; n++) await send(port, TO, `${MAIL}${n}\r\n`);
    await expect(send(port)).rejects.toMatchObject({
      responseCode: 451,
      response: expect.stringContaining('4.7.1'),
    });
    expect(stored.size).toBe(3);
    expect(refused.at(-1)).toContain('127.0.0.1 451 4.7.1');
  });

  test('who tries names is sent away', async () => {
    const client = new Dialogue(await listen());
    await client.say('EHLO mx.example', 'MAIL FROM:<>');
    for (let n = 0; n < 101; n++) client.write(`RCPT TO:<name${n}@return.example>\r\n`);
    await client.closed();
    expect(client.said).toContain('421 4.7.0 too many unknown recipients');
  });

  test('one address has so many connections, and another after one has ended', async () => {
    const port = await listen();
    const clients = Array.from({ length: 20 }, () => new Dialogue(port));
    await Promise.all(clients.map((client) => client.replies(1)));
    const late = new Dialogue(port);
    expect((await late.replies(1))[0]).toMatch(/^421 4\.7\.0 too many connections/);
    await vi.waitFor(() => expect(late.said).toContain('421'), WAIT);
    clients[0]!.end();
    await vi.waitFor(async () => {
      const next = new Dialogue(port);
      const [greeting] = await next.replies(1);
      next.end();
      expect(greeting).toMatch(/^220 /);
    }, WAIT);
    for (const client of clients) client.end();
  });

  test('a client that leaves in the middle of a mail leaves nothing behind', async () => {
    const port = await listen();
    const client = new Dialogue(port);
    await client.say('EHLO mx.example', 'MAIL FROM:<>', `RCPT TO:<${TO}>`, 'DATA');
    client.write(MAIL);
    client.end();
    await send(port, TO, `${MAIL}another\r\n`);
    expect([...stored.values()].join()).toContain('another');
    expect(stored.size).toBe(1);
  });
});
