import type { SqlDriverAdapter, SqlDriverAdapterFactory, SqlQuery } from '@prisma/driver-adapter-utils';
import { type Db, onSamePool } from '@/lib/db';
import { guestFactory, tablesOf } from './guest-db';
import { type KeptClients, keptClient } from './kept-clients';
import { limitedFactory } from './limited-db';
import type { Replica } from './replica';
import { isForReplica } from './replica-statement';
import { isOfStatement } from './statement-fault';

/** Whose eyes the store is read with. `null`: those of whoever sees every workspace. */
export interface Reader {
  inSight: readonly number[] | null;
  isGuest?: boolean;
}

type Layer = (own: SqlDriverAdapterFactory) => SqlDriverAdapterFactory;

const reading: KeptClients = new WeakMap();

/**
 * The store of somebody who only looks: what a replica may answer is read there, with the same limits, while it may be
 * asked; everything else, and whatever it fails to answer, from the primary. What a guest may not ask for is refused
 * before either is asked.
 */
export function readingBesides(db: Db, replica: Replica, { inSight, isGuest }: Reader): Db {
  const key = `${isGuest === true ? 'guest' : 'member'} ${inSight?.join() ?? 'all'}`;
  const limit: Layer = (own) => (inSight === null ? own : limitedFactory(own, inSight));
  const refuse: Layer = isGuest === true ? guestFactory : (own) => own;
  return keptClient(reading, db, key, () => onSamePool(db, (own) => refuse(besides(own, replica, limit))));
}

const besides = (own: SqlDriverAdapterFactory, replica: Replica, limit: Layer): SqlDriverAdapterFactory => ({
  provider: own.provider,
  adapterName: own.adapterName,
  connect: async () => {
    const primary = await limit(own).connect();
    const tables = await tablesOf(primary);
    // This takes a place at its pool and no connection yet, since it may be away when the primary is not.
    return besidesAdapter(primary, tables, replica, await limit(replica.factory).connect());
  },
});

const besidesAdapter = (
  primary: SqlDriverAdapter,
  tables: ReadonlySet<string>,
  replica: Replica,
  second: SqlDriverAdapter,
): SqlDriverAdapter => ({
  provider: primary.provider,
  adapterName: primary.adapterName,
  queryRaw: async (query: SqlQuery) =>
    (isForReplica(query.sql, tables) ? await answerOf(replica, second, query) : null) ??
    primary.queryRaw(query),
  executeRaw: (query) => primary.executeRaw(query),
  executeScript: (script) => primary.executeScript(script),
  startTransaction: (isolationLevel) => primary.startTransaction(isolationLevel),
  getConnectionInfo: () => primary.getConnectionInfo?.() ?? { supportsRelationJoins: false },
  dispose: async () => {
    await Promise.all([primary.dispose(), second.dispose()]);
  },
});

/**
 * `null`: it may not be asked, or has not answered. A fault that may be of this statement alone says nothing of the next
 * one: what the replica gave up for its replay, the primary answers; what is wrong in itself, the primary refuses, too.
 */
async function answerOf(
  replica: Replica,
  adapter: SqlDriverAdapter,
  query: SqlQuery,
): Promise<Awaited<ReturnType<SqlDriverAdapter['queryRaw']>> | null> {
  if (!(await replica.mayBeAsked())) return null;
  try {
    return await adapter.queryRaw(query);
  } catch (error) {
    if (!isOfStatement(error)) replica.failed(error as Error);
    return null;
  }
}
