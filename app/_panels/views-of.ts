import type { Visitor } from '@/lib/auth/person';
import type { ViewEntry } from '../_components/ui/views-menu';
import { savedViews } from './answers';

/** The menu of saved views. */
export async function viewsOf(visitor: Visitor): Promise<ViewEntry[]> {
  const views = await savedViews(visitor.id);
  return views.map(({ id, name, href, isShared, opensForMe, opensForAll }) => ({
    ...{ id, name, href, isShared, opensFirst: opensForMe || opensForAll },
  }));
}
