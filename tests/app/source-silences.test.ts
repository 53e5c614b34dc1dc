import { describe, expect, it } from 'vitest';
import { missingStretches } from '@/app/_findings/source-silences';

const MINUTES = 5;
const starts = Array.from({ length: 48 }, (_, index) => index * MINUTES * 60_000);
const all = [...starts.keys()];
const without = (from: number, to: number) => all.filter((index) => index < from || index > to);

function missing(
  sources: Record<string, readonly number[]>,
  { quiet = [], heardBefore = true, known = starts.length }: Partial<Asked> = {},
) {
  const coverage = Object.entries(sources).map(([name, indices]) => ({
    name,
    heard: indices.map((index) => starts[index]!),
    heardBefore,
  }));
  return missingStretches(coverage, starts, MINUTES, known, new Set(quiet)).map(
    ({ first, last, sources: names }) => `${first}-${last} ${names.join('+')}`,
  );
}

interface Asked {
  quiet: string[];
  heardBefore: boolean;
  known: number;
}

describe('missingStretches', () => {
  it('marks where one of several sources said nothing', () => {
    expect(missing({ mx1: all, mx2: without(10, 20) })).toEqual(['10-20 mx2']);
  });

  it('leaves a quiet moment alone', () => {
    expect(missing({ mx1: without(10, 14) })).toEqual([]);
  });

  it('measures a pause by the source’s own', () => {
    const everyHalfHour = all.filter((index) => index % 6 === 0);
    expect(missing({ mx1: everyHalfHour })).toEqual([]);
    // Nine pauses of five buckets allow fifteen.
    expect(missing({ mx1: everyHalfHour.filter((index) => index < 18 || index >= 36) })).toEqual([]);
  });

  it('tells the stretches apart by who is missing', () => {
    expect(missing({ mx1: without(10, 20), mx2: without(15, 30) })).toEqual([
      '10-14 mx1',
      '15-20 mx1+mx2',
      '21-30 mx2',
    ]);
  });

  it('counts the time before its first record only where it had spoken before', () => {
    expect(missing({ mx1: without(0, 20) }, { heardBefore: true })).toEqual(['0-20 mx1']);
    expect(missing({ mx1: without(0, 20) }, { heardBefore: false })).toEqual([]);
  });

  it('goes up to the present, and not beyond', () => {
    expect(missing({ mx1: without(20, 47) }, { known: 40 })).toEqual(['20-39 mx1']);
    expect(missing({ mx1: without(34, 47) }, { known: 40 })).toEqual(['34-39 mx1']);
    expect(missing({ mx1: without(35, 47) }, { known: 40 })).toEqual([]);
  });

  it('believes what is known of a source that is silent now', () => {
    const seldom = [0, 8, 16];
    expect(missing({ mx1: seldom })).toEqual([]);
    expect(missing({ mx1: seldom }, { quiet: ['mx1'] })).toEqual(['17-47 mx1']);
    expect(missing({ mx1: [] })).toEqual([]);
    expect(missing({ mx1: [] }, { quiet: ['mx1'] })).toEqual(['0-47 mx1']);
    expect(missing({ mx1: [] }, { quiet: ['mx1'], heardBefore: false })).toEqual([]);
  });
});
