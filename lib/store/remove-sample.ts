import type { Db } from '@/lib/db';
import type { Prisma } from '@/prisma/generated/client';
import { type Actor, audit } from './audit';

const TRANSACTION_MS = 120_000;

/** These first: whoever reads the source on finds its ledger gone and records nothing; whoever has just recorded is
 * waited for, and what came of it goes with the rest. */
const LEDGER = ['ingest_batch', 'ingest_stream'];
/** What was done stays written down. */
const KEPT = ['audit'];

/**
 * Takes the sample's workspace away with all that is in it and all that its source brought, of tables that are yet to
 * come, too. A source that somebody put there meanwhile is their own: it goes to the workspace that everything begins in.
 * @returns whether there was a sample.
 */
export async function removeSample(db: Db, by: Actor): Promise<boolean> {
  return db.$transaction(
    async (transaction) => {
      const sample = await transaction.workspace.findFirst({ where: { isSample: true } });
      if (!sample) return false;
      const sources = await transaction.source.findMany({
        where: { workspaceId: sample.id, kind: 'sample' },
        select: { id: true },
      });
      const ids = sources.map(({ id }) => id);
      let rows = 0;
      for (const table of [...LEDGER, ...(await tablesWith(transaction, 'source_id', LEDGER))])
        rows += await transaction.$executeRawUnsafe(
          `DELETE FROM "${table}" WHERE source_id = ANY($1::int[])`,
          ids,
        );
      await transaction.source.deleteMany({ where: { id: { in: ids } } });
      const first = await transaction.workspace.findFirstOrThrow({
        where: { isSample: false },
        orderBy: { id: 'asc' },
      });
      await transaction.source.updateMany({
        where: { workspaceId: sample.id },
        data: { workspaceId: first.id },
      });
      // From here on nothing new can be put into it.
      await transaction.$queryRaw`SELECT id FROM workspace WHERE id = ${sample.id} FOR UPDATE`;
      for (const table of await tablesWith(transaction, 'workspace_id', [...KEPT, 'source']))
        rows += await transaction.$executeRawUnsafe(
          `DELETE FROM "${table}" WHERE workspace_id = $1::int`,
          sample.id,
        );
      await transaction.workspace.delete({ where: { id: sample.id } });
      await audit(transaction, by, 'sample.removed', sample.name, { rows });
      return true;
    },
    { timeout: TRANSACTION_MS },
  );
}

async function tablesWith(
  transaction: Prisma.TransactionClient,
  column: string,
  but: readonly string[],
): Promise<string[]> {
  const tables = await transaction.$queryRaw<{ name: string }[]>`
    SELECT c.relname AS name FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND a.attname = ${column} AND c.relname <> ALL (${but}::text[]) ORDER BY 1`;
  return tables.map(({ name }) => name);
}
