import type { Db } from '@/lib/db';
import { concerns } from './annotation-scope';
import type { Scope } from './scope';

export interface AnnotationRow {
  id: number;
  kind: string;
  text: string;
  startsAt: Date;
  /** `null`: a moment. */
  endsAt: Date | null;
  link: string | null;
  /** What it concerns, as a page's URL writes filters. */
  scope: string;
  createdBy: string;
}

/** More than a chart can show side by side. */
const MOST = 200;
const COLUMNS = {
  ...{ id: true, kind: true, text: true, startsAt: true, endsAt: true },
  ...{ link: true, scope: true, createdBy: true },
} as const;

/** What was annotated of what a page shows? The latest first. */
export async function annotationsWithin(db: Db, scope: Scope): Promise<AnnotationRow[]> {
  const { from, to } = scope.range;
  const within = [{ startsAt: { gte: from } }, { endsAt: { gte: from } }];
  const rows = await db.annotation.findMany({
    where: { startsAt: { lt: to }, OR: within },
    orderBy: [{ startsAt: 'desc' }, { id: 'desc' }],
    select: COLUMNS,
    take: MOST,
  });
  return rows.filter((row) => concerns(row.scope, scope));
}

/** What was annotated at all? The latest first. */
export const annotationList = (db: Db, limit = MOST): Promise<AnnotationRow[]> =>
  db.annotation.findMany({
    orderBy: [{ startsAt: 'desc' }, { id: 'desc' }],
    select: COLUMNS,
    take: limit,
  });

/** What was annotated at all, from one on? The latest first. */
export const annotationPage = (
  db: Db,
  after: Pick<AnnotationRow, 'startsAt' | 'id'> | null,
  limit: number,
): Promise<AnnotationRow[]> =>
  db.annotation.findMany({
    where: after
      ? { OR: [{ startsAt: { lt: after.startsAt } }, { startsAt: after.startsAt, id: { lt: after.id } }] }
      : {},
    orderBy: [{ startsAt: 'desc' }, { id: 'desc' }],
    select: COLUMNS,
    take: limit,
  });
