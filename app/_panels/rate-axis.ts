import { isSilent, type TimeAxis } from '../_components/charts/time-series';

/** A rate of fewer is mostly chance. */
const ENOUGH = 40;
const SIZES = [1, 2, 3, 4, 6, 8, 12, 24];

/** The axis for a rate: neighbouring buckets are one, until an average bucket holds enough to divide by. */
export function rateAxis(axis: TimeAxis, denominator: number, enough = ENOUGH): TimeAxis {
  const known = axis.starts.filter((_, index) => !isSilent(axis, index)).length;
  const size = SIZES.find((one) => (denominator / Math.max(1, known)) * one >= enough) ?? 24;
  return grouped(axis, size);
}

/** The axis with so many neighbouring buckets as one. */
export function grouped(axis: TimeAxis, size: number): TimeAxis {
  if (size === 1) return axis;
  const starts = axis.starts.filter((_, index) => index % size === 0);
  const silences: TimeAxis['silences'] = [];
  starts.forEach((_, group) => {
    const members = axis.starts.map((_start, index) => index).slice(group * size, (group + 1) * size);
    if (!members.every((index) => isSilent(axis, index))) return;
    const last = silences[silences.length - 1];
    if (last?.last === group - 1) last.last = group;
    else silences.push({ first: group, last: group });
  });
  return {
    ...axis,
    starts,
    bucketMinutes: axis.bucketMinutes * size,
    unfinished: axis.unfinished === null ? null : Math.floor(axis.unfinished / size),
    silences,
    missing: axis.missing.map(({ first, last, sources }) => ({
      first: Math.floor(first / size),
      last: Math.floor(last / size),
      sources,
    })),
  };
}
