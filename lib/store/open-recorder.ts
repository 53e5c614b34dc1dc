import type { Db } from '@/lib/db';
import type { Env } from '@/lib/env';
import { openSecretBox } from '@/lib/secret-box';
import { addressSealer } from './address-seal';
import { KeptAddresses } from './kept-addresses';
import { EventRecorder } from './record-events';
import { addressKey } from './settings';

/** The recorder of this installation, with what it is to keep of recipients. */
export async function openRecorder(
  db: Db,
  env: Pick<Env, 'keptDays' | 'keepsSuppressedAddresses' | 'secretKeys' | 'dataDir'>,
  databaseUrl: string,
): Promise<EventRecorder> {
  const kept = env.keptDays.addresses === null ? null : new KeptAddresses(openSecretBox(env));
  return EventRecorder.open(databaseUrl, await addressKey(db), kept, addressSealer(env));
}
