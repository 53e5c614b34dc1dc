import dgram from 'node:dgram';
import { once } from 'node:events';
import net from 'node:net';
import type { LossCount } from './loss-count';
import { kernelDrops } from './udp-drops';

/** Asked for; the kernel may give less (net.core.rmem_max). */
const BUFFER_BYTES = 8 << 20;
const KERNEL_CHECK_MS = 5_000;

export interface Datagrams {
  port: number;
  close(): Promise<void>;
}

/** Receives datagrams, and counts those that the kernel had no room for. Throws where the port cannot be had. */
export async function openDatagrams(
  { host, port }: { host: string; port: number },
  receive: (datagram: Buffer, from: dgram.RemoteInfo) => void,
  losses: LossCount,
): Promise<Datagrams> {
  const type = net.isIPv6(host) ? 'udp6' : 'udp4';
  const socket = dgram.createSocket({ type, recvBufferSize: BUFFER_BYTES });
  try {
    socket.on('message', receive);
    socket.bind({ port, address: host, exclusive: true });
    await once(socket, 'listening');
  } catch (error) {
    socket.close();
    throw error;
  }
  socket.on('error', () => {}); // Of a datagram that could not be read: the next one may.
  const watch = await watchKernel(socket, losses);
  return {
    port: socket.address().port,
    async close() {
      await watch.stop();
      await new Promise<void>((resolve) => socket.close(resolve));
    },
  };
}

/** Asks the kernel every so often what it has thrown away. */
async function watchKernel(socket: dgram.Socket, losses: LossCount): Promise<{ stop(): Promise<void> }> {
  const { address, port } = socket.address();
  let known = (await kernelDrops(address, port)) ?? 0;
  const look = async () => {
    const drops = await kernelDrops(address, port);
    if (drops === null || drops <= known) return;
    losses.add('datagrams were dropped by the kernel: its buffer was full', null, drops - known);
    known = drops;
  };
  const timer = setInterval(look, KERNEL_CHECK_MS);
  return {
    async stop() {
      clearInterval(timer);
      await look();
    },
  };
}
