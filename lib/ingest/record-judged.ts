import { type ClassifyEvent, classifyEvent } from '@/lib/classify/classify-event';
import type { Db } from '@/lib/db';
import { type Batch, StaleRules } from '@/lib/store/batch';
import { rulesInForce } from '@/lib/store/own-rules';
import type { EventRecorder } from '@/lib/store/record-events';

interface Judge {
  version: number;
  classify: ClassifyEvent;
}

/** The rules as each store was last known to have them: a commit says when they are not any more. */
const judges = new WeakMap<Db, Promise<Judge>>();

/** Judges a batch, or several that follow each other, by the own rules and the dictionary, and commits them together. */
export async function recordJudged(
  { db, recorder }: { db: Db; recorder: EventRecorder },
  ...batches: Omit<Batch, 'verdicts' | 'rulesVersion'>[]
): Promise<void> {
  for (;;) {
    const judge = judges.get(db) ?? load(db);
    judges.set(db, judge);
    const { version, classify } = await judge;
    try {
      const judged = batches.map((batch) => ({
        ...batch,
        verdicts: batch.events.map(classify),
        rulesVersion: version,
      }));
      return await recorder.record(...judged);
    } catch (error) {
      if (!(error instanceof StaleRules)) throw error;
      if (judges.get(db) === judge) judges.delete(db);
    }
  }
}

async function load(db: Db): Promise<Judge> {
  try {
    const { version, rules } = await rulesInForce(db);
    if (rules.length === 0) return { version, classify: classifyEvent };
    // Many have no rules of their own, and the engine that runs their patterns is large.
    const { withOwnRules } = await import('@/lib/classify/own-rules');
    return { version, classify: withOwnRules(rules) };
  } catch (error) {
    judges.delete(db); // The store was away: the next batch asks again.
    throw error;
  }
}
