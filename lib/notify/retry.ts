/** After the last of them somebody has to look: three hours and a half after the first. */
const MOST_TRIES = 12;
const FIRST_MS = 10_000;
const LONGEST_MS = 60 * 60_000;

/** How long to wait after so many tries: twice as long each time, up to an hour, at least as long as the receiver asks
 * for (but not for ever), and scattered, so that not all come back at once. `null`: it is given up.
 * @param chance from 0 to 1 */
export function waitBeforeRetry(tries: number, retryAfterMs: number | null, chance: number): number | null {
  if (tries >= MOST_TRIES) return null;
  const backoff = Math.min(LONGEST_MS, FIRST_MS * 2 ** (tries - 1));
  const scattered = backoff * (0.5 + chance / 2);
  const asked = Math.min(LONGEST_MS, retryAfterMs ?? 0);
  // Whoever asks for a time gets a little more than that: many were told the same.
  return Math.round(asked > scattered ? asked + chance * FIRST_MS : scattered);
}
