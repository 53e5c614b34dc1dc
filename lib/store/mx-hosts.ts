import type { PoolClient } from 'pg';
import type { DeliveryEvent } from '@/lib/mail/delivery-event';

/** Ids are kept for this many hosts before the cache begins anew. */
const CACHED_HOSTS = 100_000;

/** Keeps the ids of the hosts that answered at hand. */
export class MxHosts {
  readonly #ids = new Map<string, number>();

  /** One id an event, in order; 0 where no host is known. */
  async idsOf(client: PoolClient, events: DeliveryEvent[]): Promise<Int32Array> {
    if (this.#ids.size > CACHED_HOSTS) this.#ids.clear();
    const missing = new Map<string, { name: string | null; ip: string | null }>();
    const keys = events.map(({ mxHost, mxIp }) => {
      if (mxHost === null && mxIp === null) return null;
      const key = `${mxHost ?? ''} ${mxIp ?? ''}`;
      if (!this.#ids.has(key)) missing.set(key, { name: mxHost, ip: mxIp });
      return key;
    });
    if (missing.size > 0) await this.#intern(client, [...missing.values()]);
    return Int32Array.from(keys, (key) => (key === null ? 0 : this.#ids.get(key)!));
  }

  async #intern(client: PoolClient, hosts: { name: string | null; ip: string | null }[]): Promise<void> {
    const values = [hosts.map(({ name }) => name), hosts.map(({ ip }) => ip)];
    await client.query(
      `INSERT INTO mx_host (name, ip) SELECT * FROM unnest($1::text[], $2::text[]) AS row (name, ip)
       ORDER BY name, ip ON CONFLICT (name, ip) DO NOTHING`,
      values,
    );
    const { rows } = await client.query<{ id: number; name: string | null; ip: string | null }>(
      `SELECT mx_host.* FROM mx_host JOIN unnest($1::text[], $2::text[]) AS row (name, ip)
       ON mx_host.name IS NOT DISTINCT FROM row.name AND mx_host.ip IS NOT DISTINCT FROM row.ip`,
      values,
    );
    for (const { id, name, ip } of rows) this.#ids.set(`${name ?? ''} ${ip ?? ''}`, id);
  }
}
