'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { browser } from '@/app/_access/browser';
import { ownPath } from '@/app/_access/own-path';
import { secretBoxHere } from '@/app/_access/secret-box';
import { keepSessionToken, sessionToken } from '@/app/_access/session-cookie';
import { faultInWords } from '@/app/_components/ui/fault';
import { logIn, showSecondFactor } from '@/lib/auth/login';
import { webDb } from '@/lib/db';

const Form = z.object({
  name: z.string().max(200),
  password: z.string().max(1000),
  to: z.string().max(2000).default('/'),
});

/** @returns why not. */
export async function logInHere(_: string | null, form: FormData): Promise<string | null> {
  const { data } = Form.safeParse(Object.fromEntries(form));
  if (!data) return 'The name or the password is wrong.';
  const to = ownPath(data.to);
  const login = await logIn(
    webDb(),
    { name: data.name, password: data.password, token: await sessionToken() },
    await browser(),
    new Date(),
  ).catch((error: unknown) => {
    console.error('login:', error);
    return { kind: 'fault' as const, words: faultInWords(error) };
  });
  if (login.kind === 'fault') return login.words;
  if (login.kind === 'wrong') return 'The name or the password is wrong.';
  if (login.kind === 'wait') return `Too many tries. Try again in ${minutes(login.seconds)}.`;
  await keepSessionToken(login.token);
  redirect(login.kind === 'in' ? to : `/login/second-factor?to=${encodeURIComponent(to)}`);
}

const Code = z.object({ code: z.string().max(100), to: z.string().max(2000).default('/') });

/** @returns why not. */
export async function showSecondFactorHere(_: string | null, form: FormData): Promise<string | null> {
  const { data } = Code.safeParse(Object.fromEntries(form));
  const token = await sessionToken();
  if (!token) redirect('/login');
  if (!data) return 'This code is wrong, or was used already.';
  const shown = { code: data.code, token };
  const login = await showSecondFactor(webDb(), secretBoxHere(), shown, await browser(), new Date());
  if (login.kind === 'over') redirect('/login');
  if (login.kind === 'wrong') return 'This code is wrong, or was used already.';
  if (login.kind === 'wait') return `Too many tries. Try again in ${minutes(login.seconds)}.`;
  await keepSessionToken(login.token);
  redirect(ownPath(data.to));
}

function minutes(seconds: number): string {
  const whole = Math.ceil(seconds / 60);
  return whole === 1 ? 'a minute' : `${whole} minutes`;
}
