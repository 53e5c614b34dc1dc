import { redirect } from 'next/navigation';
import { ownPath } from '@/app/_access/own-path';
import { problem } from '@/app/_access/problem';
import { keepAttempt, redirectUriHere, signOnSettings } from '@/app/_access/single-sign-on';
import { beginSignOn } from '@/lib/auth/single-sign-on';

/** To the identity provider. */
export async function GET(request: Request): Promise<Response> {
  const settings = signOnSettings();
  if (!settings) return problem(400, 'There is no single sign-on here.');
  const to = ownPath(new URL(request.url).searchParams.get('to'));
  const begun = await beginSignOn(settings, await redirectUriHere(), to).catch((error: unknown) => {
    console.error('single sign-on:', error);
    return null;
  });
  if (!begun) redirect('/login?refused=away');
  await keepAttempt(begun.attempt);
  redirect(begun.url.href);
}
