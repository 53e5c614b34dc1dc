import { storeFor } from '@/app/_access/store';
import type { Visitor } from '@/lib/auth/person';
import { savedViews } from '@/lib/queries/saved-views';
import type { ViewEntry } from '../_components/ui/views-menu';

/** The menu of saved views. */
export async function viewsOf(visitor: Visitor): Promise<ViewEntry[]> {
  const views = await savedViews(await storeFor('viewer'), visitor.id);
  return views.map(({ id, name, href, isShared, opensForMe, opensForAll }) => ({
    ...{ id, name, href, isShared, opensFirst: opensForMe || opensForAll },
  }));
}
