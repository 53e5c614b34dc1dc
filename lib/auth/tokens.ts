import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Db } from '@/lib/db';

/** What a token is good for. */
export const SCOPES = ['ingest', 'read', 'admin', 'annotate'] as const;
export type Scope = (typeof SCOPES)[number];

export interface NewToken {
  /** What it is for, in the operator's words. */
  name: string;
  scopes: Scope[];
  /** The one source that an `ingest` token is good for. */
  sourceId: number | null;
  expiresAt: Date | null;
  createdBy: string;
}

/** Why a token was not accepted. */
export type Refusal = 'unknown' | 'revoked' | 'expired' | 'scope';

/** 256 bits, so that nobody guesses one and a fast hash is enough to keep it by (no password, no dictionary). */
const TOKEN_BYTES = 32;
/** Scanners that look for leaked keys know them by this. */
const MARK = 'bb_';
/** Enough to tell tokens apart on a page; what is left is still beyond guessing. */
const PREFIX_LENGTH = MARK.length + 8;
/** The time of the last use is written at most this often. */
const USE_NOTED_EVERY_MS = 60_000;

/** Makes a token. It is told here and never again: the store keeps its hash. */
export async function issueToken(
  db: Pick<Db, 'apiToken'>,
  given: NewToken,
): Promise<{ id: number; token: string }> {
  const token = `${MARK}${randomBytes(TOKEN_BYTES).toString('base64url')}`;
  const { id } = await db.apiToken.create({
    data: { ...given, prefix: token.slice(0, PREFIX_LENGTH), hash: hashOf(token) },
    select: { id: true },
  });
  return { id, token };
}

/** The token that somebody showed us, if it is good for this, or for any of these, now; or why it is not. */
export async function verifyToken(db: Db, token: string, scope: Scope | readonly Scope[], now: Date) {
  const known = await db.apiToken.findUnique({ where: { prefix: token.slice(0, PREFIX_LENGTH) } });
  if (!known || !isSame(hashOf(token), known.hash)) return { refusal: 'unknown' as Refusal };
  if (known.revokedAt) return { refusal: 'revoked' as Refusal };
  if (known.expiresAt && known.expiresAt <= now) return { refusal: 'expired' as Refusal };
  if (![scope].flat().some((one) => known.scopes.includes(one))) return { refusal: 'scope' as Refusal };
  await noteUse(db, known, now);
  const { id, name, prefix, scopes, sourceId, workspaceId } = known;
  return { token: { id, name, prefix, scopes, sourceId, workspaceId } };
}

/** It is refused from now on. @returns whether there was such a token in force. */
export async function revokeToken(db: Pick<Db, 'apiToken'>, id: number, now: Date): Promise<boolean> {
  const { count } = await db.apiToken.updateMany({
    where: { id, revokedAt: null },
    data: { revokedAt: now },
  });
  return count > 0;
}

/** Without the hashes. */
export const tokensOf = (db: Db, sourceId: number | null) =>
  db.apiToken.findMany({ where: { sourceId }, omit: { hash: true }, orderBy: { id: 'asc' } });

async function noteUse(db: Db, { id, lastUsedAt }: { id: number; lastUsedAt: Date | null }, now: Date) {
  const before = new Date(now.getTime() - USE_NOTED_EVERY_MS);
  if (lastUsedAt && lastUsedAt > before) return;
  await db.apiToken.updateMany({
    where: { id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lte: before } }] },
    data: { lastUsedAt: now },
  });
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Takes as long for one that is nearly right as for any other. */
const isSame = (hash: string, known: string): boolean =>
  timingSafeEqual(Buffer.from(hash), Buffer.from(known));
