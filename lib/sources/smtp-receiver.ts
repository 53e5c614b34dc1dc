import { once } from 'node:events';
import fs from 'node:fs/promises';
import net from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { recipientCheck } from './own-recipients';
import { mailKey, withEnvelope } from './received-mail';
import { returnPathReader } from './return-path';
import { SmtpLimits } from './smtp-limits';

const MOST_CONNECTIONS = 100;
/** Of all the mails that are being received now: a mail that would go above is deferred. */
const MOST_BYTES = 128 << 20;
/** RFC 5321 §4.5.3.2 has servers wait five minutes for a command; a report's sender has nothing to think about. */
const SILENCE_MS = 120_000;
/** The client waits ten minutes for the answer to its mail (RFC 5321 §4.5.3.2.6). */
const STORE_MS = 60_000;
const FAREWELL_MS = 3_000;

export interface SmtpOptions {
  protocol: 'smtp' | 'lmtp';
  place: { host: string; port: number } | { path: string };
  /** Addresses and domains that mail is taken for; there is no relaying. */
  recipients: readonly string[];
  /** How the sender writes recipients into its return paths; `null`: the common ways are known. */
  returnPath: string | null;
  largestBytes: number;
  messagesPerMinute: number;
  /** PEM texts, for STARTTLS. */
  tls: { certificate: string; key: string } | null;
}

export interface SmtpReceiver {
  /** Resolves once the mail is durable: only then the client is told so. */
  receive(key: string, mail: Uint8Array<ArrayBuffer>): Promise<void>;
  onFault(fault: string | null): void;
  onRefused(address: string, reason: string): void;
}

export interface SmtpListener {
  /** 0 on a Unix socket. */
  port: number;
  close(): Promise<void>;
}

/** What the client is told, with its enhanced status code (RFC 3463). */
class Refusal extends Error {
  constructor(
    readonly responseCode: number,
    statusCode: string,
    words: string,
  ) {
    super(`${statusCode} ${words}`);
  }
}

/** Takes mail for a return path, by SMTP or LMTP. Throws where it cannot listen. */
export async function listenForMail(options: SmtpOptions, receiver: SmtpReceiver): Promise<SmtpListener> {
  const verdictOf = recipientCheck(options.recipients);
  const recipientIn = options.returnPath === null ? () => null : returnPathReader(options.returnPath);
  const limits = new SmtpLimits(options.messagesPerMinute);
  const connected = new Map<string, string>();
  const memory = { free: MOST_BYTES };

  const refuse = ({ remoteAddress }: SMTPServerSession, refusal: Refusal): Refusal => {
    receiver.onRefused(remoteAddress, `${refusal.responseCode} ${refusal.message}`);
    return refusal;
  };
  const maySend = async (session: SMTPServerSession): Promise<void> => {
    if (await limits.maySend(session.remoteAddress)) return;
    const words = `more than ${options.messagesPerMinute} messages a minute, try again later`;
    throw refuse(session, new Refusal(451, '4.7.1', words));
  };
  const mayReceive = async (address: string, session: SMTPServerSession): Promise<void> => {
    const verdict = verdictOf(address);
    if (verdict === 'ours') return;
    if (!(await limits.mayBeRefused(session.remoteAddress)))
      throw refuse(session, new Refusal(421, '4.7.0', 'too many unknown recipients'));
    throw refuse(
      session,
      verdict === 'unknown'
        ? new Refusal(550, '5.1.1', 'no such recipient here')
        : new Refusal(550, '5.7.1', 'relaying is not allowed'),
    );
  };
  const take = async (stream: SMTPServerDataStream, { envelope }: SMTPServerSession): Promise<void> => {
    const sender = envelope.mailFrom ? envelope.mailFrom.address : '';
    const recipients = envelope.rcptTo.map(({ address }) => address);
    await readMail(stream, memory, options.largestBytes, async (content) => {
      const named = recipients.map(recipientIn).find((recipient) => recipient !== null) ?? null;
      const mail = { sender, recipients };
      const stored = receiver.receive(mailKey(mail, content), withEnvelope(mail, named, content));
      try {
        await withinTime(stored, STORE_MS);
      } catch (error) {
        receiver.onFault((error as Error).message);
        throw new Refusal(451, '4.3.0', 'it cannot be stored now, try again later');
      }
      receiver.onFault(null);
    });
  };

  const server = new SMTPServer({
    lmtp: options.protocol === 'lmtp',
    banner: 'Bounceboard',
    disabledCommands: options.tls ? ['AUTH'] : ['AUTH', 'STARTTLS'],
    ...(options.tls && { cert: options.tls.certificate, key: options.tls.key }),
    size: options.largestBytes,
    maxClients: MOST_CONNECTIONS,
    maxRecipients: 100,
    disableReverseLookup: true,
    socketTimeout: SILENCE_MS,
    closeTimeout: FAREWELL_MS,
    logger: false,
    onConnect({ id, remoteAddress }, answer) {
      connected.set(id, remoteAddress);
      if (limits.mayConnect(remoteAddress)) answer();
      else answer(new Refusal(421, '4.7.0', 'too many connections from your address'));
    },
    onClose({ id }) {
      const address = connected.get(id);
      if (connected.delete(id)) limits.disconnected(address!);
    },
    onMailFrom: (_, session, answer) => void maySend(session).then(() => answer(), answer),
    onRcptTo: ({ address }, session, answer) =>
      void mayReceive(address, session).then(() => answer(), answer),
    onData: (stream, session, answer) =>
      void take(stream, session).then(() => answer(null, '2.6.0 stored'), answer),
  });
  // Of single connections, and of TLS; that of listening is waited for below.
  server.on('error', () => {});

  await start(server, options.place);
  const address = server.server.address();
  return {
    port: address !== null && typeof address === 'object' ? address.port : 0,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

async function start(server: SMTPServer, place: SmtpOptions['place']): Promise<void> {
  if ('path' in place) await removeStale(place.path);
  server.listen('path' in place ? { path: place.path } : place);
  await once(server.server, 'listening');
  // Mail servers deliver as users of their own; who may come near is for the folder to say.
  if ('path' in place) await fs.chmod(place.path, 0o666);
}

/** A socket that nobody listens on is left from a process that was killed. */
async function removeStale(path: string): Promise<void> {
  const socket = net.connect(path);
  try {
    await once(socket, 'connect');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ECONNREFUSED') await fs.rm(path, { force: true });
  } finally {
    socket.destroy();
  }
}

/** Reads a mail to its end, which the protocol demands, and uses its content where it is not refused. */
async function readMail(
  stream: SMTPServerDataStream,
  memory: { free: number },
  largestBytes: number,
  use: (content: Buffer) => Promise<void>,
): Promise<void> {
  let chunks: Buffer[] = [];
  let held = 0;
  let isCrowded = false;
  const drop = () => {
    memory.free += held;
    held = 0;
    chunks = [];
  };
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      isCrowded ||= chunk.length > memory.free;
      if (isCrowded || stream.sizeExceeded) {
        drop();
        continue;
      }
      memory.free -= chunk.length;
      held += chunk.length;
      chunks.push(chunk);
    }
    if (stream.sizeExceeded) throw new Refusal(552, '5.3.4', `larger than ${largestBytes} bytes`);
    if (isCrowded) throw new Refusal(452, '4.3.1', 'too much mail at once, try again later');
    await use(Buffer.concat(chunks));
  } finally {
    drop();
  }
}

async function withinTime(work: Promise<void>, timeMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the store does not answer')), timeMs);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
