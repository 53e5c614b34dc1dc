import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { prepareMemberRole } from './member-role';

const MIGRATION_FILE = 'migration.sql';
const LOCKFILE = 'migration_lock.toml';
const UNDEFINED_TABLE = '42P01';

/** Applies what is missing of `migrationsDir` and returns the names. A failed migration names itself in the error.
 * Where members' limits need a role that is missing (a copy of a database on another server), it is made as well. */
export async function migrate(databaseUrl: string, migrationsDir: string): Promise<string[]> {
  const applied = await applyMissing(databaseUrl, migrationsDir);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await prepareMemberRole(client);
  } finally {
    await client.end();
  }
  return applied;
}

async function applyMissing(databaseUrl: string, migrationsDir: string): Promise<string[]> {
  const migrations = await readMigrations(migrationsDir);
  if (await areApplied(databaseUrl, migrations)) return [];
  const migrationsList = {
    baseDir: migrationsDir,
    lockfile: { path: LOCKFILE, content: await readFile(path.join(migrationsDir, LOCKFILE), 'utf8') },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: MIGRATION_FILE, content: { tag: 'ok' as const, value: sql } },
    })),
  };
  const filters = { externalTables: [], externalEnums: [] };
  const { withSchemaEngine } = await import('./schema-engine');
  return withSchemaEngine(databaseUrl, async (engine) => {
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters });
    return appliedMigrationNames;
  });
}

interface Migration {
  name: string;
  sql: string;
}

async function readMigrations(baseDir: string): Promise<Migration[]> {
  const entries = await readdir(baseDir, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => ({
      name,
      sql: await readFile(path.join(baseDir, name, MIGRATION_FILE), 'utf8'),
    })),
  );
}

/** Whether the engine's own table says that there is nothing to do, as every start but the first finds it: the engine is
 * megabytes of WebAssembly that need not be compiled then. Anything else than that is left to the engine. */
async function areApplied(databaseUrl: string, migrations: Migration[]): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ migration_name: string; checksum: string }>(
      `SELECT migration_name, checksum FROM _prisma_migrations
        WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
    );
    const applied = rows.map(({ migration_name, checksum }) => `${migration_name} ${checksum}`);
    const wanted = migrations.map(
      ({ name, sql }) => `${name} ${createHash('sha256').update(sql).digest('hex')}`,
    );
    return applied.join() === wanted.join();
  } catch (error) {
    if ((error as { code?: string }).code === UNDEFINED_TABLE) return false;
    throw error;
  } finally {
    await client.end();
  }
}
