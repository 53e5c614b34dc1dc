import { randomBytes } from 'node:crypto';
import type { Db } from '@/lib/db';

/** The key of the recipients' hashes: once for this installation. A migration has made it, since whoever is limited to a
 * workspace may not; a store whose settings were emptied gets another from the first who may. */
export async function addressKey(db: Db): Promise<string> {
  const key = 'address-key';
  const known = await db.setting.findUnique({ where: { key } });
  if (known) return String(known.value);
  const made = randomBytes(32).toString('hex');
  await db.setting.createMany({ data: [{ key, value: made }], skipDuplicates: true });
  const { value } = await db.setting.findUniqueOrThrow({ where: { key } });
  return String(value);
}

/** What tells this installation from others, in the names by which other services know its incidents. */
export async function installationId(db: Db): Promise<string> {
  const key = 'installation';
  const made = randomBytes(6).toString('hex');
  await db.setting.createMany({ data: [{ key, value: made }], skipDuplicates: true });
  const { value } = await db.setting.findUniqueOrThrow({ where: { key } });
  return String(value);
}
