import { hasAccounts } from '@/lib/auth/accounts';
import { setupLink } from '@/lib/auth/links';
import { listensOnLoopback } from '@/lib/auth/reach';
import { openDb } from '@/lib/db';
import type { Env } from '@/lib/env';
import { OperatorError } from './data-folder';

/** Nobody who can reach it may find a dashboard open. @returns the link that makes the first administrator, if there
 * is none yet. */
export async function checkAccess(env: Env, databaseUrl: string): Promise<string | null> {
  const db = openDb(databaseUrl, 1);
  try {
    const isLocal = listensOnLoopback({ listensOn: env.host });
    if (!isLocal && !(await hasAccounts(db))) {
      throw new OperatorError(
        `BOUNCEBOARD_HOST is ${env.host}, and nobody has to log in yet: make an account first (bin/bounceboard account create NAME)`,
      );
    }
    if (!isLocal && !env.publicUrl?.startsWith('https:')) {
      process.stderr.write(
        `bounceboard: passwords come to ${env.host} in clear: put a proxy with TLS before it, and its address into BOUNCEBOARD_URL\n`,
      );
    }
    return await setupLink(db, new Date());
  } finally {
    await db.$disconnect();
  }
}
