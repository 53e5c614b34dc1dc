import { redirect } from 'next/navigation';
import { browser } from '@/app/_access/browser';
import { ownPath } from '@/app/_access/own-path';
import { problem } from '@/app/_access/problem';
import { keepSessionToken } from '@/app/_access/session-cookie';
import { signOnSettings, takeAttempt } from '@/app/_access/single-sign-on';
import { codeOfRefusal } from '@/lib/auth/sign-on-refusals';
import { finishSignOn } from '@/lib/auth/single-sign-on';
import { webDb } from '@/lib/db';

/** Back from the identity provider. */
export async function GET(request: Request): Promise<Response> {
  const settings = signOnSettings();
  if (!settings) return problem(400, 'There is no single sign-on here.');
  const attempt = await takeAttempt();
  if (!attempt) redirect('/login?refused=late');
  const { search } = new URL(request.url);
  const done = await finishSignOn(webDb(), settings, attempt, search, await browser(), new Date());
  if ('fault' in done) redirect(`/login?refused=${codeOfRefusal(done.fault)}`);
  await keepSessionToken(done.token);
  redirect(ownPath(attempt.to));
}
