import type { Db } from '@/lib/db';
import { limitedTo } from './limited-db';

/** The store as each workspace has it, for what is done for each by itself. Where there is one, it is the store. */
export async function workspaceStores(db: Db): Promise<Db[]> {
  const all = await db.workspace.findMany({ select: { id: true }, orderBy: { id: 'asc' } });
  return all.length === 1 ? [db] : all.map(({ id }) => limitedTo(db, [id]));
}

/** The store as one workspace has it. */
export async function workspaceStore(db: Db, workspaceId: number): Promise<Db> {
  return (await db.workspace.count()) === 1 ? db : limitedTo(db, [workspaceId]);
}
