import type pg from 'pg';
import { DISTRIBUTED } from '@/lib/store/distribute';

/** What of the catalogue is needed to judge a statement. */
export interface Catalogue {
  tables: ReadonlyMap<string, string>;
  /** Number of `source_id` in each distributed table, by its name. */
  sourceColumns: ReadonlyMap<string, string>;
  equals: ReadonlySet<string>;
  /** By number: whether the same arguments give the same answer for ever. */
  immutable: ReadonlySet<string>;
  volatile: ReadonlySet<string>;
}

export async function catalogueOf(client: pg.Client): Promise<Catalogue> {
  const column = async (sql: string) =>
    (await client.query<string[]>({ text: sql, rowMode: 'array' })).rows as unknown as [string, string][];
  const names = async (sql: string) => new Set((await column(sql)).map(([name]) => name));
  return {
    tables: new Map(await column(`SELECT oid::text, relname FROM pg_class WHERE relkind IN ('r', 'p')`)),
    sourceColumns: new Map(
      await column(`SELECT relname, attnum::text FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
        WHERE attname = 'source_id' AND relname = ANY('{${DISTRIBUTED.join()}}')`),
    ),
    equals: await names(`SELECT oid::text FROM pg_operator WHERE oprname = '='`),
    immutable: await names(`SELECT oid::text FROM pg_proc WHERE provolatile = 'i'`),
    volatile: await names(`SELECT oid::text FROM pg_proc WHERE provolatile = 'v'`),
  };
}
