import type { Role, Visitor } from '@/lib/auth/person';
import { type Db, webDb } from '@/lib/db';
import { guestOf } from '@/lib/store/guest-db';
import { limitedTo } from '@/lib/store/limited-db';
import { readingBesides } from '@/lib/store/replica-db';
import { askedFor } from './asked-for';
import { requireRole, requireSeesAll } from './person';
import { webReplica } from './replica';

/** The store, for those who may, limited to the workspaces before their eyes: panels, actions and routes have no other
 * way to what belongs to a workspace. */
export async function storeFor(needed: Role): Promise<Db> {
  const visitor = await requireRole(needed);
  return (await askedFor()).method === 'GET' ? readingStoreOf(visitor) : storeOf(visitor);
}

/** The same without a read replica, for what must not lag behind what was committed. */
export const primaryFor = async (needed: Role): Promise<Db> => storeOf(await requireRole(needed));

/** For an answer that changes nothing: with a read replica, counts and events come from there. */
export function readingStoreOf(visitor: Pick<Visitor, 'inSight' | 'isGuest'>): Db {
  const replica = webReplica();
  return replica === null ? storeOf(visitor) : readingBesides(webDb(), replica, visitor);
}

/** The same for a visitor who was asked already. */
export function storeOf({ inSight, isGuest }: Pick<Visitor, 'inSight' | 'isGuest'>): Db {
  if (isGuest) return guestOf(webDb(), inSight);
  return inSight === null ? webDb() : limitedTo(webDb(), inSight);
}

/** All of the store, for those who see every workspace: accounts, workspaces, the dictionary are of the installation. */
export async function wholeStoreFor(needed: Role): Promise<Db> {
  await requireSeesAll(needed);
  return webDb();
}
