import type { Db } from '@/lib/db';

/** Throws where the store cannot be reached or has no schema yet. */
export async function storeAnswers(db: Db): Promise<void> {
  await db.$queryRaw`SELECT 1 FROM source LIMIT 1`;
}
