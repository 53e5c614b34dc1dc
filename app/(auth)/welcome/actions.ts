'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { browser } from '@/app/_access/browser';
import { keepSessionToken } from '@/app/_access/session-cookie';
import { faultInWords } from '@/app/_components/ui/fault';
import { type LinkContent, readLink, redeemLink } from '@/lib/auth/links';
import { webDb } from '@/lib/db';

const Token = z.string().max(100);

/** What the link is good for. */
export async function readWelcome(token: string): Promise<LinkContent | null> {
  const { data } = Token.safeParse(token);
  return data === undefined ? null : readLink(webDb(), data, new Date());
}

const Form = z.object({
  token: Token,
  name: z.string().max(200).default(''),
  password: z.string().max(1000),
  again: z.string().max(1000),
});

export interface WelcomeFault {
  field: 'name' | 'password' | 'again' | '';
  fault: string;
}

export async function acceptWelcome(_: WelcomeFault | null, form: FormData): Promise<WelcomeFault | null> {
  const { data } = Form.safeParse(Object.fromEntries(form));
  if (!data) return { field: '', fault: 'This form was not filled in.' };
  if (data.password !== data.again) return { field: 'again', fault: 'not the same as above' };
  const done = await redeemLink(webDb(), data, await browser(), new Date()).catch((error: unknown) => {
    console.error('welcome:', error);
    return { field: '' as const, fault: faultInWords(error) };
  });
  if ('fault' in done) return done;
  if ('needsSecondFactor' in done) redirect('/login');
  await keepSessionToken(done.session);
  redirect('/');
}
