import { isIP } from 'node:net';

/** Where the dashboard is reached. */
export interface Reach {
  /** The address that the web process itself listens on. */
  listensOn: string;
  publicUrl: string | null;
  proxyHops: number;
}

/** What a request says of itself, as `Headers` gives it; null where it says nothing. */
export interface Said {
  get(name: string): string | null;
}

/** Who speaks to us, put there by this process for every request, so that nobody can claim to be another. */
export const PEER_HEADER = 'x-bounceboard-peer';

const LOOPBACK_ADDRESS = /^(?:127(?:\.\d{1,3}){3}|::1)$/;
const WILDCARD = ['0.0.0.0', '::', ''];

const isLoopbackName = (name: string): boolean => name === 'localhost' || LOOPBACK_ADDRESS.test(name);

export const listensOnLoopback = ({ listensOn }: Pick<Reach, 'listensOn'>): boolean =>
  isLoopbackName(listensOn);

/** `[::1]:3000` → `::1`; null where it is no host. */
function nameIn(host: string | null): string | null {
  if (!host || !/^[\w.:[\]-]+$/.test(host) || !URL.canParse(`http://${host}`)) return null;
  return new URL(`http://${host}`).hostname.replace(/^\[|\]$/g, '').toLowerCase();
}

/**
 * Whether the dashboard goes by this `Host`. A page of somebody else's can make its own name point here (DNS rebinding),
 * and would then count as of one origin with us; it cannot make an address do so.
 */
export function goesBy(host: string | null, { listensOn, publicUrl }: Reach): boolean {
  const name = nameIn(host);
  if (name === null) return false;
  if (isLoopbackName(name) || name === listensOn.toLowerCase()) return true;
  if (publicUrl && new URL(publicUrl).host === host?.toLowerCase()) return true;
  return WILDCARD.includes(listensOn) && isIP(name) !== 0;
}

/** Whether it comes over TLS as far as the operator says so: then cookies never go without. */
export const isSecure = (host: string | null, { publicUrl }: Reach): boolean =>
  publicUrl?.startsWith('https://') === true && new URL(publicUrl).host === host?.toLowerCase();

const CHANGELESS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Whether another site makes a browser of ours change something here. Browsers say so in `Sec-Fetch-Site`, where they
 * trust the connection, and in `Origin` with every change; what says neither is no browser, and has no business to
 * change anything by a cookie.
 */
export function isForeignChange(method: string, said: Said): boolean {
  if (CHANGELESS.includes(method)) return false;
  const site = said.get('sec-fetch-site');
  if (site !== null) return site !== 'same-origin';
  const origin = said.get('origin');
  if (origin === null || !URL.canParse(origin)) return true;
  return new URL(origin).host !== said.get('host')?.toLowerCase();
}

/**
 * Whether it is a program with a token, and nothing that a browser would add by itself: another site cannot make one
 * send `Authorization` without asking us first (CORS), and there is no cookie to ride on.
 */
export const showsTokenAlone = (said: Said): boolean =>
  /^Bearer /i.test(said.get('authorization') ?? '') && said.get('cookie') === null;

const withoutMapping = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/, '');

const forwardedFor = (said: Said): string[] =>
  said
    .get('x-forwarded-for')
    ?.split(',')
    .map((part) => withoutMapping(part.trim()))
    .filter(Boolean) ?? [];

/** The network address that asks. A header counts only as far as proxies of the operator's have written it: those that
 * are configured, or one on this very machine. */
export function addressOf(said: Said, { proxyHops }: Reach): string | null {
  const peer = peerOf(said);
  const hops = proxyHops > 0 ? proxyHops : peer !== null && LOOPBACK_ADDRESS.test(peer) ? 1 : 0;
  if (hops === 0) return peer;
  const claimed = forwardedFor(said).at(-hops);
  return claimed !== undefined && isIP(claimed) !== 0 ? claimed : peer;
}

function peerOf(said: Said): string | null {
  const peer = said.get(PEER_HEADER);
  return peer === null ? null : withoutMapping(peer);
}

/**
 * Whether it is somebody who sits at this machine and nobody whom a proxy lets through: the process listens on loopback
 * alone, is called by a name of loopback, and nothing speaks of anybody else. What a stranger can forge here only takes
 * rights away.
 */
export function isAtThisMachine(said: Said, reach: Reach): boolean {
  const peer = peerOf(said);
  const names = [said.get('host'), said.get('x-forwarded-host') ?? said.get('host')].map(nameIn);
  return (
    listensOnLoopback(reach) &&
    peer !== null &&
    [peer, ...forwardedFor(said)].every((address) => LOOPBACK_ADDRESS.test(address)) &&
    names.every((name) => name !== null && isLoopbackName(name)) &&
    ['forwarded', 'via', 'x-real-ip'].every((header) => said.get(header) === null)
  );
}
