import type { Db } from '@/lib/db';

/** Clients made from one another, by what they may see. */
export type KeptClients = WeakMap<Db, Map<string, Db>>;

/** Each reads the whole schema when it is made, so those in use are kept; of more than so many the rest is made anew. */
const KEPT = 100;

/** The client that was made for it, or a new one. */
export function keptClient(kept: KeptClients, db: Db, key: string, make: () => Db): Db {
  const known = kept.get(db) ?? new Map<string, Db>();
  kept.set(db, known);
  const client = known.get(key) ?? make();
  // Back to the end of the line; whoever has come to its head was not asked for the longest time.
  known.delete(key);
  known.set(key, client);
  const [oldest] = known;
  if (known.size > KEPT && oldest !== undefined) {
    known.delete(oldest[0]);
    // What it still has to answer is answered, since the connections are not its own, and so nothing depends on its end.
    oldest[1].$disconnect().catch(() => {});
  }
  return client;
}
