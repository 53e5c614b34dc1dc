import { readEnv } from '@/lib/env';
import { openSecretBox, type SecretBox } from '@/lib/secret-box';

let box: SecretBox | null = null;

/** What this installation's secrets are sealed with. */
export function secretBoxHere(): SecretBox {
  box ??= openSecretBox(readEnv());
  return box;
}
