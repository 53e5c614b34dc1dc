'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { browser } from '@/app/_access/browser';
import { requireAccount } from '@/app/_access/person';
import { type QrPicture, qrPicture } from '@/app/_access/qr-picture';
import { secretBoxHere } from '@/app/_access/secret-box';
import { keepSessionToken } from '@/app/_access/session-cookie';
import type { Answer } from '@/app/_components/ui/answer';
import { changingAccounts } from '@/lib/auth/accounts';
import { changeOwnPassword, endOwnSessions, faultOfOwnPassword } from '@/lib/auth/own-account';
import { enableSecondFactor, newTotpKey, removeSecondFactor, type TotpOffer } from '@/lib/auth/second-factor';
import { isSecondFactorRequired } from '@/lib/auth/second-factor-rule';
import { webDb } from '@/lib/db';
import { Sealed } from '@/lib/secret-box';

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

export type SecondFactorAnswer =
  | { kind: 'offered'; sealed: string; key: string; picture: QrPicture; fault: string | null }
  | { kind: 'enabled'; codes: string[] }
  | { kind: 'removed' }
  | { kind: 'fault'; words: string };

/** A key is offered, and kept once a code of it was shown; meanwhile the browser holds it sealed. */
export async function offerSecondFactor(
  _: SecondFactorAnswer | null,
  form: FormData,
): Promise<SecondFactorAnswer> {
  const visitor = await requireAccount({ evenOwing: true });
  const fault = await faultOfOwnPassword(webDb(), visitor, Typed.parse(form.get('current')));
  if (fault) return { kind: 'fault', words: fault };
  return offer(visitor.id, newTotpKey(visitor.name));
}

export async function confirmSecondFactor(
  _: SecondFactorAnswer | null,
  form: FormData,
): Promise<SecondFactorAnswer> {
  const visitor = await requireAccount({ evenOwing: true });
  const sealed = Sealed.parse({ sealed: form.get('sealed') });
  const offered = Offered.parse(JSON.parse(secretBoxHere().open(sealed)));
  if (offered.accountId !== visitor.id) return { kind: 'fault', words: 'This was offered to somebody else.' };
  const code = Typed.parse(form.get('code')).replace(/\s/g, '');
  const codes = await enableSecondFactor(
    webDb(),
    secretBoxHere(),
    visitor,
    { key: offered.key, code },
    new Date(),
  );
  if (!codes) return { ...offer(visitor.id, offered), fault: 'This is not the code that the key gives now.' };
  return { kind: 'enabled', codes };
}

export async function removeSecondFactorHere(
  _: SecondFactorAnswer | null,
  form: FormData,
): Promise<SecondFactorAnswer> {
  const visitor = await requireAccount();
  const fault = await faultOfOwnPassword(webDb(), visitor, Typed.parse(form.get('current')));
  if (fault) return { kind: 'fault', words: fault };
  if (await isSecondFactorRequired(webDb(), visitor)) {
    return { kind: 'fault', words: `every ${visitor.role} has to have one here` };
  }
  await changingAccounts(webDb(), (transaction) => removeSecondFactor(transaction, visitor, visitor));
  revalidatePath(PAGE);
  return { kind: 'removed' };
}

const Offered = z.object({ accountId: z.number(), key: z.string(), uri: z.string() });

function offer(accountId: number, { key, uri }: TotpOffer): SecondFactorAnswer & { kind: 'offered' } {
  const { sealed } = secretBoxHere().seal(JSON.stringify({ accountId, key, uri }));
  return { kind: 'offered', sealed, key, picture: qrPicture(uri), fault: null };
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
