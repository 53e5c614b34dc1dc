import type { AlertCounts } from '@/lib/queries/alert-counts';
import type { GroupName } from '@/lib/queries/alert-group';
import type { AlertLabelSet } from '@/lib/queries/alert-label-sets';
import type { AlertSums } from '@/lib/queries/alert-sums';
import { EMPTY_TALLY } from '@/lib/queries/tally';
import { type CodeCount, type CodeHistory, TRAILING_DAY } from './readings';

interface GroupCounts {
  at: number;
  counts: AlertCounts;
}

const labelOf = (group: GroupName, source: string, labels: AlertLabelSet): string | null => {
  if (group === 'overall') return '';
  return group === 'source' ? source : labels[group];
};

function* groupedSums(group: GroupName, { sources }: AlertSums) {
  for (const { name, at, sums } of sources) {
    for (const { labels, events } of sums) {
      const value = labelOf(group, name, labels);
      if (value !== null) yield { value, at, labels, events };
    }
  }
}

/** What became of the attempts, by the values of a group. */
export function countsBy(group: GroupName, sums: AlertSums): Map<string, GroupCounts> {
  const byValue = new Map<string, GroupCounts>();
  for (const { value, at, labels, events } of groupedSums(group, sums)) {
    let known = byValue.get(value);
    if (!known) {
      known = { at, counts: { ...EMPTY_TALLY, unknownUsers: 0, blocked: 0 } };
      byValue.set(value, known);
    }
    if (at > known.at) known.at = at;
    for (const name of labels.counted) known.counts[name] += events;
  }
  return byValue;
}

/** How often each code was the answer, by the values of a group. */
export function codesBy(group: GroupName, sums: AlertSums): CodeCount[] {
  const byCode = new Map<string, CodeCount>();
  for (const { value, labels, events } of groupedSums(group, sums)) {
    if (!labels.isRefusal) continue;
    const { statusCode, replyCode } = labels;
    const key = `${value} ${statusCode} ${replyCode}`;
    const known = byCode.get(key);
    if (known) known.events += events;
    else byCode.set(key, { value, statusCode, replyCode, events });
  }
  return [...byCode.values()];
}

/** How often each enhanced code was the answer in each stretch, by the values of a group that were seen in the first
 * of them: without attempts now there is nothing to compare. */
export function codeHistoryBy(group: GroupName, stretches: readonly AlertSums[]): CodeHistory[] {
  const byValue = new Map<string, { at: number; attempts: number[]; codes: Map<string, number[]> }>();
  stretches.forEach((sums, stretch) => {
    for (const { value, at, labels, events } of groupedSums(group, sums)) {
      if (!labels.isAttempt) continue;
      let known = byValue.get(value);
      if (!known) {
        if (stretch > 0) continue;
        known = { at, attempts: noneOf(), codes: new Map() };
        byValue.set(value, known);
      }
      if (stretch === 0 && at > known.at) known.at = at;
      known.attempts[stretch]! += events;
      if (!labels.isRefusal || labels.statusCode === null) continue;
      const counted = known.codes.get(labels.statusCode) ?? noneOf();
      counted[stretch]! += events;
      known.codes.set(labels.statusCode, counted);
    }
  });
  return Array.from(byValue, ([value, seen]) => ({ value, ...seen }));
}

const noneOf = (): number[] => new Array(TRAILING_DAY + 1).fill(0);
