import type { Db } from '@/lib/db';
import { type KnownDay, verifyCounts } from './verify-counts';
import type { DayVerified, Difference } from './verify-day';

const KEY = 'counts-audit';
const DAY_MS = 86_400_000;
/** An audit is due when the last one is this old: the job looks every hour, so it is done once a day. */
const DUE_AFTER_MS = DAY_MS - 3_600_000;
/** What was written to lately; the rest is gone through in the course of a week. */
const RECENT_MS = 2 * DAY_MS;
const DAYS_PER_ROUND = 7;
const TOLD = 20;

/** What the last audit has found. */
export interface CountsAudit {
  startedAt: string;
  finishedAt: string;
  days: number;
  /** Stored events of those days. */
  events: number;
  /** Counts that do not agree. */
  differences: number;
  /** Days that have such counts. */
  differing: string[];
  told: Difference[];
}

export async function latestCountsAudit(db: Db): Promise<CountsAudit | null> {
  const row = await db.setting.findUnique({ where: { key: KEY } });
  return (row?.value as CountsAudit | undefined) ?? null;
}

/** Whether a day's turn has come: it was written to lately, or it is the day's of the week. */
export function isDue({ day, lastWrittenAt }: KnownDay, now: Date): boolean {
  if (lastWrittenAt !== null && now.getTime() - lastWrittenAt.getTime() < RECENT_MS) return true;
  const [number, today] = [Date.parse(day) / DAY_MS, Math.floor(now.getTime() / DAY_MS)];
  return (number - today) % DAYS_PER_ROUND === 0;
}

/** Holds counts against events, where the last time is a day ago, and keeps what was found. `null`: not due, or stopped. */
export async function auditCounts(
  db: Db,
  databaseUrl: string,
  now: Date,
  signal?: AbortSignal,
): Promise<CountsAudit | null> {
  const last = await latestCountsAudit(db);
  if (last && now.getTime() - Date.parse(last.finishedAt) < DUE_AFTER_MS) return null;
  const days: DayVerified[] = [];
  const asked = { isAsked: (day: KnownDay) => isDue(day, now), repair: false, signal };
  for await (const day of verifyCounts(databaseUrl, asked)) days.push(day);
  if (signal?.aborted) return null;
  const differing = days.filter(({ differences }) => differences > 0);
  const sum = (of: (day: DayVerified) => number) => days.reduce((total, day) => total + of(day), 0);
  const audit: CountsAudit = {
    startedAt: now.toISOString(),
    finishedAt: new Date().toISOString(),
    days: days.length,
    events: sum(({ events }) => events),
    differences: sum(({ differences }) => differences),
    differing: differing.map(({ day }) => day),
    told: differing.flatMap(({ told }) => told).slice(0, TOLD),
  };
  const value = { ...audit } as object;
  await db.setting.upsert({ where: { key: KEY }, create: { key: KEY, value }, update: { value } });
  return audit;
}
