import type { Rate } from '@/lib/queries/rates';
import { addTallies, type Tally } from '@/lib/queries/tally';
import type { TimeAxis } from '../_components/charts/time-series';

/** As many points as a sparkline's width can show. */
const POINTS = 48;

/** The course of a rate in a few points: neighbouring buckets are one. Nothing recorded is a gap. */
export function sparkValues(
  axis: TimeAxis,
  tallies: ReadonlyMap<number, Tally>,
  rateOf: (tally: Tally) => Rate,
): (number | null)[] {
  const size = Math.ceil(axis.starts.length / POINTS);
  const values: (number | null)[] = [];
  for (let first = 0; first < axis.starts.length; first += size) {
    const known = axis.starts.slice(first, first + size).flatMap((start) => tallies.get(start) ?? []);
    values.push(known.length === 0 ? null : rateOf(addTallies(known)).value);
  }
  return values;
}
