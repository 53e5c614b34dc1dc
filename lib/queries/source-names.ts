import type { Db } from '@/lib/db';

export interface SourceName {
  id: number;
  name: string;
  workspaceId: number;
}

/** What are the sources called? */
export async function sourceNames(db: Db): Promise<SourceName[]> {
  return db.source.findMany({
    select: { id: true, name: true, workspaceId: true },
    orderBy: { name: 'asc' },
  });
}
