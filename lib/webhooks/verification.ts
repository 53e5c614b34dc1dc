import { createHmac, timingSafeEqual } from 'node:crypto';

/** A request as it came: nothing has been parsed yet. */
export interface SignedRequest {
  headers: { get(name: string): string | null };
  body: Buffer;
}

/** What the operator has set: the service's key, and what else its requests are pinned to. */
export interface Pinned {
  key: string | null;
  topicArn: string | null;
  publicUrl: string | null;
}

/** Fetches a PEM certificate from an address that was found to be Amazon's. */
export type CertificateOf = (url: URL) => Promise<string>;

export interface Checks {
  now: Date;
  certificateOf: CertificateOf;
}

export interface Proof {
  /** What the service calls this delivery: the same again is no news. `null`: the bytes are their own name. */
  deliveryId: string | null;
  /** The sender's clock when it sent, ms since the epoch, where it signs the time of each attempt. */
  sentAt: number | null;
  /** Nothing to be kept: a service that tries out the address. */
  isTrial?: boolean;
}

/** Why a request is not taken for its service's own, in words for whoever sets it up. */
export class NotGenuine extends Error {}

/** @throws NotGenuine */
export type Verify = (request: SignedRequest, pinned: Pinned, checks: Checks) => Proof | Promise<Proof>;

export const MINUTE = 60_000;
export const DAY = 86_400_000;

/** Compares in a time that says nothing about where the first difference is. */
export const isSame = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);

export const hmac = (
  algorithm: 'sha1' | 'sha256',
  key: string | Buffer,
  ...parts: (string | Buffer)[]
): Buffer => parts.reduce((sum, part) => sum.update(part), createHmac(algorithm, key)).digest();

export function headerOf({ headers }: SignedRequest, name: string): string {
  const value = headers.get(name)?.trim();
  if (!value) throw new NotGenuine(`the header ${name} is missing`);
  return value;
}

export function keyOf({ key }: Pinned): string {
  if (!key) throw new NotGenuine('no key is set for this source');
  return key;
}

export function expect(isGenuine: boolean): void {
  if (!isGenuine) throw new NotGenuine('the signature is not that of this body under the key of this source');
}

/** A signed time may lie this far from now: further back it is a replay, or ahead of us a clock gone wrong. */
export function checkTime(at: number, { now }: Checks, toleranceMs: number): number {
  const age = now.getTime() - at;
  if (!Number.isFinite(age)) throw new NotGenuine('the signed time is none');
  if (age > toleranceMs) throw new NotGenuine('it was signed too long ago');
  if (-age > Math.min(toleranceMs, 5 * MINUTE))
    throw new NotGenuine('it was signed in the future: compare the clocks');
  return at;
}
