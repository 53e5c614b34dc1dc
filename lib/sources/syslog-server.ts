import type { RemoteInfo } from 'node:dgram';
import { once } from 'node:events';
import net from 'node:net';
import tls from 'node:tls';
import { openDatagrams } from './datagrams';
import { type LineBatch, LineBatches } from './line-batches';
import { type Loss, LossCount } from './loss-count';
import { networkCheck, plainAddress } from './networks';
import { oneLine, SyslogFraming } from './syslog-framing';

/** Above this, nothing more is read from connections: the kernel's buffers fill, and senders wait. */
const PAUSE_BYTES = 4 << 20;
const RESUME_BYTES = 2 << 20;
/** A datagram's sender cannot wait: above this, what comes is dropped and counted. */
const DROP_BYTES = 16 << 20;

/** Each may hold one message that has not ended. */
const MOST_CONNECTIONS = 512;
const KEEP_ALIVE_MS = 60_000;
/** How long a connection may go on after it was told that this is the end. */
const FAREWELL_MS = 1_000;

export interface SyslogOptions {
  host: string;
  port: number;
  transports: readonly ('tcp' | 'udp')[];
  /** Addresses that are listened to. */
  networks: readonly string[];
  /** PEM texts: TCP speaks TLS (RFC 5425). */
  tls: { certificate: string; key: string } | null;
}

export interface SyslogReceiver {
  /** Resolves once the lines are durable; where it throws, the same batch is written again. */
  write(batch: LineBatch): Promise<void>;
  /** Why lines cannot be written, and `null` once they can again. */
  onFault(fault: string | null): void;
  /** What will not be read, durable once it resolves. */
  tellLost(losses: Loss[]): Promise<void>;
  /** Somebody who is not listened to, or was not understood. */
  onRefused(address: string, reason: string): void;
}

export interface SyslogServer {
  port: number;
  /** Writes what has been received. @returns what could neither be written nor told. */
  close(patienceMs: number): Promise<Loss[]>;
}

/** Listens for syslog, and hands on what comes in order and in batches. Throws where it cannot listen. */
export async function listenForSyslog(
  options: SyslogOptions,
  receiver: SyslogReceiver,
): Promise<SyslogServer> {
  const isAllowed = networkCheck(options.networks);
  const losses = new LossCount((lost) => receiver.tellLost(lost));
  const connections = new Set<net.Socket>();
  let isPaused = false;
  const batches = new LineBatches({
    write: (batch) => receiver.write(batch),
    onFault: (fault) => receiver.onFault(fault),
    onWritten(waitingBytes) {
      if (!isPaused || waitingBytes > RESUME_BYTES) return;
      isPaused = false;
      for (const socket of connections) socket.resume();
    },
  });

  const accept = (socket: net.Socket) => {
    const address = plainAddress(socket.remoteAddress ?? '');
    socket.on('error', () => {}); // Its end follows, and says what was lost.
    if (!isAllowed(address)) {
      socket.destroy();
      receiver.onRefused(address, 'not among the allowed networks');
      return;
    }
    const framing = new SyslogFraming({
      message: (line) => batches.add(line),
      lost: (bytes, reason) => losses.add(reason, bytes),
    });
    connections.add(socket);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    socket.on('data', (chunk) => {
      framing.push(chunk);
      if (batches.waitingBytes < PAUSE_BYTES) return;
      isPaused = true;
      for (const one of connections) one.pause();
    });
    socket.on('end', () => framing.end(true));
    socket.on('close', () => {
      framing.end(false);
      connections.delete(socket);
    });
    if (isPaused) socket.pause();
  };

  const receiveDatagram = (datagram: Buffer, { address }: RemoteInfo) => {
    if (!isAllowed(plainAddress(address))) {
      receiver.onRefused(plainAddress(address), 'not among the allowed networks');
    } else if (batches.waitingBytes >= DROP_BYTES) {
      losses.add('datagrams were dropped: the store did not take them fast enough', datagram.length);
    } else {
      // The datagram is the message (RFC 5426 §3.1), and its memory is ours.
      const line = oneLine(datagram);
      if (line.length > 0) batches.add(line);
    }
  };

  const closing: (() => Promise<void>)[] = [];
  let { port } = options;
  try {
    if (options.transports.includes('tcp')) {
      const server = await listenForConnections({ ...options, port }, accept, receiver);
      closing.push(() => closeServer(server, connections));
      port = (server.address() as net.AddressInfo).port;
    }
    if (options.transports.includes('udp')) {
      const datagrams = await openDatagrams({ host: options.host, port }, receiveDatagram, losses);
      closing.push(() => datagrams.close());
      port = datagrams.port;
    }
  } catch (error) {
    await Promise.all(closing.map((close) => close()));
    await batches.close(0);
    throw error;
  }
  let closed: Promise<Loss[]> | null = null;
  return {
    port,
    close(patienceMs) {
      const end = async () => {
        await Promise.all(closing.map((close) => close()));
        const bytes = await batches.close(patienceMs);
        if (bytes > 0) losses.add('received, and not written before the end', bytes);
        return losses.close();
      };
      closed ??= end();
      return closed;
    },
  };
}

async function listenForConnections(
  { host, port, tls: secrets }: SyslogOptions,
  accept: (socket: net.Socket) => void,
  receiver: SyslogReceiver,
): Promise<net.Server> {
  const server = secrets
    ? tls.createServer({ cert: secrets.certificate, key: secrets.key }, accept)
    : net.createServer(accept);
  server.maxConnections = MOST_CONNECTIONS;
  server.on('drop', (drop) =>
    receiver.onRefused(drop?.remoteAddress ?? '', `there are ${MOST_CONNECTIONS} connections already`),
  );
  server.on('tlsClientError', (error: Error, socket: tls.TLSSocket) =>
    receiver.onRefused(socket.remoteAddress ?? '', `no TLS session: ${error.message}`),
  );
  server.listen(port, host);
  await once(server, 'listening');
  server.on('error', (error) => receiver.onFault(error.message));
  return server;
}

/** Connections are ended from here, and what is on its way may still come. */
async function closeServer(server: net.Server, connections: Set<net.Socket>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  for (const socket of connections) socket.end();
  const timer = setTimeout(() => {
    for (const socket of connections) socket.destroy();
  }, FAREWELL_MS);
  await closed;
  clearTimeout(timer);
}
