import { isSilent, type TimeAxis } from '../_components/charts/time-series';

/** A rate of fewer is mostly chance. */
const ENOUGH = 40;
const MINUTE = 60_000;
const SIZES = [1, 2, 3, 4, 6, 8, 12, 24];

/** The axis for a rate: neighbouring buckets are one, until an average bucket holds enough to divide by. */
export function rateAxis(axis: TimeAxis, denominator: number, enough = ENOUGH): TimeAxis {
  return grouped(axis, bucketsFor(axis, denominator, enough));
}

/** How many neighbouring buckets of an axis hold enough together, on average. */
export function bucketsFor(axis: TimeAxis, denominator: number, enough = ENOUGH): number {
  const known = axis.starts.filter((_, index) => !isSilent(axis, index)).length;
  return SIZES.find((one) => (denominator / Math.max(1, known)) * one >= enough) ?? 24;
}

/**
 * The axis with so many neighbouring buckets as one. The last of them is full, where people look first: what does not
 * divide is missing at the beginning. A rate is a rate before its bucket is over, so a wide one whose last part is still
 * being filled counts as finished.
 */
export function grouped(axis: TimeAxis, size: number): TimeAxis {
  if (size === 1) return axis;
  const missingAhead = (size - (axis.starts.length % size)) % size;
  const groupOf = (index: number): number => Math.floor((index + missingAhead) / size);
  const groups = Math.ceil(axis.starts.length / size);
  // Buckets are drawn equally wide: the first begins before the range where a part of it is missing.
  const origin = (axis.starts[0] ?? 0) - missingAhead * axis.bucketMinutes * MINUTE;
  const starts = Array.from(
    { length: groups },
    (_, group) => axis.starts[group * size - missingAhead] ?? origin,
  );
  const silences: TimeAxis['silences'] = [];
  starts.forEach((_, group) => {
    const members = axis.starts.map((_start, index) => index).filter((index) => groupOf(index) === group);
    if (!members.every((index) => isSilent(axis, index))) return;
    const last = silences[silences.length - 1];
    if (last?.last === group - 1) last.last = group;
    else silences.push({ first: group, last: group });
  });
  const { unfinished } = axis;
  return {
    ...axis,
    starts,
    bucketMinutes: axis.bucketMinutes * size,
    unfinished: unfinished === null || unfinished === axis.starts.length - 1 ? null : groupOf(unfinished),
    silences,
    missing: axis.missing.map(({ first, last, sources }) => ({
      first: groupOf(first),
      last: groupOf(last),
      sources,
    })),
  };
}
