import type { SqlDriverAdapter, SqlDriverAdapterFactory, SqlQuery } from '@prisma/driver-adapter-utils';
import { type Db, onSamePool } from '@/lib/db';
import { guestLayer, tablesOf } from './guest-db';
import { type KeptClients, keptClient } from './kept-clients';
import { limitedFactory } from './limited-db';
import type { Replica } from './replica';
import { isForReplica } from './replica-statement';

/** Whose eyes the store is read with. `null`: those of whoever sees every workspace. */
export interface Reader {
  inSight: readonly number[] | null;
  isGuest?: boolean;
}

type Layer = (own: SqlDriverAdapterFactory) => SqlDriverAdapterFactory;

const reading: KeptClients = new WeakMap();

/**
 * The store of somebody who only looks: what a replica may answer is read there, with the same limits, while it may be
 * asked; everything else, and whatever it fails to answer, from the primary.
 */
export function readingBesides(db: Db, replica: Replica, { inSight, isGuest }: Reader): Db {
  const key = `${isGuest === true ? 'guest' : 'member'} ${inSight?.join() ?? 'all'}`;
  const layer = isGuest
    ? guestLayer(inSight)
    : (own: SqlDriverAdapterFactory) => (inSight === null ? own : limitedFactory(own, inSight));
  return keptClient(reading, db, key, () => onSamePool(db, (own) => besides(own, replica, layer)));
}

const besides = (own: SqlDriverAdapterFactory, replica: Replica, layer: Layer): SqlDriverAdapterFactory => ({
  provider: own.provider,
  adapterName: own.adapterName,
  connect: async () => {
    const plain = await own.connect();
    const tables = await tablesOf(plain);
    return besidesAdapter(await layer(own).connect(), tables, new Asked(replica, layer));
  },
});

/** The replica's side, connected when it is first asked, since it may be away when the primary is not. */
class Asked {
  #adapter: Promise<SqlDriverAdapter> | null = null;

  constructor(
    private readonly replica: Replica,
    private readonly layer: Layer,
  ) {}

  /** `null`: it may not be asked, or has failed to answer, which it is known by from now on. */
  async answer(query: SqlQuery): Promise<Awaited<ReturnType<SqlDriverAdapter['queryRaw']>> | null> {
    if (!(await this.replica.mayBeAsked())) return null;
    try {
      this.#adapter ??= this.layer(this.replica.factory).connect();
      return await (await this.#adapter).queryRaw(query);
    } catch (error) {
      this.#adapter = null;
      this.replica.failed(error as Error);
      return null;
    }
  }
}

const besidesAdapter = (
  primary: SqlDriverAdapter,
  tables: ReadonlySet<string>,
  asked: Asked,
): SqlDriverAdapter => ({
  provider: primary.provider,
  adapterName: primary.adapterName,
  queryRaw: async (query: SqlQuery) =>
    (isForReplica(query.sql, tables) ? await asked.answer(query) : null) ?? primary.queryRaw(query),
  executeRaw: (query) => primary.executeRaw(query),
  executeScript: (script) => primary.executeScript(script),
  startTransaction: (isolationLevel) => primary.startTransaction(isolationLevel),
  getConnectionInfo: () => primary.getConnectionInfo?.() ?? { supportsRelationJoins: false },
  dispose: () => primary.dispose(),
});
