import type { SqlDriverAdapter, SqlDriverAdapterFactory, SqlQuery } from '@prisma/driver-adapter-utils';
import { type Db, onSamePool } from '@/lib/db';
import { type KeptClients, keptClient } from './kept-clients';
import { limitedFactory } from './limited-db';

/** Said of whatever is not for guests; a panel that needs it is left out. */
export const NOT_FOR_GUESTS = 'not shown by a shared link';

/** What a shared page counts by, and nothing else: no events, hence no recipients and no servers' words; nobody's
 * name, token, session or channel. Every other table is refused, so that a new one has to be decided about. */
const TABLES = new Set([
  ...['rollup', 'label_set', 'source', 'source_gap', 'event_day', 'annotation', 'alert_rule', 'alert_state'],
  ...['source_label_set', 'answer_rollup', 'delay_rollup'],
]);

const guests: KeptClients = new WeakMap();

/** The store as the holder of a shared link sees it: below Prisma, whatever is asked. */
export function guestOf(db: Db, workspaces: readonly number[] | null): Db {
  return keptClient(guests, db, workspaces?.join() ?? 'all', () =>
    onSamePool(db, (own) => guestFactory(workspaces === null ? own : limitedFactory(own, workspaces))),
  );
}

/** What lies between a guest and any connection. */
export const guestFactory = (own: SqlDriverAdapterFactory): SqlDriverAdapterFactory => ({
  provider: own.provider,
  adapterName: own.adapterName,
  connect: async () => {
    const adapter = await own.connect();
    return guestAdapter(adapter, await tablesOf(adapter));
  },
});

/** All that the store has, as a statement may name it. */
export async function tablesOf(adapter: SqlDriverAdapter): Promise<ReadonlySet<string>> {
  const { rows } = await adapter.queryRaw({
    sql: "SELECT relname::text FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'f')",
    ...{ args: [], argTypes: [] },
  });
  return new Set(rows.map(([name]) => String(name)));
}

const refused = async (): Promise<never> => {
  throw new Error(`A change is ${NOT_FOR_GUESTS}`);
};

const guestAdapter = (own: SqlDriverAdapter, tables: ReadonlySet<string>): SqlDriverAdapter => ({
  provider: own.provider,
  adapterName: own.adapterName,
  queryRaw: async (query: SqlQuery) => {
    const fault = guestsFault(query.sql, tables);
    if (fault !== null) throw new Error(`${fault} is ${NOT_FOR_GUESTS}`);
    return own.queryRaw(query);
  },
  executeRaw: refused,
  executeScript: refused,
  startTransaction: refused,
  getConnectionInfo: () => own.getConnectionInfo?.() ?? { supportsRelationJoins: false },
  dispose: () => own.dispose(),
});

/** What of a statement is not for guests; `null`: nothing. No statement is parsed for it: a table is refused wherever
 * its name stands, and so is everything of the server's own. */
export function guestsFault(sql: string, tables: ReadonlySet<string>): string | null {
  const plain = sql
    .replace(/'(?:[^']|'')*'/g, "''")
    .replace(/--[^\n]*/g, '')
    .trim();
  if (!/^(?:select|with)\b/i.test(plain)) return 'A change';
  if (plain.includes(';')) return 'More than one statement';
  const words = plain.toLowerCase().match(/[a-z_]\w*/g) ?? [];
  return words.find((word) => isForbidden(word) || (tables.has(word) && !TABLES.has(word))) ?? null;
}

const CHANGES = new Set([
  'insert',
  'update',
  'delete',
  'merge',
  'into',
  'call',
  'set_config',
  'current_setting',
]);
/** Partitions are made while this process runs. */
const isForbidden = (word: string): boolean =>
  CHANGES.has(word) || /^(?:pg_|information_schema|dblink|lo_|query_to|event_2)/.test(word);
