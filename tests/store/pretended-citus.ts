import type { ClientBase } from 'pg';

/**
 * What of Citus is asked for, in plain PostgreSQL: its functions write down what they are asked and refuse what the real
 * ones refuse (`ErrorIfUnsupportedPolicy`, `ErrorIfUnsupportedConstraint`, triggers, and colocation, in its sources). Rows
 * stay where they are.
 */
export async function pretendCitus(client: ClientBase): Promise<void> {
  await client.query('SET allow_system_table_mods = on');
  await client.query(`INSERT INTO pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
    SELECT max(oid::bigint) + 1, 'citus', 10, 'public'::regnamespace, false, '13.0-1' FROM pg_extension`);
  await client.query('RESET allow_system_table_mods');
  await client.query(PRETENDED);
}

const PRETENDED = `
CREATE TABLE citus_tables (table_name regclass, citus_table_type text, colocation_id int);
CREATE TABLE citus_calls (id serial, call text);

CREATE FUNCTION refuse_what_citus_refuses(given regclass, distributed_by text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM citus_tables WHERE table_name = given) THEN
    RAISE EXCEPTION 'table "%" is already distributed', given;
  END IF;
  IF EXISTS (SELECT FROM pg_policy WHERE polrelid = given
              AND (polqual::text || coalesce(polwithcheck::text, '')) LIKE '%{SUBLINK%') THEN
    RAISE EXCEPTION 'cannot create policy' USING DETAIL = 'Subqueries are not supported in policies on distributed tables';
  END IF;
  IF EXISTS (SELECT FROM pg_trigger WHERE tgrelid = given AND NOT tgisinternal) THEN
    RAISE EXCEPTION 'cannot distribute relation "%" because it has triggers', given;
  END IF;
  IF distributed_by IS NOT NULL AND EXISTS (
    SELECT FROM pg_index WHERE indrelid = given AND indisunique AND NOT EXISTS (
      SELECT FROM pg_attribute WHERE attrelid = given AND attname = distributed_by AND attnum = ANY (indkey))) THEN
    RAISE EXCEPTION 'cannot create constraint on "%"', given
      USING DETAIL = 'Distributed relations cannot have UNIQUE, EXCLUDE, or PRIMARY KEY constraints that do not include the partition column';
  END IF;
END $$;

CREATE FUNCTION create_reference_table(table_name regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refuse_what_citus_refuses(table_name, NULL);
  INSERT INTO citus_calls (call) VALUES (format('create_reference_table %s', table_name));
  INSERT INTO citus_tables VALUES (table_name, 'reference', 1);
END $$;

CREATE FUNCTION create_distributed_table(table_name regclass, distribution_column text, colocate_with text DEFAULT 'default')
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  beside int := 2;
BEGIN
  PERFORM refuse_what_citus_refuses(table_name, distribution_column);
  IF colocate_with <> 'default' THEN
    SELECT t.colocation_id INTO beside FROM citus_tables t
      WHERE t.table_name = colocate_with::regclass AND t.citus_table_type = 'distributed';
    IF beside IS NULL THEN RAISE EXCEPTION 'relation % is not distributed', colocate_with; END IF;
  END IF;
  INSERT INTO citus_calls (call)
    VALUES (format('create_distributed_table %s by %s with %s', table_name, distribution_column, colocate_with));
  INSERT INTO citus_tables VALUES (table_name, 'distributed', beside);
END $$;

CREATE FUNCTION truncate_local_data_after_distributing_table(given regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM citus_tables WHERE table_name = given) THEN
    RAISE EXCEPTION 'supplied parameter is not a distributed relation';
  END IF;
  INSERT INTO citus_calls (call) VALUES (format('truncate_local_data %s', given));
END $$;
`;
