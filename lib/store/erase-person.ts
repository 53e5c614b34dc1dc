import type { Db } from '@/lib/db';
import { domainOf } from '@/lib/mail/address';
import { addressForms, addressSpellings } from '@/lib/mail/address-forms';
import { maskAddress } from '@/lib/mail/masked-address';
import { AddressHash } from './address-hash';
import { type Actor, auditAlone } from './audit';
import { eraseFromText, type Found } from './erase-columns';
import { eraseFromInbox, eraseFromUploads } from './erase-inbox';
import { addressKey } from './settings';

export interface Erasure {
  /** Rows that were changed or deleted, by table and column. */
  erased: Found[];
  /** Rows that somebody set up, and that name the person: they are for whoever set them up to change. */
  left: Found[];
}

/**
 * Takes one person out of the store. Events stay as counts of their day and domain, as the rollups have them; whose they
 * were cannot be told any more. Each step stands by itself and may be repeated: what is read in the same moment is
 * found by doing it again. @throws RangeError where it is no address.
 */
export async function erasePerson(db: Db, by: Actor, given: string): Promise<Erasure> {
  const address = given.trim().toLowerCase();
  const forms = addressForms(address);
  const subject = maskAddress(address);
  await auditAlone(db, by, 'recipient.erasure-begun', subject);
  const hash = new AddressHash(await addressKey(db));
  const hashes = addressSpellings(address).map((one) => hash.of(one)!.readBigInt64BE());
  // In records exactly, since others' addresses in them are still to be read; in our own words rather too much.
  // What is still to be read comes first: nothing is recorded of it anew behind our back.
  const contents = [await eraseFromInbox(db, forms), await eraseFromUploads(db, forms)];
  const events = await eraseEvents(db, hashes, domainOf(address)!);
  const others = await eraseByHash(db, hashes);
  const text = await eraseFromText(db, addressForms(address, { isLoose: true }));
  const erased = [...contents, events, ...others, ...text.erased].filter(({ rows }) => rows > 0);
  const details = Object.fromEntries(erased.map(({ table, column, rows }) => [`${table} ${column}`, rows]));
  await auditAlone(db, by, 'recipient.erased', subject, details);
  return { erased, left: text.left };
}

/** Day by day: each has a table of its own, and an index of none of this. */
async function eraseEvents(db: Db, hashes: readonly bigint[], domain: string): Promise<Found> {
  let rows = 0;
  for (const { day } of await db.eventDay.findMany({ orderBy: { day: 'asc' } })) {
    const until = new Date(day.getTime() + 86_400_000);
    const [, count] = await db.$transaction([
      db.$executeRaw`
        DELETE FROM reported_bounce WHERE bounce_key IN (
          SELECT bounce_key FROM event
           WHERE at >= ${day}::timestamptz AND at < ${until}::timestamptz AND recipient_hash = ANY(${hashes}::bigint[]))`,
      db.$executeRaw`
        UPDATE event SET recipient = ${`***@${domain}`}, recipient_hash = NULL, message_id_hash = NULL, bounce_key = NULL,
               queue_id = NULL
         WHERE at >= ${day}::timestamptz AND at < ${until}::timestamptz AND recipient_hash = ANY(${hashes}::bigint[])`,
    ]);
    rows += count;
  }
  return { table: 'event', column: 'recipient_hash', rows };
}

/** Whatever else is kept by a recipient's hash goes as a whole, of tables that are yet to come, too. */
async function eraseByHash(db: Db, hashes: readonly bigint[]): Promise<Found[]> {
  const tables = await db.$queryRaw<{ table: string }[]>`
    SELECT c.relname AS table FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND a.attname = 'recipient_hash' AND c.relname <> 'event' ORDER BY 1`;
  const found: Found[] = [];
  for (const { table } of tables) {
    const rows = await db.$executeRawUnsafe(
      `DELETE FROM "${table}" WHERE recipient_hash = ANY($1::bigint[])`,
      hashes,
    );
    found.push({ table, column: 'recipient_hash', rows });
  }
  return found;
}
