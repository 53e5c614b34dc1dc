import type { Db } from '@/lib/db';
import type { AddressForm } from '@/lib/mail/address-forms';

/**
 * What somebody has set up: an address in it was written by the operator on purpose, and changing it would break what
 * it is for. It is told of, and left to them. All other text is gone through, of tables that are yet to come, too.
 */
const SET_UP = new Set([
  ...['account', 'account_link', 'alert_rule', 'api_token', 'channel', 'notification_route', 'own_rule'],
  ...['session', 'setting', 'silence', 'source'],
]);
/** Files are found by where they lie, and who did what stays with whoever did it. */
const LEFT_COLUMNS = new Set([
  'file_generation.path',
  'file_generation.name',
  'audit.actor',
  'audit.address',
]);
const NOT_OURS = new Set(['_prisma_migrations']);

interface Column {
  table: string;
  column: string;
  type: string;
}

/** Columns of text, of tables rather than of their partitions. */
const COLUMNS = `SELECT c.relname AS table, a.attname AS column, format_type(a.atttypid, NULL) AS type
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
 WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
   AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
   AND format_type(a.atttypid, NULL) IN ('text', 'character varying', 'jsonb', 'json', 'text[]')
 ORDER BY 1, 2`;

/** How many rows an address was taken out of, or is left in. */
export interface Found {
  table: string;
  column: string;
  rows: number;
}

const name = (word: string): string => `"${word.replaceAll('"', '""')}"`;

/** Takes an address out of all text that was recorded. @returns where it was, and where it was left. */
export async function eraseFromText(
  db: Db,
  forms: readonly AddressForm[],
): Promise<{ erased: Found[]; left: Found[] }> {
  const columns = await db.$queryRawUnsafe<Column[]>(COLUMNS);
  const [erased, left]: [Found[], Found[]] = [[], []];
  for (const { table, column, type } of columns) {
    if (NOT_OURS.has(table)) continue;
    const isSetUp = SET_UP.has(table) || LEFT_COLUMNS.has(`${table}.${column}`);
    const rows = await (isSetUp ? countIn : eraseIn)(db, { table, column, type }, forms);
    if (rows > 0) (isSetUp ? left : erased).push({ table, column, rows });
  }
  return { erased, left };
}

const anyOf = (forms: readonly AddressForm[]): string => forms.map(({ pattern }) => pattern).join('|');

async function countIn(db: Db, { table, column }: Column, forms: readonly AddressForm[]): Promise<number> {
  const [row] = await db.$queryRawUnsafe<[{ count: bigint }]>(
    `SELECT count(*) AS count FROM ${name(table)} WHERE ${name(column)}::text ~* $1`,
    anyOf(forms),
  );
  return Number(row.count);
}

async function eraseIn(
  db: Db,
  { table, column, type }: Column,
  forms: readonly AddressForm[],
): Promise<number> {
  const [tableName, columnName] = [name(table), name(column)];
  // A sender's own key must stay one of its own.
  const erased =
    column === 'idempotency_key'
      ? `'erased:' || md5(${columnName})`
      : forms.reduce(
          (text, _, i) => `regexp_replace(${text}, $${2 + 2 * i}, $${3 + 2 * i}, 'gi')`,
          `${columnName}::text`,
        );
  const given = forms.flatMap(({ pattern, replacement }) => [pattern, replacement]);
  const update = `UPDATE ${tableName} SET ${columnName} = (${erased})::${type} WHERE ${columnName}::text ~* $1`;
  const values = column === 'idempotency_key' ? [] : given;
  if (table !== 'audit') return db.$executeRawUnsafe(update, anyOf(forms), ...values);
  return db.$transaction(async (transaction) => {
    await transaction.$executeRaw`SET LOCAL bounceboard.audit_erasure = 'on'`;
    return transaction.$executeRawUnsafe(update, anyOf(forms), ...values);
  });
}
