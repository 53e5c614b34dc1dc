import pg, { type ClientBase } from 'pg';
import { ONE_WORKSPACE } from './member-role';

/** Grow with the attempts, begin their keys with the source, and are all that the other servers take: the rows of a source
 * lie together on one of them. */
export const DISTRIBUTED = ['event', 'rollup', 'answer_rollup', 'delay_rollup'] as const;
/** What those name by number: small, and a copy of it on every server. */
export const REFERENCE = ['label_set', 'mx_host'] as const;

export interface Placed {
  table: string;
  as: 'distributed' | 'reference';
  /** `false`: it was so before. */
  isNew: boolean;
}

/** The store cannot be distributed, or not to the end; in words for the operator. */
export class NotDistributed extends Error {}

/** Why this store cannot be distributed, in words for the operator; `null`: it can. */
async function faultOfDistributing(client: ClientBase): Promise<string | null> {
  const { rows: extensions } = await client.query(`SELECT FROM pg_extension WHERE extname = 'citus'`);
  if (extensions.length === 0)
    return 'the database has no extension citus: install it on this server and on the others, run CREATE EXTENSION citus in each database, and add the others with citus_add_node';
  const { rows } = await client.query<{ workspaces: number; limited: string[] }>(LIMITED);
  const [{ workspaces, limited }] = rows as [(typeof rows)[number]];
  if (workspaces > 1)
    return `there are ${workspaces} workspaces, counting sample data, and a distributed store limits nobody to one of them: keep one`;
  if (limited.length > 0)
    return `a distributed store limits nobody to a workspace, and these are limited: ${limited.join(', ')}`;
  return null;
}

/**
 * Gives events and counts to the servers of a Citus cluster, by source. Table by table, each in a transaction of its own
 * that locks it: whoever records waits meanwhile, and the rest is done by doing it again. Policies of row-level security
 * have to do without questions there, and members' need one, so that the store is held to one workspace and members are
 * shown nothing of these tables. https://docs.citusdata.com/en/stable/develop/api_udf.html
 */
export async function* distribute(databaseUrl: string): AsyncGenerator<Placed> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'bounceboard distribute' });
  client.on('error', () => {}); // A connection that broke fails the next statement; unheard, it would end the process.
  await client.connect();
  try {
    const fault = await faultOfDistributing(client);
    if (fault) throw new NotDistributed(`the store is left as it was: ${fault}`);
    await holdToOneWorkspace(client);
    yield* placeAll(client);
  } catch (error) {
    await letGoUnlessDistributed(databaseUrl);
    throw error instanceof pg.DatabaseError ? new NotDistributed(saidBy(error)) : error;
  } finally {
    await client.end();
  }
}

/** What Citus says is to be done stands in its hint. */
const saidBy = ({ message, detail, hint }: pg.DatabaseError): string =>
  [
    `PostgreSQL: ${message}`,
    detail,
    hint,
    'what is named above is distributed, the rest is not: run this again once that is put right',
  ]
    .filter((part) => part)
    .join('; ');

async function* placeAll(client: ClientBase): AsyncGenerator<Placed> {
  for (const table of REFERENCE)
    yield await place(client, table, 'reference', 'SELECT create_reference_table($1::regclass)');
  const [first, ...others] = DISTRIBUTED;
  yield await place(
    client,
    first,
    'distributed',
    "SELECT create_distributed_table($1::regclass, 'source_id')",
  );
  for (const table of others)
    yield await place(
      client,
      table,
      'distributed',
      `SELECT create_distributed_table($1::regclass, 'source_id', colocate_with => '${first}')`,
    );
}

async function place(
  client: ClientBase,
  table: string,
  as: Placed['as'],
  statement: string,
): Promise<Placed> {
  const { rows } = await client.query(
    'SELECT FROM citus_tables WHERE table_name = $1::regclass AND citus_table_type = $2',
    [table, as],
  );
  const isNew = rows.length === 0;
  if (isNew) {
    await inTransaction(client, async () => {
      await client.query(`DROP POLICY in_sight ON ${table}`);
      await client.query(`CREATE POLICY in_sight ON ${table} USING (false)`);
      await client.query(statement, [table]);
    });
  }
  // What lay here was copied, and is neither read nor written any more.
  await client.query('SELECT truncate_local_data_after_distributing_table($1::regclass)', [table]);
  return { table, as, isNew };
}

/** Where there is a second one after all, this fails, and nothing has been distributed. */
async function holdToOneWorkspace(client: ClientBase): Promise<void> {
  await inTransaction(client, async () => {
    await client.query('LOCK workspace IN SHARE ROW EXCLUSIVE MODE');
    const { rows } = await client.query<{ id: number }>('SELECT min(id) AS id FROM workspace');
    await client.query(`ALTER TABLE workspace DROP CONSTRAINT IF EXISTS ${ONE_WORKSPACE}`);
    await client.query(
      `ALTER TABLE workspace ADD CONSTRAINT ${ONE_WORKSPACE} CHECK (id = ${Number(rows[0]!.id)})`,
    );
  });
}

/** Of a store of which nothing was distributed, nothing is to be held. By a connection of its own: the other one may have
 * been the fault. */
async function letGoUnlessDistributed(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'bounceboard distribute' });
  client.on('error', () => {}); // As above.
  try {
    await client.connect();
    const { rows } = await client.query<{ hasCitus: boolean }>(
      `SELECT to_regclass('citus_tables') IS NOT NULL AS "hasCitus"`,
    );
    if (rows[0]!.hasCitus && (await anyIsPlaced(client))) return;
    await client.query(`ALTER TABLE workspace DROP CONSTRAINT IF EXISTS ${ONE_WORKSPACE}`);
  } catch (error) {
    throw new NotDistributed(
      `the server went away (${(error as Error).message}), and the store may be held to one workspace: run this again once it is back`,
    );
  } finally {
    await client.end().catch(() => {}); // It may never have been there.
  }
}

async function anyIsPlaced(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query('SELECT FROM citus_tables WHERE table_name::text = ANY($1)', [
    [...REFERENCE, ...DISTRIBUTED],
  ]);
  return rows.length > 0;
}

async function inTransaction(client: ClientBase, work: () => Promise<void>): Promise<void> {
  await client.query('BEGIN');
  try {
    await work();
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {}); // The connection is gone, and the transaction with it.
    throw error;
  }
}

/** Whoever is shown some workspaces alone, by accounts, invitations, tokens and shared links that are still good. */
const LIMITED = `SELECT (SELECT count(*)::int FROM workspace) AS workspaces, ARRAY(
    SELECT 'account ' || name FROM account WHERE NOT all_workspaces AND disabled_at IS NULL
    UNION ALL
    SELECT 'an invitation of ' || coalesce(name, created_by) FROM account_link
     WHERE workspace_id IS NOT NULL AND used_at IS NULL AND expires_at > now()
    UNION ALL
    SELECT 'token ' || name FROM api_token
     WHERE workspace_id IS NOT NULL AND source_id IS NULL AND revoked_at IS NULL AND coalesce(expires_at > now(), true)
    UNION ALL
    SELECT 'shared link ' || name FROM share_link WHERE NOT shows_all AND revoked_at IS NULL AND expires_at > now()
    ORDER BY 1) AS limited`;
