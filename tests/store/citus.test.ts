import { afterAll, beforeAll, expect, test } from 'vitest';
import { DISTRIBUTED, REFERENCE } from '@/lib/store/distribute';
import { openTestStore, type TestStore } from './test-store';

/**
 * What the schema has to keep to, so that it can be distributed over several servers (Citus): a table is distributed by
 * its source, there on every server, or on the first one alone.
 * https://docs.citusdata.com/en/stable/develop/reference_ddl.html
 */
const ON_THE_FIRST: readonly string[] = [
  ...['recorded_batch', 'unparsed_record', 'source_gap', 'file_generation', 'ingest_batch', 'ingest_stream'],
  ...['upload', 'upload_part', 'kept_address', 'recipient_fault', 'webhook_subscription'],
  ...['source_label_set', 'source_mx_host'],
];
/** Every key of theirs begins with the source: those are, or could be, distributed. */
const BY_SOURCE: readonly string[] = [...DISTRIBUTED, ...ON_THE_FIRST];
/** Have a `source_id` and could not be distributed by it. */
const BY_SOURCE_AND_LOCAL: Record<string, string> = {
  api_token: 'found by its hash, whatever source it is good for',
  reclassification: 'one row for each change of the rules: the source is how far it has come',
};
/** Are looked up without knowing the source, since two sources may tell of the same event: a hash a row, for some weeks. */
const ACROSS_SOURCES = ['known_event', 'reported_bounce'];

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

const OURS = `c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition`;

const bySource = async (): Promise<string[]> =>
  (
    await store.db.$queryRawUnsafe<{ name: string }[]>(
      `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE ${OURS} AND a.attname = 'source_id' AND NOT a.attisdropped ORDER BY 1`,
    )
  ).map(({ name }) => name);

/** Keys that hold rows of several servers against each other. */
const keysWithoutSource = async (): Promise<string[]> =>
  (
    await store.db.$queryRawUnsafe<{ key: string }[]>(
      `SELECT i.indexrelid::regclass::text AS key FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
        WHERE ${OURS} AND i.indisunique AND c.relname = ANY($1)
          AND (SELECT attname FROM pg_attribute WHERE attrelid = c.oid AND attnum = i.indkey[0]) IS DISTINCT FROM 'source_id'
        ORDER BY 1`,
      BY_SOURCE,
    )
  ).map(({ key }) => key);

const nullable = async (): Promise<string[]> =>
  (
    await store.db.$queryRawUnsafe<{ name: string }[]>(
      `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE ${OURS} AND c.relname = ANY($1) AND a.attname = 'source_id' AND NOT a.attnotnull`,
      BY_SOURCE,
    )
  ).map(({ name }) => name);

/** Between what is distributed, a reference has to be of one source; from it, it may lead to what is everywhere; and
 * nothing that is in one place may point to it. */
const forbiddenReferences = async (): Promise<string[]> => {
  const references = await store.db.$queryRawUnsafe<
    { name: string; from: string; to: string; same: boolean }[]
  >(
    `SELECT k.conname AS name, c.relname AS "from", t.relname AS "to",
        EXISTS (SELECT FROM unnest(k.conkey, k.confkey) AS pair (a, b)
          JOIN pg_attribute x ON x.attrelid = c.oid AND x.attnum = pair.a AND x.attname = 'source_id'
          JOIN pg_attribute y ON y.attrelid = t.oid AND y.attnum = pair.b AND y.attname = 'source_id') AS same
       FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class t ON t.oid = k.confrelid
      WHERE k.contype = 'f' AND k.conparentid = 0`,
  );
  return references
    .filter(({ from, to, same }) => {
      if (BY_SOURCE.includes(from)) return BY_SOURCE.includes(to) ? !same : !isReference(to);
      return BY_SOURCE.includes(to) || isReference(from) || isReference(to);
    })
    .map(({ name }) => name);
};

const isReference = (table: string): boolean => (REFERENCE as readonly string[]).includes(table);

const triggers = async (): Promise<string[]> =>
  (
    await store.db.$queryRawUnsafe<{ name: string }[]>(
      `SELECT t.tgname AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        WHERE NOT t.tgisinternal AND c.relname = ANY($1)`,
      BY_SOURCE,
    )
  ).map(({ name }) => name);

test('of every table of sources it is known where it lies', async () => {
  expect(await bySource()).toEqual([...BY_SOURCE, ...Object.keys(BY_SOURCE_AND_LOCAL)].sort());
  const named = [...REFERENCE, ...ACROSS_SOURCES];
  for (const name of named) expect(await bySource(), name).not.toContain(name);
  const known = await store.db.$queryRawUnsafe<{ name: string }[]>(
    `SELECT c.relname AS name FROM pg_class c WHERE ${OURS} AND c.relname = ANY($1)`,
    named,
  );
  expect(known).toHaveLength(named.length);
});

test('every key of what is distributed begins with the source, and every row has one', async () => {
  expect(await keysWithoutSource()).toEqual([]);
  expect(await nullable()).toEqual([]);
});

test('no reference leads from one server to another, and no trigger stands on what is distributed', async () => {
  expect(await forbiddenReferences()).toEqual([]);
  expect(await triggers()).toEqual([]);
});

test('the control: what would not do is found', async () => {
  const { db } = store;
  await db.$executeRaw`CREATE UNIQUE INDEX wrong_key ON rollup (label_set_id, bucket_at, source_id, bucket_minutes)`;
  await db.$executeRaw`ALTER TABLE upload ADD CONSTRAINT wrong_reference FOREIGN KEY (id) REFERENCES workspace (id) NOT VALID`;
  await db.$executeRaw`ALTER TABLE kept_address DROP CONSTRAINT kept_address_pkey`;
  await db.$executeRaw`ALTER TABLE kept_address ALTER COLUMN source_id DROP NOT NULL`;
  await db.$executeRaw`CREATE TRIGGER wrong_trigger BEFORE UPDATE ON upload FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()`;
  expect(await keysWithoutSource()).toEqual(['wrong_key']);
  expect(await forbiddenReferences()).toEqual(['wrong_reference']);
  expect(await nullable()).toEqual(['kept_address']);
  expect(await triggers()).toEqual(['wrong_trigger']);
});
