import type {
  IsolationLevel,
  SqlDriverAdapter,
  SqlDriverAdapterFactory,
  SqlQuery,
  Transaction,
} from '@prisma/driver-adapter-utils';
import { type Db, onSamePool } from '@/lib/db';
import { type KeptClients, keptClient } from './kept-clients';
import { MEMBER_ROLE } from './member-role';

const limited: KeptClients = new WeakMap();

/**
 * The store as somebody sees it who may see these workspaces alone. The limit is PostgreSQL's own (row-level security)
 * and lies below Prisma: whatever is sent, raw SQL and nested writes included, runs in a transaction that has taken the
 * member's role and named the workspaces. Both are forgotten when it ends, so that connections can be shared, and
 * pgbouncer be between. What is made new goes into the first of the workspaces.
 */
export function limitedTo(db: Db, workspaces: readonly number[]): Db {
  return keptClient(limited, db, workspaces.join(), () =>
    onSamePool(db, (own) => limitedFactory(own, workspaces)),
  );
}

export const limitedFactory = (
  own: SqlDriverAdapterFactory,
  workspaces: readonly number[],
): SqlDriverAdapterFactory => ({
  provider: own.provider,
  adapterName: own.adapterName,
  connect: async () => new LimitedAdapter(await own.connect(), workspaces),
});

class LimitedAdapter implements SqlDriverAdapter {
  readonly provider;
  readonly adapterName;
  readonly #own: SqlDriverAdapter;
  readonly #limit: SqlQuery;

  constructor(own: SqlDriverAdapter, workspaces: readonly number[]) {
    this.#own = own;
    this.provider = own.provider;
    this.adapterName = own.adapterName;
    this.#limit = {
      sql: `SELECT set_config('bounceboard.workspaces', $1, true), set_config('role', '${MEMBER_ROLE}', true)`,
      args: [`{${workspaces.map(Number).join()}}`],
      argTypes: [{ scalarType: 'string', arity: 'scalar' }],
    };
  }

  queryRaw = (query: SqlQuery) => this.#alone((transaction) => transaction.queryRaw(query));
  executeRaw = (query: SqlQuery) => this.#alone((transaction) => transaction.executeRaw(query));

  async startTransaction(isolationLevel?: IsolationLevel): Promise<Transaction> {
    const transaction = await this.#own.startTransaction(isolationLevel);
    try {
      await transaction.executeRaw(this.#limit);
      return transaction;
    } catch (error) {
      await end(transaction, 'ROLLBACK');
      throw error;
    }
  }

  async executeScript(): Promise<void> {
    throw new Error('scripts are not for members');
  }

  getConnectionInfo = () => this.#own.getConnectionInfo?.() ?? { supportsRelationJoins: false };
  dispose = () => this.#own.dispose();

  async #alone<Result>(ask: (transaction: Transaction) => Promise<Result>): Promise<Result> {
    const transaction = await this.startTransaction();
    let answer: Result;
    try {
      answer = await ask(transaction);
    } catch (error) {
      await end(transaction, 'ROLLBACK');
      throw error;
    }
    await end(transaction, 'COMMIT');
    return answer;
  }
}

/** The statement is ours to send; the transaction's own method only gives the connection back. */
async function end(transaction: Transaction, how: 'COMMIT' | 'ROLLBACK'): Promise<void> {
  try {
    await transaction.executeRaw({ sql: how, args: [], argTypes: [] });
  } finally {
    await (how === 'COMMIT' ? transaction.commit() : transaction.rollback());
  }
}
