import { hash, verify } from '@node-rs/argon2';

/** OWASP's password storage cheat sheet: Argon2id with 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** NIST SP 800-63B, 3.1.1.2: the same characters are the same password, whichever keyboard wrote them. */
const asTyped = (password: string): string => password.normalize('NFKC');

export const hashPassword = (password: string): Promise<string> => hash(asTyped(password), COST);

/** Nobody's. Where there is no account, or none with a password, this is what is compared: as much work as otherwise,
 * so that an answer's time does not say who has an account. */
let decoy: Promise<string> | null = null;

export async function isPassword(password: string, passwordHash: string | null): Promise<boolean> {
  decoy ??= hashPassword('nobody’s');
  const matches = await verify(passwordHash ?? (await decoy), asTyped(password));
  return matches && passwordHash !== null;
}
