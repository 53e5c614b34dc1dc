import type { Db } from '@/lib/db';
import { openPast } from './past-readings';
import type { Limit, Measurement } from './rule';
import { ruleKindOf } from './rules';
import { type Decision, decide, initialStanding } from './state';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Up to so many days every five minutes are looked at, of a longer time every hour. */
const CLOSELY_DAYS = 8;
/** Of a rule that looks back further than this every hour is looked at in any case. */
const CLOSE_LOOK_BACK_DAYS = 15;
const MOST_SERIES = 6;
const MOST_POINTS = 300;

export interface RulePreview {
  from: Date;
  to: Date;
  /** How far the looks are apart. Windows that are shorter are looked at as if they were so long. */
  stepMinutes: number;
  /** The line to draw; `null` where the rule has none. */
  limit: Limit | null;
  /** Each time it would have fired, the earliest first. */
  firings: PreviewFiring[];
  /** Those that would have fired, then those with the largest numbers. */
  series: { series: string; points: PreviewPoint[] }[];
}

export interface PreviewFiring {
  series: string;
  from: Date;
  /** `null`: it would still fire. */
  until: Date | null;
  /** When it began. */
  numerator: number;
  denominator: number;
}

export interface PreviewPoint {
  at: Date;
  numerator: number;
  denominator: number;
}

/**
 * What a rule with these settings would have done in the last days: the rule itself, on what the rollups say of every
 * time. Different recipients are not counted, so a firing may be listed that one address alone had caused. `null` for a
 * kind whose past is not written down. Throws what zod says of settings that are wrong.
 */
export async function previewRule(
  db: Db,
  kind: string,
  settings: unknown,
  now: Date,
  days = 7,
): Promise<RulePreview | null> {
  const rule = ruleKindOf(kind).open(settings);
  if (rule.lookBackDays === null) return null;
  const isClose = days <= CLOSELY_DAYS && rule.lookBackDays <= CLOSE_LOOK_BACK_DAYS;
  const stepMinutes = isClose ? 5 : 60;
  const step = stepMinutes * MINUTE_MS;
  const end = Math.floor(now.getTime() / step) * step;
  const begin = end - days * DAY_MS;
  const readingsAt = openPast(db, {
    from: new Date(begin - (rule.lookBackDays + 1) * DAY_MS),
    to: new Date(end),
    rollupMinutes: stepMinutes,
  });
  // What held at one look held for as long as its bucket.
  const { forMs, keepFiringMs } = rule.timing;
  const timing = { forMs: forMs <= step ? 0 : forMs, keepFiringMs };
  const looks: Looks = { standings: new Map(), firings: [], points: new Map() };
  // A look is at the last moment of its bucket: all of it is known then, and nothing of the next.
  for (let at = begin + step - 1; at < end; at += step) {
    const unmeasured = new Set(looks.standings.keys());
    for (const measurement of await rule.measure(readingsAt(at))) {
      unmeasured.delete(measurement.series);
      look(looks, measurement, at, timing);
    }
    const nothing = { at, condition: 'no-data', numerator: 0, denominator: 0 } as const;
    for (const series of unmeasured) look(looks, { series, ...nothing }, at, timing);
  }
  return {
    ...{ from: new Date(begin), to: new Date(end), stepMinutes, limit: rule.limit },
    firings: looks.firings.sort((a, b) => a.from.getTime() - b.from.getTime()),
    series: mostNotable(looks),
  };
}

interface Looks {
  standings: Map<string, Decision>;
  firings: PreviewFiring[];
  points: Map<string, PreviewPoint[]>;
}

function look(
  { standings, firings, points }: Looks,
  { series, condition, numerator, denominator }: Measurement,
  at: number,
  timing: Parameters<typeof decide>[2],
): void {
  const seen = points.get(series) ?? [];
  points.set(series, seen);
  if (denominator > 0) seen.push({ at: new Date(at), numerator, denominator });
  const from = standings.get(series);
  if (!from && condition !== 'true') return;
  const to = decide(from ?? initialStanding(at), condition, timing, at);
  standings.set(series, to);
  const fires = to.lastTrueAt !== null;
  const fired = (from?.lastTrueAt ?? null) !== null;
  if (fires && !fired) firings.push({ series, from: new Date(at), until: null, numerator, denominator });
  if (fired && !fires) {
    const last = firings.findLast((one) => one.series === series);
    if (last) last.until = new Date(at);
  }
}

function mostNotable({ firings, points }: Looks): RulePreview['series'] {
  const fired = new Set(firings.map(({ series }) => series));
  const size = (one: readonly PreviewPoint[]) =>
    one.reduce((most, { denominator }) => Math.max(most, denominator), 0);
  return Array.from(points, ([series, points]) => ({ series, points, size: size(points) }))
    .sort((a, b) => Number(fired.has(b.series)) - Number(fired.has(a.series)) || b.size - a.size)
    .slice(0, MOST_SERIES)
    .map(({ series, points }) => ({ series, points: thinned(points) }));
}

/** Of several looks that share a point of the chart, the one with the highest value: a peak is what a line is drawn for. */
function thinned(points: readonly PreviewPoint[]): PreviewPoint[] {
  const each = Math.ceil(points.length / MOST_POINTS);
  const value = ({ numerator, denominator }: PreviewPoint) => numerator / denominator;
  const thin: PreviewPoint[] = [];
  for (let i = 0; i < points.length; i += each) {
    thin.push(
      points.slice(i, i + each).reduce((highest, one) => (value(one) > value(highest) ? one : highest)),
    );
  }
  return thin;
}
