import { redirect } from 'next/navigation';
import type { Visitor } from '@/lib/auth/person';
import { savedViews } from './answers';
import type { SearchParams } from './question';

/** Leads from the bare address to what the visitor, or everybody, wants to see first. Whoever asks for anything gets
 * what they ask for. */
export async function openFirstView(visitor: Visitor, searchParams: SearchParams): Promise<void> {
  if (Object.keys(await searchParams).length > 0) return;
  const views = await savedViews(visitor.id);
  const first = views.find(({ opensForMe }) => opensForMe) ?? views.find(({ opensForAll }) => opensForAll);
  // Bare itself, it would lead here for ever.
  if (first && first.href !== '/') redirect(first.href);
}
