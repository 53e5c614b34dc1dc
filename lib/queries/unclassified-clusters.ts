import { hash } from 'node:crypto';
import type { Db } from '@/lib/db';
import { normaliseResponse } from '@/lib/mail/normalise-response';
import { readReply } from '@/lib/mail/reply';
import { frequencies } from './frequencies';
import { newestFailures, type StoredRefusal } from './newest-failures';

/** Unknown responses that say the same. */
export interface Cluster {
  /** Stays the same as long as the text does. */
  id: string;
  text: string;
  count: number;
  firstAt: Date;
  lastAt: Date;
  /** Each the most frequent first. */
  providers: (string | null)[];
  replyCodes: number[];
  statusCodes: string[];
  /** A few that differ, word for word. */
  examples: string[];
}

export interface UnclassifiedClusters {
  /** The most frequent first. */
  clusters: Cluster[];
  /** Responses that were looked at, and all there are. */
  looked: number;
  total: number;
}

const LOOKED_AT = 5_000;
const EXAMPLES = 4;

/** What do servers say that the dictionary does not know? */
export async function unclassifiedClusters(db: Db): Promise<UnclassifiedClusters> {
  const unknown = await db.$queryRaw<{ id: number; events: number }[]>`
    SELECT l.id, sum(r.events)::float8 AS events FROM label_set l
    JOIN rollup r ON r.label_set_id = l.id AND r.bucket_minutes = 1440::smallint
    WHERE (l.rule = 'unclassified' OR l.category = 'unclassified')
      AND l.outcome IN ('bounced', 'deferred', 'suppressed')
    GROUP BY 1`;
  if (unknown.length === 0) return { clusters: [], looked: 0, total: 0 };
  const ids = unknown.map(({ id }) => id);
  const newest = await newestFailures(db, ids, LOOKED_AT);
  const total = unknown.reduce((sum, { events }) => sum + events, 0);
  return { clusters: clustersOf(newest), looked: newest.length, total };
}

/** Groups refusals, the newest first, by what they say. */
function clustersOf(refusals: readonly StoredRefusal[]): Cluster[] {
  const texts = new Map<string, string>();
  const groups = new Map<string, StoredRefusal[]>();
  for (const refusal of refusals) {
    const { diagnostic } = refusal;
    const text = texts.get(diagnostic) ?? normaliseResponse(readReply(diagnostic).text);
    texts.set(diagnostic, text);
    const group = groups.get(text);
    if (group) group.push(refusal);
    else groups.set(text, [refusal]);
  }
  return [...groups].map(([text, group]) => clusterOf(text, group)).sort((a, b) => b.count - a.count);
}

const byFrequency = <Value>(group: StoredRefusal[], read: (refusal: StoredRefusal) => Value): Value[] =>
  frequencies(group.map(read)).map(([value]) => value);

function clusterOf(text: string, group: StoredRefusal[]): Cluster {
  return {
    id: hash('sha256', text).slice(0, 12),
    text,
    count: group.length,
    firstAt: group.at(-1)!.at,
    lastAt: group[0]!.at,
    providers: byFrequency(group, ({ provider }) => provider),
    replyCodes: byFrequency(group, ({ replyCode }) => replyCode).filter((code) => code !== null),
    statusCodes: byFrequency(group, ({ statusCode }) => statusCode).filter((code) => code !== null),
    examples: [...new Set(group.map(({ diagnostic }) => diagnostic))].slice(0, EXAMPLES),
  };
}
