import type { SqlDriverAdapter, SqlDriverAdapterFactory, SqlQuery } from '@prisma/driver-adapter-utils';
import { type Db, onSamePool } from '@/lib/db';
import { limitedFactory } from './limited-db';

/** Said of whatever is not for guests; a panel that needs it is left out. */
export const NOT_FOR_GUESTS = 'not shown by a shared link';

/** What a shared page counts by, and nothing else: no events, hence no recipients and no servers' words; nobody's
 * name, token, session or channel. A table that is not listed is refused, so that a new one has to be decided about. */
const TABLES = new Set([
  ...['rollup', 'label_set', 'source', 'source_gap', 'event_day', 'annotation', 'alert_rule'],
  ...['own_rule', 'source_label_set', 'delay_rollup'],
]);
/** Functions that stand where a table may. */
const FUNCTIONS = new Set(['unnest', 'generate_series', 'jsonb_array_elements', 'lateral']);

const guests = new WeakMap<Db, Map<string, Db>>();

/** The store as the holder of a shared link sees it: below Prisma, whatever is asked. */
export function guestOf(db: Db, workspaces: readonly number[] | null): Db {
  const known = guests.get(db) ?? new Map<string, Db>();
  guests.set(db, known);
  const key = workspaces?.join() ?? 'all';
  const made =
    known.get(key) ??
    onSamePool(db, (own) => guestFactory(workspaces === null ? own : limitedFactory(own, workspaces)));
  known.set(key, made);
  return made;
}

const guestFactory = (own: SqlDriverAdapterFactory): SqlDriverAdapterFactory => ({
  provider: own.provider,
  adapterName: own.adapterName,
  connect: async () => guestAdapter(await own.connect()),
});

const refused = async (): Promise<never> => {
  throw new Error(`A change is ${NOT_FOR_GUESTS}`);
};

const guestAdapter = (own: SqlDriverAdapter): SqlDriverAdapter => ({
  provider: own.provider,
  adapterName: own.adapterName,
  queryRaw: async (query: SqlQuery) => {
    const fault = guestsFault(query.sql);
    if (fault !== null) throw new Error(`${fault} is ${NOT_FOR_GUESTS}`);
    return own.queryRaw(query);
  },
  executeRaw: refused,
  executeScript: refused,
  startTransaction: refused,
  getConnectionInfo: () => own.getConnectionInfo?.() ?? { supportsRelationJoins: false },
  dispose: () => own.dispose(),
});

/** What of a statement is not for guests; `null`: nothing. Names that the statement itself gives (`WITH name AS`) are
 * its own. */
export function guestsFault(sql: string): string | null {
  const plain = sql
    .replace(/'(?:[^']|'')*'/g, "''")
    .replace(/"/g, '')
    .replace(/\bpublic\./g, '');
  if (!/^\s*(?:select|with)\b/i.test(plain)) return 'A change';
  const verb = /\b(?:insert|update|delete|merge|truncate|copy|call|do|lock|set_config|pg_\w+)\b/i.exec(plain);
  if (verb) return verb[0];
  if (plain.includes(';')) return 'More than one statement';
  const own = new Set(
    [
      ...plain.matchAll(/\b(\w+)\s*(?:\([^()]*\)\s*)?as\s+(?:not\s+materialized\s+|materialized\s+)?\(/gi),
    ].map(([, name = '']) => name.toLowerCase()),
  );
  // Whatever stands after FROM and JOIN, or after a comma within FROM.
  for (const [, list = ''] of plain.matchAll(
    /\b(?:from|join)\s+((?:lateral\s+|only\s+)?\w+(?:\s+(?:as\s+)?(?!on\b|where\b|join\b|left\b|cross\b|group\b|order\b|limit\b)\w+)?(?:\s*,\s*\w+(?:\s+\w+)?)*)/gi,
  )) {
    for (const part of list.split(',')) {
      const [name = ''] = part
        .trim()
        .toLowerCase()
        .replace(/^only\s+/, '')
        .split(/\s+/);
      if (!TABLES.has(name) && !FUNCTIONS.has(name) && !own.has(name)) return `The table ${name}`;
    }
  }
  const kept =
    /\b(?:event|kept_address|account|session|audit|setting|suppression|api_token|recipient\w*)\b/i.exec(
      plain,
    );
  return kept ? `The name ${kept[0]}` : null;
}
