import { cookies, headers } from 'next/headers';
import { isSecure } from '@/lib/auth/reach';
import { isSecretToken } from '@/lib/auth/secret-token';
import { SESSION_MS } from '@/lib/auth/sessions';
import { reach } from './reach';

/** `__Host-` binds a cookie to this very host and to TLS; browsers refuse it on the plain connection of loopback, where
 * it goes by a name of its own. One is never taken for the other. */
const NAMES = { secure: '__Host-bounceboard', plain: 'bounceboard-here' };

async function cookie(): Promise<{ name: string; secure: boolean }> {
  const secure = isSecure((await headers()).get('host'), reach());
  return { name: secure ? NAMES.secure : NAMES.plain, secure };
}

export async function sessionToken(): Promise<string | null> {
  const token = (await cookies()).get((await cookie()).name)?.value;
  return token && isSecretToken(token) ? token : null;
}

/** `Lax`: a link in a mail or a chat opens the page that it names, and no foreign form sends the cookie along. */
export async function keepSessionToken(token: string): Promise<void> {
  const { name, secure } = await cookie();
  const maxAge = SESSION_MS.most / 1000;
  (await cookies()).set(name, token, { httpOnly: true, secure, sameSite: 'lax', path: '/', maxAge });
}

export async function dropSessionToken(): Promise<void> {
  const { name, secure } = await cookie();
  (await cookies()).set(name, '', { httpOnly: true, secure, sameSite: 'lax', path: '/', maxAge: 0 });
}
