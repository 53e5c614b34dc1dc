import type { Reach } from '@/lib/auth/reach';
import { readEnv } from '@/lib/env';

let known: Reach | null = null;

/** Where this process is reached: it does not change while it runs. */
export function reach(): Reach {
  known ??= readEnv();
  return known;
}
