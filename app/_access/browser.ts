import { headers } from 'next/headers';
import { addressOf } from '@/lib/auth/reach';
import type { Browser } from '@/lib/auth/sessions';
import { reach } from './reach';

/** Where a request comes from, as a session remembers it. */
export async function browser(): Promise<Browser> {
  const said = await headers();
  return { address: addressOf(said, reach()), userAgent: said.get('user-agent') };
}
