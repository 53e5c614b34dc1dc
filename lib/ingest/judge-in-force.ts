import { classifyEvent } from '@/lib/classify/classify-event';
import type { Db } from '@/lib/db';
import { loadLate } from '@/lib/load-late';
import type { Judge } from '@/lib/store/event-sheet';
import { rulesInForce } from '@/lib/store/own-rules';

/** The rules as each store was last known to have them: a commit says when they are not any more. */
const judges = new WeakMap<Db, Promise<Judge>>();
const loads = new WeakMap<Judge, Promise<Judge>>();

/** Judges by the own rules and the dictionary. */
export function judgeInForce(db: Db): Promise<Judge> {
  const known = judges.get(db);
  if (known) return known;
  const judge = load(db).then((loaded) => {
    loads.set(loaded, judge);
    return loaded;
  });
  judges.set(db, judge);
  judge.catch(() => judges.delete(db)); // The store was away: whoever is next asks again.
  return judge;
}

/** The rules have changed since: whoever is next asks anew. */
export function dismissJudge(db: Db, judge: Judge): void {
  if (judges.get(db) === loads.get(judge)) judges.delete(db);
}

async function load(db: Db): Promise<Judge> {
  const { version, rules } = await rulesInForce(db);
  if (rules.length === 0) return { version, classify: classifyEvent };
  // Many have no rules of their own, and the engine that runs their patterns is large.
  const { withOwnRules } = await loadLate(() => import('@/lib/classify/own-rules'));
  return { version, classify: withOwnRules(rules) };
}
