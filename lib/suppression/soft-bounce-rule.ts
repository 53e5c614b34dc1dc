import { z } from 'zod';

const count = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

/**
 * When soft bounces come to as much as a hard one. Senders are advised to take 3 to 5 in a row, of different sends, for
 * a dead address; a mailbox that is full for an afternoon is none, so they have to be spread over some days.
 */
export const SoftBounceRule = z.strictObject({
  bounces: count(2, 50).default(5).describe('Soft bounces in a row'),
  withinDays: count(1, 365).default(60).describe('Within days'),
  overDays: count(0, 60).default(2).describe('Spread over days, at least'),
});
export type SoftBounceRule = z.infer<typeof SoftBounceRule>;
