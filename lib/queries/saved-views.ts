import type { Db } from '@/lib/db';

export interface SavedViewRow {
  id: number;
  name: string;
  href: string;
  /** Everybody's; else the asker's own. */
  isShared: boolean;
  createdBy: string;
  /** Opens where nothing else is asked for: for the asker alone, and for everybody. */
  opensForMe: boolean;
  opensForAll: boolean;
}

/** Which views may an account open? By name. */
export async function savedViews(db: Db, accountId: number | null): Promise<SavedViewRow[]> {
  const own = accountId === null ? [] : [{ accountId }];
  const rows = await db.savedView.findMany({
    where: { OR: [{ accountId: null }, ...own] },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    include: { defaults: { select: { whose: true } } },
  });
  return rows.map(({ id, name, href, accountId: owner, createdBy, defaults }) => ({
    ...{ id, name, href, isShared: owner === null, createdBy },
    opensForMe: accountId !== null && defaults.some(({ whose }) => whose === `account ${accountId}`),
    opensForAll: defaults.some(({ whose }) => whose === 'everybody'),
  }));
}
