import type { Db } from '@/lib/db';

export interface ApiTokenRow {
  id: number;
  name: string;
  prefix: string;
  scopes: string[];
  /** The source that it is good for. */
  source: string | null;
  createdBy: string;
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

/** Which tokens were ever made? The newest first; never their hashes. */
export async function apiTokens(db: Db): Promise<ApiTokenRow[]> {
  const [tokens, sources] = await Promise.all([
    db.apiToken.findMany({ omit: { hash: true }, orderBy: { id: 'desc' } }),
    db.source.findMany({ select: { id: true, name: true } }),
  ]);
  const names = new Map(sources.map(({ id, name }) => [id, name]));
  return tokens.map(({ sourceId, ...token }) => ({
    ...token,
    source: sourceId === null ? null : (names.get(sourceId) ?? `source ${sourceId}, which is gone`),
  }));
}
