import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { type Db, openDb } from '@/lib/db';
import { databaseOn, TEMPLATE } from './server';

export interface TestStore {
  db: Db;
  databaseUrl: string;
  /** The server itself, where `databaseUrl` leads to a pool before it. */
  directUrl: string;
  close(): Promise<void>;
}

/** A fresh, migrated database on this run's server. */
export async function openTestStore(): Promise<TestStore> {
  const serverUrl = inject('postgresUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(serverUrl, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  const directUrl = databaseOn(serverUrl, name);
  const databaseUrl = databaseOn(inject('pooledUrl') ?? serverUrl, name);
  const db = openDb(databaseUrl);
  return {
    db,
    databaseUrl,
    directUrl,
    async close() {
      await db.$disconnect();
      await onServer(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function onServer(serverUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
