import type { Db } from '@/lib/db';
import { workspaceStores } from '@/lib/store/workspace-stores';
import { type Evaluation, evaluateAlerts } from './evaluate';

/**
 * Evaluates the rules of every workspace on what its own sources brought, and nothing else. A workspace whose rules
 * cannot be evaluated does not keep the others from theirs: its error is thrown when they are done.
 */
export async function evaluateEveryWorkspace(db: Db, now: Date): Promise<Evaluation> {
  const sum: Evaluation = { evaluated: 0, transitions: 0 };
  const errors: unknown[] = [];
  for (const store of await workspaceStores(db)) {
    try {
      const { evaluated, transitions } = await evaluateAlerts(store, now);
      sum.evaluated += evaluated;
      sum.transitions += transitions;
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length === 1) throw errors[0];
  if (errors.length > 1)
    throw new AggregateError(errors, errors.map((one) => (one as Error).message).join('; '));
  return sum;
}
