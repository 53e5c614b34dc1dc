/** Who answered. A relay that is no host on the network (`none`, `local`, a pipe, a socket) has neither. */
export interface Relay {
  mxHost: string | null;
  mxIp: string | null;
}

export const NOBODY: Relay = { mxHost: null, mxIp: null };

/** A filter on this machine (`relay=127.0.0.1[127.0.0.1]:10024`) takes the mail in order to hand it back: whatever it
 * is called there, it has the one name (RFC 6761 §6.3) by which such hand-overs are told from deliveries. */
const LOOPBACK = '127.';
const LOOPBACK_6 = '::1';

/** Reads `host[1.2.3.4]:25`, `host.example. [IPv6:2001:db8::1]`, `[192.0.2.1]`: a host without an address did not answer. */
export function readRelay(written: string): Relay {
  const bracket = written.indexOf('[');
  const close = written.indexOf(']', bracket);
  if (bracket < 0 || close < 0) return NOBODY;
  const tagged = written.startsWith('IPv6:', bracket + 1);
  const address = written.slice(tagged ? bracket + 6 : bracket + 1, close);
  if (!isAddress(address)) return NOBODY;
  if (address.startsWith(LOOPBACK) || address === LOOPBACK_6) return { mxHost: 'localhost', mxIp: address };
  let end = written.charCodeAt(bracket - 1) === 32 ? bracket - 1 : bracket;
  while (written.charCodeAt(end - 1) === 46) end--;
  return { mxHost: written.slice(0, end).toLowerCase() || null, mxIp: address.toLowerCase() };
}

/** Relays are few in real traffic; what a hostile log makes up stays bounded. */
const REMEMBERED_RELAYS = 4096;

/** Reads each relay once: the attempts of a log share their hosts' names instead of holding one each. */
export class RelayMemory {
  private readonly relays = new Map<string, Relay>();

  find(written: string): Relay | undefined {
    return this.relays.get(written);
  }

  /** `written` is remembered, so it had better hold on to nothing around it. */
  read(written: string): Relay {
    const known = this.relays.get(written);
    if (known) return known;
    if (this.relays.size >= REMEMBERED_RELAYS) this.relays.clear();
    const relay = readRelay(written);
    this.relays.set(written, relay);
    return relay;
  }
}

/** Whether these are the characters of an address, IPv4 or IPv6: what stands in brackets may be a socket's path. */
function isAddress(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const isDigitOrMark = code >= 46 && code <= 58 && code !== 47;
    if (!isDigitOrMark && !((code | 32) >= 97 && (code | 32) <= 102)) return false;
  }
  return text.length > 0;
}
