import type { Db } from '@/lib/db';

export interface OwnRuleRow {
  id: number;
  name: string;
  pattern: string | null;
  codes: string[];
  provider: string | null;
  category: string;
  action: string;
  note: string;
  enabled: boolean;
  createdAt: Date;
  /** Refusals that it has decided about. */
  events: number;
}

/** Which rules are this installation's own? In the order in which they are tried. */
export async function ownRuleList(db: Db): Promise<OwnRuleRow[]> {
  return db.$queryRaw<OwnRuleRow[]>`
    SELECT o.id, o.name, o.pattern, o.reply_codes::text[] || o.status_codes AS "codes", o.provider, o.category,
      o.action, o.note, o.enabled, o.created_at AS "createdAt", coalesce(sum(r.events), 0)::float8 AS "events"
    FROM own_rule o
    LEFT JOIN label_set l ON l.rule = 'own/' || o.id
    LEFT JOIN rollup r ON r.label_set_id = l.id AND r.bucket_minutes = 1440::smallint
    GROUP BY o.id ORDER BY o.id DESC`;
}
