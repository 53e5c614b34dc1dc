import { createHash, randomBytes } from 'node:crypto';
import type { Db } from '@/lib/db';
import { type Actor, audit } from './audit';

const TOKEN_BYTES = 32;
/** The time of the last use is written at most this often. */
const USE_NOTED_EVERY_MS = 60_000;

export interface ShareDraft {
  /** What it is for. */
  name: string;
  /** The page, its range and its filters. */
  href: string;
  expiresAt: Date;
  /** Those that it shows; null: all there are. */
  workspaces: readonly number[] | null;
}

/** Makes a secret link to one page. The token is told here and never again: the store keeps its hash. */
export function createShareLink(
  db: Db,
  by: Actor,
  { workspaces, ...draft }: ShareDraft,
): Promise<{ id: number; token: string }> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const seen = { workspaces: [...(workspaces ?? [])], showsAll: workspaces === null };
  return db.$transaction(async (transaction) => {
    const { id } = await transaction.shareLink.create({
      data: { ...draft, ...seen, tokenHash: hashOf(token), createdBy: by.name },
    });
    const until = draft.expiresAt.toISOString();
    await audit(transaction, by, 'share.created', draft.name, { id, page: draft.href, until });
    return { id, token };
  });
}

/** It shows nothing from now on. @returns false where it was revoked already, or is not theirs to see. */
export function revokeShareLink(db: Db, by: Actor, id: number, now: Date): Promise<boolean> {
  return db.$transaction(async (transaction) => {
    const known = await transaction.shareLink.findUnique({ where: { id } });
    const { count } = await transaction.shareLink.updateMany({
      where: { id, revokedAt: null },
      data: { revokedAt: now },
    });
    if (known && count > 0) await audit(transaction, by, 'share.revoked', known.name, { id });
    return count > 0;
  });
}

/** What a link shows. */
export interface Shared {
  id: number;
  name: string;
  href: string;
  expiresAt: Date;
  /** null: all there are. */
  workspaces: number[] | null;
}

/** What the holder of a token may see; null: nothing, be it unknown, revoked or expired. */
export async function openShareLink(db: Db, token: string, now: Date): Promise<Shared | null> {
  const link = await db.shareLink.findUnique({ where: { tokenHash: hashOf(token) } });
  if (!link || link.revokedAt !== null || link.expiresAt <= now) return null;
  const before = new Date(now.getTime() - USE_NOTED_EVERY_MS);
  if (link.lastUsedAt === null || link.lastUsedAt <= before)
    await db.shareLink.update({ where: { id: link.id }, data: { lastUsedAt: now } });
  const { id, name, href, expiresAt, showsAll } = link;
  return { id, name, href, expiresAt, workspaces: showsAll ? null : link.workspaces };
}

/** 256 random bits: a lookup by a plain hash says nothing about them. */
const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
