import type { AlertCounts } from '@/lib/queries/alert-counts';
import type { GroupName } from '@/lib/queries/alert-group';
import type { AlertLabelSet } from '@/lib/queries/alert-label-sets';
import type { AlertSums } from '@/lib/queries/alert-sums';
import { EMPTY_TALLY } from '@/lib/queries/tally';
import { type CodeCount, type CodeHistory, TRAILING_DAY } from './readings';
import { seriesOf } from './series';

interface GroupCounts {
  at: number;
  counts: AlertCounts;
}

const labelOf = (group: GroupName, source: string, labels: AlertLabelSet): string | null => {
  if (group === 'overall') return '';
  return group === 'source' ? source : labels[group];
};

/** Every sum that has a value of the group. Called for millions of them an hour: a visitor, since a generator would make
 * an object of each. */
function eachSum(
  group: GroupName,
  { sources }: AlertSums,
  visit: (value: string, at: number, labels: AlertLabelSet, events: number) => void,
): void {
  for (const { name, at, sums } of sources) {
    for (const { labels, events } of sums) {
      const value = labelOf(group, name, labels);
      if (value !== null) visit(value, at, labels, events);
    }
  }
}

/** What became of the attempts, by the values of a group. */
export function countsBy(group: GroupName, sums: AlertSums): Map<string, GroupCounts> {
  const byValue = new Map<string, GroupCounts>();
  eachSum(group, sums, (value, at, labels, events) => {
    let known = byValue.get(value);
    if (!known) {
      known = { at, counts: { ...EMPTY_TALLY, unknownUsers: 0, blocked: 0 } };
      byValue.set(value, known);
    }
    if (at > known.at) known.at = at;
    for (const name of labels.counted) known.counts[name] += events;
  });
  return byValue;
}

/** How often each code was the answer, by the values of a group. */
export function codesBy(group: GroupName, sums: AlertSums): CodeCount[] {
  const byCode = new Map<string, CodeCount>();
  eachSum(group, sums, (value, _, labels, events) => {
    if (!labels.isRefusal) return;
    const { statusCode, replyCode } = labels;
    const key = `${value} ${statusCode} ${replyCode}`;
    const known = byCode.get(key);
    if (known) known.events += events;
    else byCode.set(key, { value, statusCode, replyCode, events });
  });
  return [...byCode.values()];
}

/** Events of one label set of a source in each stretch. */
export interface StretchedSum {
  source: string;
  /** How far the source is known; `null` where nothing of it was seen in the first stretch. */
  at: number | null;
  labels: AlertLabelSet;
  events: number[];
}

/** Puts the stretches side by side, once for all groups. */
export function joinStretches(stretches: readonly AlertSums[]): StretchedSum[] {
  const joined = new Map<string, Map<number, StretchedSum>>();
  stretches.forEach(({ sources }, stretch) => {
    for (const { name, at, sums } of sources) {
      const bySet = joined.get(name) ?? new Map<number, StretchedSum>();
      joined.set(name, bySet);
      for (const { labels, events } of sums) {
        if (!labels.isAttempt) continue;
        let known = bySet.get(labels.id);
        if (!known) {
          known = { source: name, at: null, labels, events: noneOf() };
          bySet.set(labels.id, known);
        }
        if (stretch === 0) known.at = at;
        known.events[stretch]! += events;
      }
    }
  });
  return [...joined.values()].flatMap((bySet) => [...bySet.values()]);
}

/** How often each enhanced code was the answer in each stretch, by the values of a group that were seen in the first
 * of them: without attempts now there is nothing to compare. */
export function codeHistoryBy(group: GroupName, joined: readonly StretchedSum[]): CodeHistory[] {
  const byValue = new Map<string, GroupHistory>();
  for (const { source, at, labels, events } of joined) {
    const value = labelOf(group, source, labels);
    if (value === null) continue;
    let known = byValue.get(value);
    if (!known) {
      known = { at: null, attempts: noneOf(), codes: new Map() };
      byValue.set(value, known);
    }
    if (at !== null && (known.at === null || at > known.at)) known.at = at;
    add(known.attempts, events);
    const code = labels.statusCode;
    if (!labels.isRefusal || code === null) continue;
    let answered = known.codes.get(code);
    if (!answered) {
      const series = seriesOf({ ...(group === 'overall' ? {} : { [group]: value }), code });
      answered = { series, events: noneOf() };
      known.codes.set(code, answered);
    }
    add(answered.events, events);
  }
  const histories: CodeHistory[] = [];
  for (const [value, { at, attempts, codes }] of byValue) {
    if (at !== null) histories.push({ value, at, attempts, codes });
  }
  return histories;
}

interface GroupHistory {
  at: number | null;
  attempts: number[];
  codes: Map<string, { series: string; events: number[] }>;
}

function add(to: number[], events: readonly number[]): void {
  for (let stretch = 0; stretch < to.length; stretch++) to[stretch]! += events[stretch]!;
}

const noneOf = (): number[] => new Array(TRAILING_DAY + 1).fill(0);
