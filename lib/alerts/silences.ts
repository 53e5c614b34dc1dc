import { z } from 'zod';
import type { Db } from '@/lib/db';
import { type Actor, audit } from '@/lib/store/audit';
import { Matcher } from './silence';

const MAX_DAYS = 90;
const DAY_MS = 24 * 60 * 60_000;

/** What a person asks for; without a matcher it would silence everything. */
export const SilenceDraft = z
  .object({
    matchers: z.array(Matcher).min(1, 'say which alerts').max(20).describe('Alerts'),
    startsAt: z.date().describe('From'),
    endsAt: z.date().describe('Until'),
    note: z.string().trim().max(500).describe('Why'),
  })
  .refine(({ startsAt, endsAt }) => startsAt < endsAt, {
    message: 'it ends before it begins',
    path: ['endsAt'],
  })
  .refine(({ startsAt, endsAt }) => endsAt.getTime() - startsAt.getTime() <= MAX_DAYS * DAY_MS, {
    message: `it may last for ${MAX_DAYS} days`,
    path: ['endsAt'],
  });
export type SilenceDraft = z.infer<typeof SilenceDraft>;

/** @returns the silence's id. */
export function createSilence(db: Db, by: Actor, draft: SilenceDraft): Promise<number> {
  return db.$transaction(async (transaction) => {
    const { id } = await transaction.silence.create({ data: { ...draft, createdBy: by.name } });
    const until = draft.endsAt.toISOString();
    await audit(transaction, by, 'silence.created', `silence ${id}`, { until, note: draft.note });
    return id;
  });
}

/** Ends a silence now; one that has not begun is dropped. What still fires is told of at the next evaluation.
 * @returns false where it has ended already, or was never there. */
export function endSilence(db: Db, by: Actor, id: number, now: Date): Promise<boolean> {
  return db.$transaction(async (transaction) => {
    const inForce = { id, startsAt: { lte: now }, endsAt: { gt: now } };
    const ended = await transaction.silence.updateMany({ where: inForce, data: { endsAt: now } });
    const dropped = await transaction.silence.deleteMany({ where: { id, startsAt: { gt: now } } });
    const isDone = ended.count + dropped.count > 0;
    if (isDone) await audit(transaction, by, 'silence.ended', `silence ${id}`);
    return isDone;
  });
}
