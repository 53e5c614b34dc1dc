import type { ClientBase } from 'pg';

/** Whom the policies of row-level security hold for. Nobody logs in as it; a transaction takes it. */
export const MEMBER_ROLE = 'bounceboard_member';

/** The constraint that holds a distributed store to one workspace (`distribute.ts`). */
export const ONE_WORKSPACE = 'workspace_is_the_only_one';

/** What has no rows of a tenant, and is read by members as it is. Everything else has policies or is not theirs at all. */
export const SHARED_TABLES: Record<string, string> = {
  event_day: 'days, and when they were last written',
  own_rule: 'the installation’s own dictionary, which judges the mail of all',
  setting: 'the installation’s own keys: what people search for is hashed with them',
};

/** Servers' own words for "that exists by now": another installation on the same server was faster. */
const MADE_BY_ANOTHER = ['42710', '23505'];
const NOT_ALLOWED = '42501';
const LOCK = 7_302_912;

/**
 * Makes the member's role as far as it is missing, and gives it what it may read and write: tables that have policies, and
 * those that are shared. A table that came without a decision stays out of its reach.
 * @returns whether members can be limited now; where not, an administrator of the server has to run `memberRoleSql`.
 */
export async function prepareMemberRole(client: ClientBase): Promise<boolean> {
  const role = await statusOf(client);
  if (!role.exists && !(await tried(client, `CREATE ROLE ${MEMBER_ROLE} NOLOGIN`))) return false;
  if (!role.isOurs && !(await statusOf(client)).isOurs) {
    if (!(await tried(client, `GRANT ${MEMBER_ROLE} TO CURRENT_USER`))) return false;
  }
  await client.query('BEGIN');
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    for (const { statement } of (await client.query<{ statement: string }>(MISSING_GRANTS, grantArguments()))
      .rows)
      await client.query(statement);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
  return true;
}

/** What an administrator of the server runs where this installation may not make roles. */
export const memberRoleSql = (user: string): string =>
  `CREATE ROLE ${MEMBER_ROLE} NOLOGIN; GRANT ${MEMBER_ROLE} TO "${user.replaceAll('"', '""')}";`;

async function statusOf(client: ClientBase): Promise<{ exists: boolean; isOurs: boolean }> {
  const { rows } = await client.query<{ exists: boolean; isOurs: boolean }>(
    `SELECT r.oid IS NOT NULL AS "exists",
       coalesce(u.rolsuper OR EXISTS (SELECT FROM pg_auth_members m WHERE m.roleid = r.oid AND m.member = u.oid
         AND coalesce((to_jsonb(m) ->> 'set_option')::boolean, true)), false) AS "isOurs"
     FROM pg_roles u LEFT JOIN pg_roles r ON r.rolname = $1 WHERE u.rolname = current_user`,
    [MEMBER_ROLE],
  );
  return rows[0]!;
}

async function tried(client: ClientBase, statement: string): Promise<boolean> {
  try {
    await client.query(statement);
    return true;
  } catch (error) {
    const code = (error as { code?: string }).code ?? '';
    if (MADE_BY_ANOTHER.includes(code)) return true;
    if (code === NOT_ALLOWED) return false;
    throw error;
  }
}

/** Partitions are reached through their table alone. */
const MISSING_GRANTS = `
  SELECT format('GRANT %s ON %I.%I TO ${MEMBER_ROLE}', rights, nspname, relname) AS statement
  FROM (
    SELECT n.nspname, c.oid, c.relname,
      CASE WHEN c.relkind = 'S' THEN 'USAGE' WHEN c.relrowsecurity THEN 'SELECT, INSERT, UPDATE, DELETE' ELSE 'SELECT' END AS rights
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = current_schema() AND NOT c.relispartition
      AND (c.relkind = 'S' OR c.relkind IN ('r', 'p') AND (c.relrowsecurity OR c.relname = ANY ($1)))
  ) one
  WHERE NOT CASE WHEN rights = 'USAGE' THEN has_sequence_privilege('${MEMBER_ROLE}', oid, rights)
    WHEN rights = 'SELECT' THEN has_table_privilege('${MEMBER_ROLE}', oid, rights)
    -- Any one of several would do for the function.
    ELSE has_table_privilege('${MEMBER_ROLE}', oid, 'SELECT') AND has_table_privilege('${MEMBER_ROLE}', oid, 'INSERT')
      AND has_table_privilege('${MEMBER_ROLE}', oid, 'UPDATE') AND has_table_privilege('${MEMBER_ROLE}', oid, 'DELETE') END
  UNION ALL
  SELECT format('GRANT USAGE ON SCHEMA %I TO ${MEMBER_ROLE}', current_schema())
  WHERE NOT has_schema_privilege('${MEMBER_ROLE}', current_schema(), 'USAGE')
  ORDER BY 1`;
const grantArguments = (): unknown[] => [Object.keys(SHARED_TABLES)];
