import { createHash, randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import type { Db } from '@/lib/db';
import { Sealed, type SecretBox } from '@/lib/secret-box';
import { type Actor, audit } from '@/lib/store/audit';
import { Prisma } from '@/prisma/generated/client';
import type { Visitor } from './person';
import { endSessions } from './sessions';

/** RFC 6238 as every authenticator knows it: SHA-1, six digits, half a minute, and one step either way for clocks. */
const PERIOD_SECONDS = 30;
const WINDOW_STEPS = 1;
/** RFC 4226, section 4: 160 bits are recommended. */
const KEY_BYTES = 20;
const RECOVERY_CODES = 10;
const RECOVERY_BITS = 120;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

const totpOf = (key: string, name = '') =>
  new TOTP({ issuer: 'Bounceboard', label: name, secret: Secret.fromBase32(key), period: PERIOD_SECONDS });

export interface TotpOffer {
  /** For those who cannot take a picture. */
  key: string;
  uri: string;
}

export function newTotpKey(name: string): TotpOffer {
  const key = new Secret({ size: KEY_BYTES }).base32;
  return { key, uri: totpOf(key, name).toString() };
}

/** The time step whose code it is, or null. */
export function stepOfCode(key: string, code: string, now: Date): bigint | null {
  if (!/^\d{6}$/.test(code)) return null;
  const timestamp = now.getTime();
  const delta = totpOf(key).validate({ token: code, timestamp, window: WINDOW_STEPS });
  return delta === null ? null : BigInt(Math.floor(timestamp / 1000 / PERIOD_SECONDS) + delta);
}

/** Keeps a key whose owner has shown that they have it. Everybody else who is logged in as them is out.
 * @returns the recovery codes, told here and never again; or null where the code is not the key's. */
export async function enableSecondFactor(
  db: Db,
  box: SecretBox,
  visitor: Visitor & { id: number },
  { key, code }: { key: string; code: string },
  now: Date,
): Promise<string[] | null> {
  const step = stepOfCode(key, code, now);
  if (step === null) return null;
  const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
  await db.$transaction(async (transaction) => {
    const accountId = visitor.id;
    await transaction.account.update({
      where: { id: accountId },
      data: { totpKey: { ...box.seal(key) }, totpStep: step },
    });
    await transaction.recoveryCode.deleteMany({ where: { accountId } });
    await transaction.recoveryCode.createMany({
      data: codes.map((one) => ({ accountId, hash: hashOfCode(one) })),
    });
    await endSessions(transaction, accountId, visitor.sessionId);
    await audit(transaction, visitor, 'account.second-factor-enabled', visitor.name);
  });
  return codes;
}

/** Takes a code of the authenticator, or a recovery code, and each once. @returns what it was, or null. */
export async function spendCode(
  transaction: Prisma.TransactionClient,
  box: SecretBox,
  account: { id: number; totpKey: unknown },
  code: string,
  now: Date,
): Promise<'code' | 'recovery code' | null> {
  const typed = code.replace(/[\s-]/g, '').toUpperCase();
  const step = stepOfCode(box.open(Sealed.parse(account.totpKey)), typed, now);
  if (step !== null) {
    const { count } = await transaction.account.updateMany({
      where: { id: account.id, OR: [{ totpStep: null }, { totpStep: { lt: step } }] },
      data: { totpStep: step },
    });
    return count === 1 ? 'code' : null;
  }
  const { count } = await transaction.recoveryCode.updateMany({
    where: { accountId: account.id, hash: hashOfCode(typed), usedAt: null },
    data: { usedAt: now },
  });
  return count === 1 ? 'recovery code' : null;
}

/** For somebody who has lost it, or wants it no more. */
export async function removeSecondFactor(
  transaction: Prisma.TransactionClient,
  by: Actor,
  account: { id: number; name: string },
): Promise<void> {
  await transaction.account.update({
    where: { id: account.id },
    data: { totpKey: Prisma.DbNull, totpStep: null },
  });
  await transaction.recoveryCode.deleteMany({ where: { accountId: account.id } });
  await audit(transaction, by, 'account.second-factor-removed', account.name);
}

/** In fours. OWASP ASVS 6.5.2: from 112 bits on, a plain hash keeps them well enough. */
function newRecoveryCode(): string {
  const signs = Array.from(randomBytes(RECOVERY_BITS / 5), (byte) => BASE32[byte % 32]).join('');
  return signs.replace(/(.{4})(?=.)/g, '$1-');
}

const hashOfCode = (code: string): string =>
  createHash('sha256').update(code.replaceAll('-', '')).digest('hex');
