import type { Env } from '@/lib/env';
import { openSecretBox, type SecretBox } from '@/lib/secret-box';

export type SealAddress = (address: string) => string;

/** How addresses that a suppression may need are sealed; null: they are not kept, and nothing can be exported. */
export function addressSealer(
  env: Pick<Env, 'keepsSuppressedAddresses' | 'secretKeys' | 'dataDir'>,
): SealAddress | null {
  if (!env.keepsSuppressedAddresses) return null;
  const box = openSecretBox(env);
  return (address) => box.seal(address).sealed;
}

/** @throws SecretKeyError where the key that it was sealed with is not among ours. */
export const openAddress = (box: SecretBox, sealed: string): string => box.open({ sealed });
