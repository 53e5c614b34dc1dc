import { cookies, headers } from 'next/headers';
import { isSecure } from '@/lib/auth/reach';
import { reach } from './reach';

const NAMES = { secure: '__Host-bounceboard-workspace', plain: 'bounceboard-workspace' };
const A_YEAR_SECONDS = 365 * 24 * 60 * 60;

async function cookie(): Promise<{ name: string; secure: boolean }> {
  const secure = isSecure((await headers()).get('host'), reach());
  return { name: secure ? NAMES.secure : NAMES.plain, secure };
}

/** The workspace that this browser was last asked to show; whether its person may see it is not decided here. */
export async function chosenWorkspace(): Promise<number | null> {
  const said = (await cookies()).get((await cookie()).name)?.value ?? '';
  return /^[1-9]\d{0,8}$/.test(said) ? Number(said) : null;
}

/** null: all that the person may see. */
export async function keepChosenWorkspace(id: number | null): Promise<void> {
  const { name, secure } = await cookie();
  const maxAge = id === null ? 0 : A_YEAR_SECONDS;
  (await cookies()).set(name, String(id ?? ''), {
    httpOnly: true,
    secure,
    sameSite: 'lax',
    path: '/',
    maxAge,
  });
}
