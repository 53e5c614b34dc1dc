import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { faultsOf } from './migration-rules';

const MIGRATIONS = path.join(import.meta.dirname, '../../prisma/migrations');
/** What came before was applied before anything ran that it could have kept waiting. */
const RULES_SINCE = '20261122';

const migrations = fs
  .readdirSync(MIGRATIONS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => ({ name, sql: fs.readFileSync(path.join(MIGRATIONS, name, 'migration.sql'), 'utf8') }));

test('a migration keeps nobody waiting and breaks nothing that runs while it is applied', () => {
  const faults = migrations
    .filter(({ name }) => name >= RULES_SINCE)
    .flatMap(({ name, sql }) => faultsOf(sql).map((fault) => `${name}: ${fault}`));
  expect(faults).toEqual([]);
});

test('the control: the earlier ones do not keep to it', () => {
  const faults = migrations.filter(({ name }) => name < RULES_SINCE).flatMap(({ sql }) => faultsOf(sql));
  expect(faults.length).toBeGreaterThan(5);
});

test.each([
  'ALTER TABLE "source" ADD COLUMN "zone" TEXT',
  `ALTER TABLE "event" ADD COLUMN "zone" TEXT NOT NULL DEFAULT ''`,
  'CREATE TABLE "zone" ("id" INTEGER NOT NULL, PRIMARY KEY ("id"))',
  'CREATE TABLE "zone" ("id" INTEGER NOT NULL); CREATE INDEX "by_id" ON "zone" ("id"); ALTER TABLE "zone" ADD CONSTRAINT "zone_pkey" PRIMARY KEY ("id")',
  'CREATE INDEX CONCURRENTLY "by_zone" ON "rollup" ("zone")',
  'CREATE INDEX "by_zone" ON ONLY "event" ("zone")',
  'CREATE INDEX "by_name" ON "source" ("name")',
  'ALTER TABLE "rollup" ADD CONSTRAINT "k" CHECK ("events" >= 0) NOT VALID',
  'ALTER TABLE "rollup" VALIDATE CONSTRAINT "k"',
  'ALTER TABLE "rollup" ADD CONSTRAINT "rollup_key" PRIMARY KEY USING INDEX "by_zone"',
  'ALTER TABLE "source" ALTER COLUMN "zone" DROP NOT NULL, ALTER COLUMN "zone" DROP DEFAULT',
  '-- not read since 0.2.0\nALTER TABLE "event" DROP COLUMN "zone"',
  'UPDATE "setting" SET value = 1',
])('may: %s', (sql) => {
  expect(faultsOf(sql)).toEqual([]);
});

test.each([
  'ALTER TABLE "source" ADD COLUMN "zone" TEXT NOT NULL',
  'ALTER TABLE "source" ALTER COLUMN "name" SET DATA TYPE VARCHAR(20)',
  'ALTER TABLE event ALTER COLUMN at TYPE timestamptz(6)',
  'ALTER TABLE "rollup" ALTER COLUMN "events" SET NOT NULL',
  'ALTER TABLE "source" RENAME COLUMN "name" TO "title"',
  'CREATE INDEX "by_zone" ON "rollup" ("zone")',
  'CREATE UNIQUE INDEX "by_zone" ON "event" ("source_id", "at")',
  'ALTER TABLE "rollup" ADD CONSTRAINT "rollup_key" PRIMARY KEY ("source_id")',
  'ALTER TABLE "kept_address" ADD CONSTRAINT "k" FOREIGN KEY ("source_id") REFERENCES "source" ("id")',
  'ALTER TABLE "event" DROP COLUMN "zone"',
  'DROP TABLE "silence"',
  'UPDATE "rollup" SET events = 0',
  '-- a remark\nDELETE FROM event',
  'LOCK TABLE "event"',
])('may not: %s', (sql) => {
  expect(faultsOf(sql)).toHaveLength(1);
});
