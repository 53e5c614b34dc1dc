import { z } from 'zod';
import type { Db } from '@/lib/db';
import type { Prisma } from '@/prisma/generated/client';
import { type Actor, audit } from './audit';

/** A page of the dashboard with its query: never another host, never what is no page. */
export const PageHref = z
  .string()
  .max(2000)
  .regex(/^\/(?![/\\])[^\\\p{Cc}]*$/u, 'not a page of this dashboard')
  .refine((href) => !/^\/(?:api|login|welcome|shared)(?:[/?]|$)/.test(href), 'not a page that can be kept');

export const ViewName = z.string().trim().min(1, 'say what to call it').max(80, 'at most 80 characters');

/** For whom a view opens where nothing else is asked for. */
export type Whose = 'everybody' | `account ${number}`;

export interface ViewDraft {
  name: string;
  href: string;
  /** null: everybody's. */
  accountId: number | null;
}

/** What somebody may change: their own, and what is everybody's where they may change that. */
const within = (by: Actor, mayShare: boolean) => ({
  OR: [...(by.id === null ? [] : [{ accountId: by.id }]), ...(mayShare ? [{ accountId: null }] : [])],
});

/** @returns the view's id. */
export function saveView(db: Db, by: Actor, draft: ViewDraft, opensFor: Whose | null): Promise<number> {
  return db.$transaction(async (transaction) => {
    const view = await transaction.savedView.create({ data: { ...draft, createdBy: by.name } });
    const { id } = view;
    const isShared = draft.accountId === null;
    await audit(transaction, by, 'view.saved', draft.name, { id, shared: isShared, opensFor });
    if (opensFor !== null) await openFirst(transaction, view, opensFor);
    return id;
  });
}

/** One for each workspace: what is everybody's is of those who see it. */
async function openFirst(
  transaction: Prisma.TransactionClient,
  { id: viewId, workspaceId }: { id: number; workspaceId: number },
  whose: Whose,
): Promise<void> {
  await transaction.defaultView.upsert({
    where: { workspaceId_whose: { workspaceId, whose } },
    create: { workspaceId, whose, viewId },
    update: { viewId },
  });
}

/** @returns false where it is gone, or not theirs to change. */
export function renameView(
  db: Db,
  by: Actor,
  mayShare: boolean,
  { id, name }: { id: number; name: string },
): Promise<boolean> {
  return db.$transaction(async (transaction) => {
    const mine = { id, ...within(by, mayShare) };
    const known = await transaction.savedView.findFirst({ where: mine });
    if (!known) return false;
    await transaction.savedView.update({ where: { id }, data: { name } });
    await audit(transaction, by, 'view.renamed', name, { id, from: known.name });
    return true;
  });
}

/** @returns false where it is gone, or not theirs to remove. */
export function removeView(db: Db, by: Actor, mayShare: boolean, id: number): Promise<boolean> {
  return db.$transaction(async (transaction) => {
    const known = await transaction.savedView.findFirst({ where: { id, ...within(by, mayShare) } });
    if (!known) return false;
    await transaction.savedView.delete({ where: { id } });
    await audit(transaction, by, 'view.removed', known.name, { id });
    return true;
  });
}

/** Opens a view where nothing else is asked for; `null`: the overview again. Only what is everybody's opens for
 * everybody. @returns false where there is no such view for them. */
export function openByDefault(db: Db, by: Actor, whose: Whose, viewId: number | null): Promise<boolean> {
  return db.$transaction(async (transaction) => {
    if (viewId === null) {
      await transaction.defaultView.deleteMany({ where: { whose } });
      await audit(transaction, by, 'view.default-removed', whose);
      return true;
    }
    const mine = whose === 'everybody' ? { accountId: null } : within(by, true);
    const known = await transaction.savedView.findFirst({ where: { id: viewId, ...mine } });
    if (!known) return false;
    await openFirst(transaction, known, whose);
    await audit(transaction, by, 'view.default-set', known.name, { id: viewId, whose });
    return true;
  });
}
