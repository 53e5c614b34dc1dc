import type { Db } from '@/lib/db';
import type { DeliveryEvent } from '@/lib/mail/delivery-event';
import { type Batch, StaleRules } from '@/lib/store/batch';
import type { EventRecorder } from '@/lib/store/record-events';
import { dismissJudge, judgeInForce } from './judge-in-force';

/** A batch with its events, which nobody has judged yet. */
export interface EventBatch extends Batch {
  /** What it was read as. */
  format?: string;
  events: DeliveryEvent[];
}

/** Judges a batch, or several of one source and format that follow each other, and commits them together. */
export async function recordJudged(
  { db, recorder }: { db: Db; recorder: EventRecorder },
  ...parsed: EventBatch[]
): Promise<void> {
  const [first] = parsed;
  if (!first) throw new Error('there is nothing to record');
  for (;;) {
    const judge = await judgeInForce(db);
    const sheet = recorder.sheet(first, judge);
    for (const { originId, events } of parsed) sheet.add(originId, events);
    try {
      return await recorder.record(sheet, ...parsed);
    } catch (error) {
      if (!(error instanceof StaleRules)) throw error;
      dismissJudge(db, judge);
    }
  }
}
