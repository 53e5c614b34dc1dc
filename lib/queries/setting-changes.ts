import type { Db } from '@/lib/db';
import type { TimeRange } from './time-range';

/** Changes that may bend a curve, or explain why nobody was told of it: actions of the audit log, and what they are
 * called in a chart. */
const ACTIONS: Readonly<Record<string, string>> = {
  'alert-rule.created': 'Alert rule made',
  'alert-rule.changed': 'Alert rule changed',
  'alert-rule.deleted': 'Alert rule deleted',
  'own-rule.created': 'Classification rule made',
  'own-rule.deleted': 'Classification rule deleted',
  'history.judged-anew': 'Judged anew',
  'source.created': 'Source connected',
  'source.changed': 'Source changed',
  'source.deleted': 'Source deleted',
  'silence.created': 'Silenced',
  'silence.ended': 'Silence ended',
};
const MOST = 100;

export interface SettingChange {
  id: string;
  at: Date;
  /** What was done, and to what. */
  text: string;
  actor: string;
}

/** What was changed here within a range? The latest first. */
export async function settingChangesWithin(db: Db, { from, to }: TimeRange): Promise<SettingChange[]> {
  const rows = await db.auditEntry.findMany({
    where: { at: { gte: from, lt: to }, action: { in: Object.keys(ACTIONS) } },
    orderBy: { id: 'desc' },
    select: { id: true, at: true, action: true, subject: true, actor: true },
    take: MOST,
  });
  return rows.map(({ id, at, action, subject, actor }) => ({
    id: String(id),
    at,
    text: `${ACTIONS[action] ?? action}: ${subject}`,
    actor,
  }));
}
