import type { Role } from '@/lib/auth/person';
import { type Db, webDb } from '@/lib/db';
import { requireRole } from './person';

/** The store, for those who may: panels have no other way to it. */
export async function storeFor(needed: Role): Promise<Db> {
  await requireRole(needed);
  return webDb();
}
