import { setImmediate } from 'node:timers/promises';
import { csvLine } from '@/lib/csv-cell';
import type { Db } from '@/lib/db';
import { maskAddress } from '@/lib/mail/masked-address';
import { type Known, suppressionAudit } from '@/lib/queries/suppression-audit';
import { AddressHash } from '@/lib/store/address-hash';
import { addressKey } from '@/lib/store/settings';
import {
  AUDIT_VERDICTS,
  type AuditVerdict,
  auditVerdict,
  isToReinstate,
} from '@/lib/suppression/audit-verdict';
import { addressColumnOf, addressIn } from '@/lib/suppression/list-lines';
import { codeInWords } from './suppression-words';

export interface AuditedEntry {
  recipient: string;
  verdict: AuditVerdict;
  words: string;
  at: string | null;
}

export interface AuditedPart {
  /** Where the address stands, for the parts that follow. */
  column: number | null;
  /** Lines that hold no address. */
  without: number;
  counts: Record<AuditVerdict, number>;
  /** The first few of each verdict, masked. */
  shown: AuditedEntry[];
  /** Lines of CSV: who is to be reinstated, and why. */
  reinstate: string;
}

const SHOWN_OF_EACH = 20;
const LINES_AT_ONCE = 5_000;

export const REINSTATE_HEADER = csvLine(['email', 'why', 'code', 'last_bounce', 'last_delivery']);

/**
 * Judges a part of somebody's list. Nothing of it is kept: addresses are hashed, looked up, and those to be reinstated
 * go back to whoever brought them. @returns null: another list is being judged
 */
export async function auditPart(db: Db, text: string, given: number | null): Promise<AuditedPart | null> {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const column = given ?? (lines[0] === undefined ? null : addressColumnOf(lines[0]));
  const isHeader = given === null && column !== null;
  const hash = new AddressHash(await addressKey(db));
  const byHash = new Map<bigint, string>();
  let without = 0;
  for (const [n, line] of (isHeader ? lines.slice(1) : lines).entries()) {
    // Others are answered meanwhile.
    if (n % LINES_AT_ONCE === LINES_AT_ONCE - 1) await setImmediate();
    const address = addressIn(line, column);
    if (address === null) without++;
    else byHash.set(hash.of(address)!.readBigInt64BE(), address);
  }
  const found = await suppressionAudit(db, [...byHash.keys()]);
  if (found === null) return null;
  const counts = Object.fromEntries(AUDIT_VERDICTS.map(({ id }) => [id, 0])) as Record<AuditVerdict, number>;
  const [shown, reinstate]: [AuditedEntry[], string[]] = [[], []];
  for (const known of found) {
    const address = byHash.get(known.recipientHash)!;
    const verdict = auditVerdict(known);
    counts[verdict]++;
    if (counts[verdict] <= SHOWN_OF_EACH) shown.push(entryOf(address, verdict, known));
    if (!isToReinstate(verdict)) continue;
    const why = AUDIT_VERDICTS.find(({ id }) => id === verdict)?.title ?? verdict;
    reinstate.push(csvLine([address, why, codeInWords(known), known.bouncedAt, known.deliveredAt]));
  }
  return { column, without, counts, shown, reinstate: reinstate.join('') };
}

const entryOf = (address: string, verdict: AuditVerdict, known: Known): AuditedEntry => ({
  recipient: maskAddress(address),
  verdict,
  words: codeInWords(known),
  at:
    (known.deliveredAt && verdict === 'delivered' ? known.deliveredAt : known.bouncedAt)?.toISOString() ??
    null,
});
