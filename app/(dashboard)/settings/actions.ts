'use server';

import { redirect } from 'next/navigation';
import { browser } from '@/app/_access/browser';
import { dropSessionToken, sessionToken } from '@/app/_access/session-cookie';
import { logOut } from '@/lib/auth/login';
import { webDb } from '@/lib/db';

/** Whoever has a session may end it. */
export async function logOutHere(): Promise<void> {
  const token = await sessionToken();
  if (token) await logOut(webDb(), token, (await browser()).address);
  await dropSessionToken();
  redirect('/login');
}
