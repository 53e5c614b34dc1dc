/** A keyed hash of 64 bits, as addresses of pages have it. */
export const hashText = (hash: bigint): string => BigInt.asUintN(64, hash).toString(16).padStart(16, '0');

const HASH = /^[0-9a-f]{16}$/;

/** What is no hash is nobody's. */
export const readHash = (text: string): bigint =>
  HASH.test(text) ? BigInt.asIntN(64, BigInt(`0x${text}`)) : 0n;
