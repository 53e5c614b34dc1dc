import type { PoolClient } from 'pg';
import type { DeliveryEvent } from '@/lib/mail/delivery-event';

/** Ids are kept for this many hosts before the cache begins anew. */
const CACHED_HOSTS = 100_000;

interface Host {
  name: string | null;
  ip: string | null;
}

/** Each case by itself: no index leads to what is "not distinct from" something, and there may be a hundred thousand. */
const FIND = `WITH sought AS (SELECT * FROM unnest($1::text[], $2::text[]) AS row (name, ip))
  SELECT m.id, m.name, m.ip FROM mx_host m JOIN sought s ON m.name = s.name AND m.ip = s.ip
  UNION ALL
  SELECT m.id, m.name, m.ip FROM mx_host m JOIN sought s ON m.name = s.name AND m.ip IS NULL AND s.ip IS NULL
  UNION ALL
  SELECT m.id, m.name, m.ip FROM mx_host m JOIN sought s ON m.name IS NULL AND s.name IS NULL AND m.ip = s.ip`;

/** Keeps the ids of the hosts that answered at hand. */
export class MxHosts {
  /** By name and address. */
  readonly #ids = new Map<string | null, Map<string | null, number>>();
  #size = 0;

  /** 0 where no host is known; `undefined`: ask for it. */
  idOf({ mxHost: name, mxIp: ip }: DeliveryEvent): number | undefined {
    return name === null && ip === null ? 0 : this.#ids.get(name)?.get(ip);
  }

  /** One id an event, in order; hosts that are missing are made, in a statement of their own. */
  async idsOf(client: PoolClient, events: readonly DeliveryEvent[]): Promise<Int32Array> {
    if (this.#size > CACHED_HOSTS) this.#forget();
    const ids = new Int32Array(events.length);
    const missing = new Map<string, Host>();
    const unresolved: number[] = [];
    for (let i = 0; i < ids.length; i++) {
      const id = this.idOf(events[i]!);
      const { mxHost: name, mxIp: ip } = events[i]!;
      if (id !== undefined) ids[i] = id;
      else {
        // A name may hold any character: joined otherwise, two hosts could be taken for one.
        missing.set(JSON.stringify([name, ip]), { name, ip });
        unresolved.push(i);
      }
    }
    if (missing.size > 0) await this.#intern(client, [...missing.values()]);
    for (const i of unresolved) ids[i] = this.idOf(events[i]!)!;
    return ids;
  }

  #forget(): void {
    this.#ids.clear();
    this.#size = 0;
  }

  async #intern(client: PoolClient, hosts: Host[]): Promise<void> {
    const values = [hosts.map(({ name }) => name), hosts.map(({ ip }) => ip)];
    await client.query(
      `INSERT INTO mx_host (name, ip) SELECT * FROM unnest($1::text[], $2::text[]) AS row (name, ip)
       ORDER BY name, ip ON CONFLICT (name, ip) DO NOTHING`,
      values,
    );
    const { rows } = await client.query<Host & { id: number }>(FIND, values);
    for (const { id, name, ip } of rows) {
      const ofName = this.#ids.get(name) ?? new Map<string | null, number>();
      this.#ids.set(name, ofName);
      ofName.set(ip, id);
      this.#size++;
    }
  }
}
