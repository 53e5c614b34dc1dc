import { type Db, poolOf } from '@/lib/db';
import { type Arrival, receive } from './inbox';
import { isStoreFault } from './store-fault';
import { Together } from './together';

/** What a sender repeats is known by its key. */
type KeyedArrival = Arrival & { idempotencyKey: string };

const MOST_TOGETHER = { items: 500, bytes: 4 << 20 };
/** What two transactions that name the same keys in different orders are told: alone, neither waits in a circle. */
const DEADLOCK = '40P01';

const groups = new WeakMap<Db, Together<KeyedArrival, number>>();

/**
 * The same as `receive`, for what arrives in great numbers: a durable transaction costs as much for five hundred bounce
 * mails as for one. @returns the batch's id, once it is durable.
 */
export function receiveTogether(db: Db, arrival: KeyedArrival): Promise<number> {
  const group =
    groups.get(db) ??
    new Together<KeyedArrival, number>(
      (arrivals) => receiveAll(db, arrivals),
      (one) => receive(db, one),
      (error) => !isStoreFault(error) || (error as { code?: unknown }).code === DEADLOCK,
      ({ content }) => content.length,
      MOST_TOGETHER,
    );
  groups.set(db, group);
  return group.ask(arrival);
}

async function receiveAll(db: Db, arrivals: readonly KeyedArrival[]): Promise<number[]> {
  const rows = arrivals.map((_, i) => `($${4 * i + 1}, $${4 * i + 2}, $${4 * i + 3}, $${4 * i + 4})`);
  const { rows: made } = await poolOf(db).query<{ source_id: number; id: string; key: string }>(
    `INSERT INTO ingest_batch (source_id, format, content, idempotency_key) VALUES ${rows.join(', ')}
     ON CONFLICT (source_id, idempotency_key) DO NOTHING RETURNING source_id, id, idempotency_key AS key`,
    arrivals.flatMap(({ sourceId, format, content, idempotencyKey }) => [
      ...[sourceId, format, Buffer.from(content.buffer, content.byteOffset, content.length), idempotencyKey],
    ]),
  );
  const ids = new Map(made.map(({ source_id, id, key }) => [`${source_id} ${key}`, Number(id)]));
  const repeated = arrivals.filter(
    ({ sourceId, idempotencyKey }) => !ids.has(`${sourceId} ${idempotencyKey}`),
  );
  if (repeated.length > 0) for (const [key, id] of await known(db, repeated)) ids.set(key, id);
  return arrivals.map(({ sourceId, idempotencyKey }) => {
    const id = ids.get(`${sourceId} ${idempotencyKey}`);
    if (id === undefined)
      throw new Error(`batch ${idempotencyKey} of source ${sourceId} is neither new nor known`);
    return id;
  });
}

/** The batches that these have already. */
async function known(db: Db, repeated: readonly KeyedArrival[]): Promise<[key: string, id: number][]> {
  const { rows } = await poolOf(db).query<{ source_id: number; id: string; key: string }>(
    `SELECT source_id, id, idempotency_key AS key FROM ingest_batch
      WHERE (source_id, idempotency_key) IN (SELECT * FROM unnest($1::int[], $2::text[]))`,
    [repeated.map(({ sourceId }) => sourceId), repeated.map(({ idempotencyKey }) => idempotencyKey)],
  );
  return rows.map(({ source_id, id, key }) => [`${source_id} ${key}`, Number(id)]);
}
