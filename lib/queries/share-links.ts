import type { Db } from '@/lib/db';

export interface ShareLinkRow {
  id: number;
  name: string;
  href: string;
  createdBy: string;
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

/** Which links were ever made? The newest first; never their tokens' hashes. */
export const shareLinks = (db: Db): Promise<ShareLinkRow[]> =>
  db.shareLink.findMany({
    omit: { tokenHash: true, workspaces: true, showsAll: true },
    orderBy: { id: 'desc' },
    take: 200,
  });
