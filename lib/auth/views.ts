import type { Db } from '@/lib/db';
import { openByDefault, saveView, type Whose } from '@/lib/store/saved-views';
import { mayActAs, type Visitor } from './person';

export interface WantedView {
  name: string;
  href: string;
  isShared: boolean;
  /** Whether it opens where nothing else is asked for, for whom it is. */
  opens: boolean;
}

/** Keeps a page as it stands. @returns the view's id; null: they may not keep one for everybody. */
export async function keepView(db: Db, by: Visitor, wanted: WantedView): Promise<number | null> {
  // Who has no account has nothing of their own: at this machine, and for a token, all is everybody's.
  const isShared = wanted.isShared || by.id === null;
  if (isShared && !mayActAs(by, 'operator')) return null;
  const draft = { name: wanted.name, href: wanted.href, accountId: isShared ? null : by.id };
  return saveView(db, by, draft, wanted.opens ? whose(isShared ? 'everybody' : 'me', by) : null);
}

/** Which view opens where nothing else is asked for; `null`: the overview. @returns false where it is not theirs. */
export async function openView(
  db: Db,
  by: Visitor,
  forWhom: 'everybody' | 'me',
  id: number | null,
): Promise<boolean> {
  if (forWhom === 'everybody' ? !mayActAs(by, 'operator') : by.id === null) return false;
  return openByDefault(db, by, whose(forWhom, by), id);
}

const whose = (forWhom: 'everybody' | 'me', { id }: Visitor): Whose =>
  forWhom === 'everybody' ? 'everybody' : `account ${id ?? 0}`;
