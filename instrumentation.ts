import type { IncomingMessage } from 'node:http';

/** Next calls it once, before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { subscribe } = await import('node:diagnostics_channel');
  const { PEER_HEADER } = await import('@/lib/auth/reach');
  // Next shows no socket to pages, and passes on whatever `X-Forwarded-For` a client made up.
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage };
    request.headers[PEER_HEADER] = request.socket.remoteAddress ?? 'gone';
  });
}
