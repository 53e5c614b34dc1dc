import { randomBytes } from 'node:crypto';
import type { Db } from '@/lib/db';

/** The key of the recipients' hashes: made by a migration, once for this installation. Without it nobody could be found
 * again, so another one is never made. */
export async function addressKey(db: Db): Promise<string> {
  const known = await db.setting.findUnique({ where: { key: 'address-key' } });
  if (known) return String(known.value);
  throw new Error('the key that recipients are hashed with is gone from the store: restore it from a backup');
}

/** What tells this installation from others, in the names by which other services know its incidents. */
export async function installationId(db: Db): Promise<string> {
  const key = 'installation';
  const made = randomBytes(6).toString('hex');
  await db.setting.createMany({ data: [{ key, value: made }], skipDuplicates: true });
  const { value } = await db.setting.findUniqueOrThrow({ where: { key } });
  return String(value);
}
