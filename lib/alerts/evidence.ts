import { z } from 'zod';
import type { Db } from '@/lib/db';
import { type AlertCount, alertContributors, type Contributor } from '@/lib/queries/alert-contributors';
import { type Cause, isOfCause } from './cause';
import type { Labels } from './series';

/** What a measurement counted, and so where its cause is to be looked for. */
export interface Behind {
  of: AlertCount;
  windowMinutes: number;
  labels: Labels;
  /** Where only some codes are counted. */
  isCounted?: (contributor: Contributor) => boolean;
}

/** The largest contributor to an incident's first alert, kept with the incident: rollups of its days may be gone one
 * day, and lists need not ask again. */
export const Evidence = z.object({
  provider: z.string().nullable(),
  category: z.string().nullable(),
  code: z.string().nullable(),
  sendingDomain: z.string().nullable(),
  outcome: z.string(),
  /** Id of the dictionary's row: what it means and what to do. */
  rule: z.string(),
  events: z.number(),
  /** Of so many that the alert counted. */
  of: z.number(),
  /** The source that at least half of them came from. */
  source: z.string().nullable(),
});
export type Evidence = z.infer<typeof Evidence>;

/** What the alerts counted, in their order: each kind of count is read once. */
export async function contributorsOf(
  db: Db,
  now: Date,
  counted: readonly (Behind | null)[],
): Promise<Contributor[][]> {
  const read = new Map<string, Promise<Map<string, Contributor[]>>>();
  const askedFor = (behind: Behind) => {
    const names = Object.keys(behind.labels) as (keyof Labels)[];
    const key = `${behind.of} ${behind.windowMinutes} ${names}`;
    const asked = read.get(key) ?? alertContributors(db, now, behind).then((all) => byLabels(all, names));
    read.set(key, asked);
    return asked;
  };
  return Promise.all(
    counted.map(async (behind) => {
      if (!behind) return [];
      const found = (await askedFor(behind)).get(keyOf(Object.values(behind.labels))) ?? [];
      return behind.isCounted ? found.filter(behind.isCounted) : found;
    }),
  );
}

const VALUES: Record<keyof Labels, (one: Contributor) => string | null> = {
  provider: (one) => one.provider,
  'sending-domain': (one) => one.sendingDomain,
  'sending-ip': (one) => one.sendingIp,
  pool: (one) => one.pool,
  stream: (one) => one.stream,
  source: (one) => one.source,
  code: (one) => one.code,
};

const keyOf = (values: readonly (string | null)[]): string => JSON.stringify(values);

function byLabels(all: readonly Contributor[], names: readonly (keyof Labels)[]): Map<string, Contributor[]> {
  const groups = new Map<string, Contributor[]>();
  for (const one of all) {
    const key = keyOf(names.map((name) => VALUES[name](one)));
    const known = groups.get(key);
    if (known) known.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}

/** The largest contributor that the cause speaks of; `null` where nothing was counted. */
export function evidenceOf(cause: Cause, contributors: readonly Contributor[]): Evidence | null {
  const kinds = new Map<string, { one: Contributor; events: number }>();
  const sources = new Map<string, number>();
  let of = 0;
  for (const one of contributors) {
    const key = keyOf([one.outcome, one.provider, one.code, one.rule, one.sendingDomain]);
    const kind = kinds.get(key) ?? { one, events: 0 };
    kind.events += one.events;
    if (isOfCause(one, cause)) kinds.set(key, kind);
    sources.set(one.source, (sources.get(one.source) ?? 0) + one.events);
    of += one.events;
  }
  const [top] = [...kinds.values()].sort((a, b) => b.events - a.events);
  if (!top) return null;
  const { outcome, provider, category, code, rule, sendingDomain } = top.one;
  const main = [...sources].find(([, events]) => events * 2 >= of);
  return {
    ...{ outcome, provider, category, code, rule, sendingDomain },
    ...{ events: top.events, of, source: main?.[0] ?? null },
  };
}
