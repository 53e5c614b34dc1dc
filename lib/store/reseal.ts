import { z } from 'zod';
import type { Db } from '@/lib/db';
import { Sealed, type SecretBox } from '@/lib/secret-box';
import { Prisma } from '@/prisma/generated/client';
import { type Actor, auditAlone } from './audit';

interface Place {
  table: string;
  column: string;
  /** Sealed by itself as text, or anywhere within JSON. */
  holds: 'text' | 'json';
}

/** Everywhere that `SecretBox.seal` is stored; cookies and forms hold some for minutes, and are asked anew. */
export const SEALED_PLACES: readonly Place[] = [
  { table: 'source', column: 'settings', holds: 'json' },
  { table: 'channel', column: 'settings', holds: 'json' },
  { table: 'account', column: 'totp_key', holds: 'json' },
  { table: 'kept_address', column: 'sealed', holds: 'text' },
  { table: 'recipient_fault', column: 'address', holds: 'text' },
  { table: 'suppression', column: 'address', holds: 'text' },
];

export interface Resealed {
  table: string;
  column: string;
  /** Rows sealed anew. */
  rows: number;
  /** Rows that none of the keys opens: they stay as they are. */
  left: number;
}

/** Read while a snapshot is held: as long as the largest table takes. */
const WHOLE_TABLE = { maxWait: 30_000, timeout: 24 * 3_600_000 };
const PAGE_ROWS = 1_000;

/**
 * Seals everything under the first key that an older one has sealed, so that the older one can be thrown away. Writes
 * page by page, and only over what it has read: who changes a row meanwhile wins. Repeating it does what is left.
 */
export async function resealSecrets(db: Db, by: Actor, box: SecretBox): Promise<Resealed[]> {
  const done: Resealed[] = [];
  for (const place of SEALED_PLACES) done.push(await resealPlace(db, place, box));
  const details = Object.fromEntries(
    done.flatMap(({ table, column, rows, left }) => [
      [`${table} ${column}`, rows],
      ...(left > 0 ? [[`${table} ${column} left`, left]] : []),
    ]),
  );
  await auditAlone(db, by, 'secrets.resealed', 'secret key', details);
  return done;
}

async function resealPlace(db: Db, { table, column, holds }: Place, box: SecretBox): Promise<Resealed> {
  const [from, what] = [Prisma.raw(`"${table}"`), Prisma.raw(`"${column}"`)];
  const renew = holds === 'json' ? renewJson : renewText;
  const type = Prisma.raw(holds === 'json' ? 'jsonb' : 'text');
  const counts = { rows: 0, left: 0 };
  await db.$transaction(async (reader) => {
    await reader.$executeRaw`
      DECLARE to_reseal NO SCROLL CURSOR FOR
      SELECT ctid::text AS at, ${what}::text AS old FROM ${from} WHERE ${what} IS NOT NULL`;
    for (;;) {
      const page = await reader.$queryRaw<{ at: string; old: string }[]>`
        FETCH ${Prisma.raw(String(PAGE_ROWS))} FROM to_reseal`;
      if (page.length === 0) return;
      const [at, old, renewed]: [string[], string[], string[]] = [[], [], []];
      for (const row of page) {
        const text = renew(row.old, box);
        if (text === 'unopened') counts.left++;
        else if (text !== row.old) {
          at.push(row.at);
          old.push(row.old);
          renewed.push(text);
        }
      }
      if (at.length === 0) continue;
      // On a connection of its own: committed page by page, while the reader keeps its view of the table.
      counts.rows += await db.$executeRaw`
        UPDATE ${from} t SET ${what} = given.renewed::${type}
          FROM unnest(${at}::text[], ${old}::text[], ${renewed}::text[]) AS given (at, old, renewed)
         WHERE t.ctid = given.at::tid AND t.${what}::text = given.old`;
    }
  }, WHOLE_TABLE);
  return { table, column, ...counts };
}

type Renewed = string | 'unopened';

function renewText(sealed: string, box: SecretBox): Renewed {
  try {
    return box.renew({ sealed }).sealed;
  } catch {
    // Counted, and told to the operator by where it stands: neither its key nor its text is ours to guess.
    return 'unopened';
  }
}

const Json = z.json();
type Json = z.infer<typeof Json>;

function renewJson(stored: string, box: SecretBox): Renewed {
  let isUnopened = false;
  let isChanged = false;
  const walk = (value: Json): Json => {
    const sealed = Sealed.safeParse(value);
    if (sealed.success) {
      const text = renewText(sealed.data.sealed, box);
      if (text === 'unopened') isUnopened = true;
      else if (text !== sealed.data.sealed) isChanged = true;
      return text === 'unopened' ? value : { sealed: text };
    }
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, walk(one)]));
  };
  const renewed = walk(Json.parse(JSON.parse(stored)));
  if (isChanged) return JSON.stringify(renewed);
  return isUnopened ? 'unopened' : stored;
}
