import type { Db } from '@/lib/db';
import { type Actor, audit } from './audit';

/**
 * Where files go whose source is not named. Names of sources are of the whole installation, so that each workspace but
 * the first has one with its number; not with its name, which may change, and a file counts once in each source.
 */
export const uploadsIn = (inSight: readonly number[] | null): string =>
  (inSight?.[0] ?? 1) === 1 ? 'uploads' : `uploads-${inSight?.[0]}`;

/** The source of that name, whatever its kind, made where there is none. @returns null: it is not in sight */
export const ensureUploadSource = (
  db: Db,
  by: Actor,
  { name, timeZone }: { name: string; timeZone: string },
) =>
  db.$transaction(async (transaction) => {
    const data = { name, kind: 'upload', timeZone };
    const { count } = await transaction.source.createMany({ data, skipDuplicates: true });
    if (count > 0) await audit(transaction, by, 'source.created', name, { kind: data.kind });
    return transaction.source.findUnique({ where: { name } });
  });
