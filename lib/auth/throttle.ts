import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { RateLimiterPrisma, RateLimiterRes } from 'rate-limiter-flexible';
import type { Db } from '@/lib/db';

const WINDOW_SECONDS = 15 * 60;

/** How many tries are free, counted in the store for all replicas together: of one address; at one account from one
 * address; at one account from anywhere, which is more, or anybody could lock others out; and of codes, which are short,
 * by somebody who knows the password. */
const FREE_TRIES = { address: 30, accountFromAddress: 10, account: 100, code: 5 };
export type Throttled = keyof typeof FREE_TRIES;
const THROTTLED = Object.keys(FREE_TRIES) as Throttled[];

const opened = new WeakMap<Db, Record<Throttled, RateLimiterPrisma>>();

function limitersOf(db: Db): Record<Throttled, RateLimiterPrisma> {
  const known = opened.get(db);
  if (known) return known;
  const limiters = Object.fromEntries(
    THROTTLED.map((what) => [
      what,
      new RateLimiterPrisma({
        storeClient: db,
        tableName: 'throttle',
        keyPrefix: what,
        points: FREE_TRIES[what],
        duration: WINDOW_SECONDS,
        // A flood from one address does not become a flood of statements.
        inMemoryBlockOnConsumed: what === 'address' ? FREE_TRIES.address : 0,
        clearExpiredByTimeout: false,
      }),
    ]),
  ) as Record<Throttled, RateLimiterPrisma>;
  opened.set(db, limiters);
  return limiters;
}

/** Counts a try before it is made, so that a thousand at once are not all the first. @returns how long to wait, or null. */
export async function countTry(db: Db, what: Throttled, of: string): Promise<{ waitSeconds: number } | null> {
  try {
    await limitersOf(db)[what].consume(keyOf(of));
    return null;
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    return { waitSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) };
  }
}

/** A try that succeeded was none. */
export async function forgiveTry(db: Db, what: Throttled, of: string): Promise<void> {
  await limitersOf(db)[what].reward(keyOf(of));
}

export async function forgetTries(db: Db, what: Throttled, of: string): Promise<void> {
  await limitersOf(db)[what].delete(keyOf(of));
}

export async function forgetOldTries(db: Db, now: Date): Promise<void> {
  await db.throttle.deleteMany({ where: { expire: { lt: now } } });
}

/** A name that was typed may be a password in the wrong field, so its hash. */
function keyOf(of: string): string {
  return createHash('sha256').update(of).digest('base64url').slice(0, 22);
}

/** Whom an address stands for: of IPv6 the first 64 bits, since a customer has all of the rest. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('%')[0]!.split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail?.split(':').filter(Boolean) ?? [];
  const groups =
    tail === undefined ? left : [...left, ...Array(8 - left.length - right.length).fill('0'), ...right];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
