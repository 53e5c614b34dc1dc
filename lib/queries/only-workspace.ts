import type { Db } from '@/lib/db';

/**
 * Into which workspace does something go that is made without naming one? null: there are several in sight, or none, and
 * to guess would put it before the wrong people. The sample is meant only where nothing else is in sight.
 */
export async function onlyWorkspace(db: Db): Promise<number | null> {
  const seen = await db.workspace.findMany({ select: { id: true, isSample: true } });
  const own = seen.length === 1 ? seen : seen.filter(({ isSample }) => !isSample);
  return own.length === 1 ? own[0]!.id : null;
}
