import type { Db } from '@/lib/db';
import { type ByHand, type Decision, decide, type Fault } from '@/lib/suppression/decide';
import type { SoftBounceRule } from '@/lib/suppression/soft-bounce-rule';
import type { Prisma } from '@/prisma/generated/client';

/** Recipients decided on in one transaction. */
const BATCH = 1_000;

interface Standing {
  workspace_id: number;
  recipient_hash: bigint;
  state: string;
  reason: string | null;
  delivered_at: Date | null;
  hand: ByHand['decision'] | null;
  hand_at: Date | null;
}

interface StoredFault extends Fault {
  workspaceId: number;
  recipientHash: bigint;
}

/** Decides anew on the recipients of whom something has changed. @returns how many came to stand otherwise. */
export async function decideStale(db: Db, now: Date, rule: SoftBounceRule): Promise<number> {
  let changed = 0;
  for (;;) {
    const decided = await decideBatch(db, now, rule);
    changed += decided.changed;
    if (decided.taken < BATCH) return changed;
  }
}

async function decideBatch(
  db: Db,
  now: Date,
  rule: SoftBounceRule,
): Promise<{ taken: number; changed: number }> {
  return db.$transaction(async (tx) => {
    const standings = await tx.$queryRaw<Standing[]>`
      SELECT workspace_id, recipient_hash, state, reason, delivered_at, hand, hand_at FROM suppression
       WHERE stale AND deliveries_known
       ORDER BY workspace_id, recipient_hash LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`;
    if (standings.length === 0) return { taken: 0, changed: 0 };
    const faults = await faultsOf(tx, standings);
    const decisions = standings.map((standing) => ({
      standing,
      decision: decide(
        faults.get(keyOf(standing.workspace_id, standing.recipient_hash)) ?? [],
        standing.delivered_at?.getTime() ?? null,
        standing.hand && standing.hand_at
          ? { decision: standing.hand, at: standing.hand_at.getTime() }
          : null,
        rule,
      ),
    }));
    await write(tx, decisions, now);
    const changes = decisions.filter(
      ({ standing, decision }) => standing.state !== decision.state || standing.reason !== decision.reason,
    );
    await tx.suppressionChange.createMany({
      data: changes.map(({ standing, decision }) => ({
        workspaceId: standing.workspace_id,
        recipientHash: standing.recipient_hash,
        at: now,
        state: decision.state,
        reason: decision.reason,
      })),
    });
    return { taken: standings.length, changed: changes.length };
  });
}

const keyOf = (workspaceId: number, recipientHash: bigint): string => `${workspaceId} ${recipientHash}`;

async function faultsOf(
  tx: Prisma.TransactionClient,
  standings: readonly Standing[],
): Promise<Map<string, Fault[]>> {
  const hashes = standings.map(({ recipient_hash }) => recipient_hash);
  const rows = await tx.$queryRaw<StoredFault[]>`
    SELECT s.workspace_id AS "workspaceId", f.recipient_hash AS "recipientHash", f.kind,
           date_part('epoch', f.at) * 1000 AS at,
           concat_ws(' ', f.source_id, f.origin_id, f.position) AS key
      FROM recipient_fault f JOIN source s ON s.id = f.source_id
     WHERE f.recipient_hash = ANY(${hashes}::bigint[]) AND f.weighed`;
  const faults = new Map<string, Fault[]>();
  for (const { workspaceId, recipientHash, ...fault } of rows) {
    const key = keyOf(workspaceId, recipientHash);
    const known = faults.get(key);
    if (known) known.push(fault);
    else faults.set(key, [fault]);
  }
  return faults;
}

async function write(
  tx: Prisma.TransactionClient,
  decisions: readonly { standing: Standing; decision: Decision }[],
  now: Date,
): Promise<void> {
  const column = <T>(of: (decision: Decision) => T): T[] => decisions.map(({ decision }) => of(decision));
  const time = (at: number | null): Date | null => (at === null ? null : new Date(at));
  const part = (index: number) => column(({ decidedBy }) => decidedBy?.split(' ')[index] ?? null);
  await tx.$executeRaw`
    UPDATE suppression p SET
      state = d.state, reason = d.reason, since = d.since, faults = d.faults, last_fault_at = d.last_fault_at,
      decided_source_id = f.source_id, decided_origin_id = f.origin_id, decided_position = f.position,
      decided_at = f.at, decided_label_set_id = f.label_set_id, diagnostic = f.diagnostic, stale = false,
      changed_at = CASE WHEN p.state = d.state AND p.reason IS NOT DISTINCT FROM d.reason THEN p.changed_at
                        ELSE ${now}::timestamptz END
    FROM unnest(
        ${decisions.map(({ standing }) => standing.workspace_id)}::int[],
        ${decisions.map(({ standing }) => standing.recipient_hash)}::bigint[],
        ${column(({ state }) => state)}::text[], ${column(({ reason }) => reason)}::text[],
        ${column(({ since }) => time(since))}::timestamptz[], ${column(({ faults }) => faults)}::int[],
        ${column(({ lastFaultAt }) => time(lastFaultAt))}::timestamptz[],
        ${part(0)}::int[], ${part(1)}::bigint[], ${part(2)}::bigint[]
      ) AS d (workspace_id, recipient_hash, state, reason, since, faults, last_fault_at, source_id, origin_id, position)
      LEFT JOIN recipient_fault f
        ON f.source_id = d.source_id AND f.origin_id = d.origin_id AND f.position = d.position
    WHERE p.workspace_id = d.workspace_id AND p.recipient_hash = d.recipient_hash`;
}
