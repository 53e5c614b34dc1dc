'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { browser } from '@/app/_access/browser';
import { requireAccount } from '@/app/_access/person';
import { keepSessionToken } from '@/app/_access/session-cookie';
import type { Answer } from '@/app/_components/ui/answer';
import { changeOwnPassword, endOwnSessions } from '@/lib/auth/own-account';
import { webDb } from '@/lib/db';

const PAGE = '/settings/security';
const Typed = z.string().max(1000);
const Passwords = z.object({ current: Typed, password: Typed, again: Typed });

export async function changePasswordHere(_: Answer | null, form: FormData): Promise<Answer> {
  const visitor = await requireAccount();
  const { current, password, again } = Passwords.parse(Object.fromEntries(form));
  if (password !== again) return { kind: 'fault', field: 'again', words: 'not the same as above' };
  const changed = await changeOwnPassword(
    webDb(),
    visitor,
    { current, password },
    await browser(),
    new Date(),
  );
  if ('fault' in changed) return { kind: 'fault', field: changed.field, words: changed.fault };
  await keepSessionToken(changed.token);
  revalidatePath(PAGE);
  return { kind: 'done', words: 'The new password is kept, and all other sessions are over.' };
}

export async function endSessionHere(form: FormData): Promise<void> {
  const visitor = await requireAccount();
  await endOwnSessions(webDb(), visitor, z.coerce.number().int().positive().parse(form.get('id')));
  revalidatePath(PAGE);
}

export async function endOtherSessionsHere(): Promise<void> {
  await endOwnSessions(webDb(), await requireAccount(), 'others');
  revalidatePath(PAGE);
}
