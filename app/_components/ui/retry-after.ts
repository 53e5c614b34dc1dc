/** Of a 429 that does not say when to come again, such as a proxy's. */
const UNSAID_SECONDS = 3;
const LONGEST_SECONDS = 300;

/** For how long a 429 asks to be left alone, by its `Retry-After` in seconds (RFC 9110, 10.2.3). */
export function retryAfterMs(header: string | null): number {
  const seconds = Number(header);
  return (seconds > 0 ? Math.min(seconds, LONGEST_SECONDS) : UNSAID_SECONDS) * 1000;
}
