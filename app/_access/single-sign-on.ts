import { cookies, headers } from 'next/headers';
import { isSecure } from '@/lib/auth/reach';
import { SignOnAttempt } from '@/lib/auth/single-sign-on';
import { readEnv, type SignOnSettings } from '@/lib/env';
import { Sealed } from '@/lib/secret-box';
import { reach } from './reach';
import { secretBoxHere } from './secret-box';

const PATH = '/login/single-sign-on';
const ATTEMPT_SECONDS = 600;

/** null: there is none here. */
export const signOnSettings = (): SignOnSettings | null => readEnv().signOn;

export async function redirectUriHere(): Promise<string> {
  return `${reach().publicUrl ?? `http://${(await headers()).get('host')}`}${PATH}/callback`;
}

async function cookie() {
  const secure = isSecure((await headers()).get('host'), reach());
  const name = secure ? '__Secure-bounceboard-sign-on' : 'bounceboard-sign-on';
  return { name, options: { httpOnly: true, secure, sameSite: 'lax' as const, path: PATH } };
}

/** Sealed, so that neither the browser nor who looks over its shoulder learns what binds the answer to the question. */
export async function keepAttempt(attempt: SignOnAttempt): Promise<void> {
  const { name, options } = await cookie();
  const { sealed } = secretBoxHere().seal(JSON.stringify(attempt));
  (await cookies()).set(name, sealed, { ...options, maxAge: ATTEMPT_SECONDS });
}

/** Good for one answer. */
export async function takeAttempt(): Promise<SignOnAttempt | null> {
  const { name, options } = await cookie();
  const sealed = Sealed.safeParse({ sealed: (await cookies()).get(name)?.value });
  if (!sealed.success) return null;
  (await cookies()).set(name, '', { ...options, maxAge: 0 });
  return SignOnAttempt.parse(JSON.parse(secretBoxHere().open(sealed.data)));
}
