import type { Db } from '@/lib/db';

/** What the operator's configuration follows is one source of this name. */
export const CONFIGURED_SOURCE = 'logs';

export interface NewSource {
  name: string;
  kind: 'file' | 'import' | 'upload';
  format: string;
  paths: string[];
  timeZone: string;
}

/** The source of that name, made where there is none. A known source keeps its own settings. */
export async function ensureSource(db: Db, source: NewSource) {
  await db.source.createMany({ data: [source], skipDuplicates: true });
  return db.source.findUniqueOrThrow({ where: { name: source.name } });
}

export const sourceById = (db: Db, id: number) => db.source.findUniqueOrThrow({ where: { id } });

export const sourceByName = (db: Db, name: string) => db.source.findUnique({ where: { name } });

/** The source of what the configuration names, as it names it now. */
export async function configureSource(
  db: Db,
  { paths, timeZone }: Pick<NewSource, 'paths' | 'timeZone'>,
): Promise<void> {
  const given = { name: CONFIGURED_SOURCE, kind: 'file' as const, format: 'auto', paths, timeZone };
  const { id } = await ensureSource(db, given);
  await db.source.update({ where: { id }, data: { paths, timeZone } });
}

export async function followedSources(db: Db) {
  return db.source.findMany({ where: { kind: 'file', paused: false }, orderBy: { id: 'asc' } });
}

/** Of a busy source it is written at most this often. */
const ARRIVAL_NOTED_EVERY_MS = 1_000;

/** When this process has last noted it, by source. */
const noted = new WeakMap<Db, Map<number, number>>();

/** Something came in, understood or not; `skewMs` is how far its sender's clock was ahead, where that can be told. */
export async function noteArrival(db: Db, sourceId: number, at: Date, skewMs?: number | null): Promise<void> {
  const times = noted.get(db) ?? new Map<number, number>();
  noted.set(db, times);
  const age = at.getTime() - (times.get(sourceId) ?? Number.NEGATIVE_INFINITY);
  if (age >= 0 && age < ARRIVAL_NOTED_EVERY_MS) return;
  const before = new Date(at.getTime() - ARRIVAL_NOTED_EVERY_MS);
  await db.source.updateMany({
    where: { id: sourceId, OR: [{ receivedAt: null }, { receivedAt: { lt: before } }] },
    data: { receivedAt: at, ...(skewMs !== undefined && { clockSkewMs: skewMs }) },
  });
  times.set(sourceId, at.getTime());
}
