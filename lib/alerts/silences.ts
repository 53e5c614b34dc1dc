import { z } from 'zod';
import type { Db } from '@/lib/db';
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
export async function createSilence(db: Db, draft: SilenceDraft, createdBy: string): Promise<number> {
  const { id } = await db.silence.create({ data: { ...draft, createdBy } });
  return id;
}

/** Ends a silence now; one that has not begun is dropped. What still fires is told of at the next evaluation.
 * @returns false where it has ended already, or was never there. */
export async function endSilence(db: Db, id: number, now: Date): Promise<boolean> {
  const { count } = await db.silence.updateMany({
    where: { id, startsAt: { lte: now }, endsAt: { gt: now } },
    data: { endsAt: now },
  });
  if (count === 1) return true;
  return (await db.silence.deleteMany({ where: { id, startsAt: { gt: now } } })).count === 1;
}
