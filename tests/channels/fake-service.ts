import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  method: string;
  path: string;
  headers: http.IncomingHttpHeaders;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: whatever was posted
  json: any;
}

export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  /** Takes the request and hangs up. */
  hangUp?: boolean;
  /** Takes the request and never answers. */
  silent?: boolean;
}

export interface FakeService {
  url: string;
  received: Received[];
  /** What is answered from now on. */
  answer: Answer | ((received: Received) => Answer | Promise<Answer>);
  close(): Promise<void>;
}

/** A service on loopback that writes down what it is sent. */
export async function fakeService(answer: FakeService['answer'] = {}): Promise<FakeService> {
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const received = {
      ...{ method: request.method ?? '', path: request.url ?? '', headers: request.headers, text },
      json: text.startsWith('{') ? JSON.parse(text) : null,
    };
    service.received.push(received);
    const given = typeof service.answer === 'function' ? await service.answer(received) : service.answer;
    if (given.silent) return;
    if (given.hangUp) return void request.socket.destroy();
    response.writeHead(given.status ?? 200, given.headers).end(given.body ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const service: FakeService = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: [],
    answer,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return service;
}
