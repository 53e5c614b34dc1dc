import type { Db } from '@/lib/db';
import { type ByHand, type Decision, decide } from '@/lib/suppression/decide';
import type { SoftBounceRule } from '@/lib/suppression/soft-bounce-rule';
import type { Prisma } from '@/prisma/generated/client';
import { weighingFaults } from './weighing-faults';

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
    const decisions = await decisionsOn(tx, standings, rule);
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

async function decisionsOn(
  tx: Prisma.TransactionClient,
  standings: readonly Standing[],
  rule: SoftBounceRule,
): Promise<{ standing: Standing; decision: Decision }[]> {
  const accused = standings.map(({ workspace_id, recipient_hash, delivered_at, hand, hand_at }) => ({
    ...{ workspaceId: workspace_id, recipientHash: recipient_hash, deliveredAt: delivered_at },
    forgivenAt: hand === 'reinstated' ? hand_at : null,
  }));
  const weighing = await weighingFaults(tx, accused, rule);
  return standings.map((standing, n) => {
    const { faults, count, lastAt } = weighing.get(n) ?? { faults: [], count: 0, lastAt: null };
    const { hand, hand_at } = standing;
    const byHand = hand && hand_at ? { decision: hand, at: hand_at.getTime() } : null;
    const decided = decide(faults, standing.delivered_at?.getTime() ?? null, byHand, rule);
    return { standing, decision: { ...decided, faults: count, lastFaultAt: lastAt } };
  });
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
