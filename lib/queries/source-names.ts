import type { Db } from '@/lib/db';

/** What are the sources called? */
export async function sourceNames(db: Db): Promise<{ id: number; name: string }[]> {
  return db.source.findMany({ select: { id: true, name: true }, orderBy: { name: 'asc' } });
}
