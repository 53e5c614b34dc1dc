import { writeRecipient } from '@/app/_panels/suppression-words';
import type { Db } from '@/lib/db';
import { AnnotationDraft, createAnnotation } from '@/lib/store/annotations';
import { saveView } from '@/lib/store/saved-views';
import { createShareLink } from '@/lib/store/share-links';
import { suppressByHand } from '@/lib/store/suppress-by-hand';
import { OPERATOR } from '../auth/people';

const HOUR_MS = 3_600_000;

export interface Kept {
  /** As its address names it. */
  suppression: string;
  /** The secrets of two links. */
  sharedOverview: string;
  sharedProvider: string;
}

/** What people leave behind while they work: an annotation, a view, links for others, a suppression. */
export async function keepThings(db: Db, now: Date): Promise<Kept> {
  const changed = { kind: 'dns', text: 'SPF record of news.example.com changed', scope: 'provider:gmail' };
  const startsAt = new Date(now.getTime() - 1.5 * HOUR_MS);
  await createAnnotation(db, OPERATOR, AnnotationDraft.parse({ ...changed, startsAt }));
  const refusals = { name: 'Gmail this morning', href: '/providers/gmail?range=6h', accountId: null };
  await saveView(db, OPERATOR, refusals, null);
  const link = { expiresAt: new Date(now.getTime() + 24 * HOUR_MS), workspaces: null };
  const overview = await createShareLink(db, OPERATOR, { ...link, name: 'For a client', href: '/?range=6h' });
  const provider = await createShareLink(db, OPERATOR, {
    ...{ ...link, name: 'For the postmasters', href: refusals.href },
  });
  const { id: workspaceId } = await db.workspace.findFirstOrThrow();
  const recipientHash = 42n;
  const asked = { address: 'ann@lists.example.com', recipientHash, sealed: null, note: 'asked us to stop' };
  await suppressByHand(db, OPERATOR, workspaceId, asked, now);
  return {
    suppression: writeRecipient({ workspaceId, recipientHash }),
    sharedOverview: overview.token,
    sharedProvider: provider.token,
  };
}
