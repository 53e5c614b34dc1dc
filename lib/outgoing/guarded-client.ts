import dns from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';
import { allowedHosts } from './allowed-hosts';

/** What a server answered. A long body is cut. */
export interface HttpAnswer {
  status: number;
  headers: http.IncomingHttpHeaders;
  text: string;
}

/** The only way out over HTTP: to public addresses and the operator's own exceptions, without redirects. */
export interface GuardedClient {
  /** @throws AddressRefused; or what the network says, where no answer came. */
  post(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<HttpAnswer>;
}

/** The same way, for what is only read. */
export interface GuardedReader {
  get(url: string): Promise<HttpAnswer>;
}

/** The address is an internal one: whoever may set up a channel must not reach into the network with it. */
export class AddressRefused extends Error {}

export interface GuardedClientOptions {
  /** Names, addresses and networks that may be reached although they are internal. */
  allowHosts: readonly string[];
  /** For the whole exchange. */
  timeoutMs?: number;
  /** Of the certificate authority that is trusted instead of the usual ones. */
  ca?: string;
  lookup?: net.LookupFunction;
}

const TIMEOUT_MS = 15_000;
const MAX_ANSWER_BYTES = 64 * 1024;

/** Addresses are judged when the connection is made, on what the name resolves to at that moment: a name that
 * resolved to something else when the channel was set up makes no difference. */
export function guardedClient(options: GuardedClientOptions): GuardedClient & GuardedReader {
  const { timeoutMs = TIMEOUT_MS, ca, lookup = dns.lookup as net.LookupFunction } = options;
  const allowed = allowedHosts(options.allowHosts);
  const send = async (
    method: 'GET' | 'POST',
    url: string,
    headers: Readonly<Record<string, string>>,
    body: string,
  ): Promise<HttpAnswer> => {
    const target = new URL(url);
    const { protocol } = target;
    if (protocol !== 'https:' && protocol !== 'http:')
      throw new AddressRefused(
        `${protocol} is not spoken here: the address must begin with https:// or http://`,
      );
    const host = target.hostname.replace(/^\[|\]$/g, '');
    const found = allowed.hasName(host) ? null : await addressesOf(host, lookup);
    // What was found to be allowed is what is connected to: asked again, the name might say something else.
    const isPinned = found !== null && allowed.haveAddresses(found.map(({ address }) => address));
    const filter = { keepAlive: false, allowPrivateIPAddress: found === null || isPinned };
    const agent =
      protocol === 'https:'
        ? new RequestFilteringHttpsAgent({ ...filter, rejectUnauthorized: true, ...(ca && { ca }) })
        : new RequestFilteringHttpAgent(filter);
    const request = (protocol === 'https:' ? https : http).request(target, {
      ...{ method, agent, lookup: isPinned ? pinned(found) : lookup },
      headers: {
        ...headers,
        ...(method === 'POST' && { 'content-length': Buffer.byteLength(body) }),
        'user-agent': 'Bounceboard',
      },
      signal: AbortSignal.timeout(timeoutMs),
    });
    try {
      return await exchange(request, body);
    } catch (error) {
      throw inWords(error as NodeJS.ErrnoException, host, timeoutMs);
    }
  };
  return {
    post: (url, headers, body) => send('POST', url, headers, body),
    get: (url) => send('GET', url, {}, ''),
  };
}

/** An address that is a literal is not looked up. Names that cannot be resolved fail when they are connected to. */
async function addressesOf(host: string, lookup: net.LookupFunction): Promise<dns.LookupAddress[]> {
  const family = net.isIP(host);
  if (family !== 0) return [{ address: host, family }];
  return new Promise((resolve) => {
    lookup(host, { all: true }, (error, addresses) => {
      resolve(error || typeof addresses === 'string' ? [] : addresses);
    });
  });
}

const pinned =
  (addresses: dns.LookupAddress[]): net.LookupFunction =>
  (_, { all }, answer) =>
    all ? answer(null, addresses) : answer(null, addresses[0]!.address, addresses[0]!.family);

function exchange(request: http.ClientRequest, body: string): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    request.on('error', reject);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      const done = () => {
        const text = Buffer.concat(chunks).subarray(0, MAX_ANSWER_BYTES).toString('utf8');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      };
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes < MAX_ANSWER_BYTES) return;
        done();
        request.destroy();
      });
      response.on('end', done);
      response.on('error', reject);
    });
    request.end(body);
  });
}

// [request-filtering-agent] DNS lookup 10.0.0.1(family:4, host:ntfy.lan) is not allowed. Because, It is private IP …
const REFUSED = /^DNS lookup (\S+?)\(.*is not allowed/;

function inWords(error: NodeJS.ErrnoException, host: string, timeoutMs: number): Error {
  const refused = REFUSED.exec(error.message)?.[1];
  if (refused !== undefined) {
    const where = refused === host ? host : `${host} (${refused})`;
    return new AddressRefused(
      `${where} is an internal address: list it in BOUNCEBOARD_ALLOW_HOSTS if that is what you want`,
      { cause: error },
    );
  }
  if (error.name === 'AbortError' || error.name === 'TimeoutError')
    return new Error(`${host} did not answer within ${timeoutMs / 1000} s`, { cause: error });
  return error;
}
