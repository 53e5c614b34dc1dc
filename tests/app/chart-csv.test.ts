import { describe, expect, it } from 'vitest';
import type { Chart } from '@/app/_components/charts/chart';
import { chartCsv } from '@/app/_components/charts/chart-csv';
import type { TimeAxis } from '@/app/_components/charts/time-series';

const HOUR = 3_600_000;
const start = Date.parse('2026-11-20T10:00:00Z');
const axis: TimeAxis = {
  starts: [0, 1, 2, 3].map((nth) => start + nth * HOUR),
  end: Date.parse('2026-11-20T14:00:00Z'),
  bucketMinutes: 60,
  timeZone: 'Asia/Kolkata',
  unfinished: 3,
  silences: [{ first: 1, last: 1 }],
  missing: [{ first: 2, last: 2, sources: ['mx1', '=mx2'] }],
};
const chart = (drawn: Chart['drawn']): Chart => ({ title: 'a', note: 'b', axis, drawn });
const linesOf = (drawn: Chart['drawn']) => [...chartCsv(chart(drawn))].map((line) => line.trimEnd());

describe('a chart’s numbers as a file', () => {
  it('are exact counts by the ends of each bucket; what is not known is empty', () => {
    const series = [{ id: 'x', label: '=5.7.26', colour: '', values: [1_234_567, null, 0, 2] }];
    const earlier = [{ id: 'e', label: 'All, a week earlier', colour: '', values: [3, 4, 5, 6] }];
    expect(linesOf({ kind: 'stacked', series, earlier, legend: [] })).toEqual([
      `From,To,'=5.7.26,"All, a week earlier",No records of`,
      '2026-11-20T10:00:00.000Z,2026-11-20T11:00:00.000Z,1234567,3,',
      '2026-11-20T11:00:00.000Z,2026-11-20T12:00:00.000Z,,4,any source',
      '2026-11-20T12:00:00.000Z,2026-11-20T13:00:00.000Z,0,5,mx1 =mx2',
      '2026-11-20T13:00:00.000Z,2026-11-20T14:00:00.000Z,2,6,',
    ]);
  });

  it('of rates are also what they are made of', () => {
    const series = [
      { id: 'x', label: 'All mail', colour: '', numerators: [1, null, 0, 0], denominators: [3, null, 0, 7] },
    ];
    expect(linesOf({ kind: 'lines', series })).toEqual([
      'From,To,All mail: counted,All mail: of,All mail: rate,No records of',
      '2026-11-20T10:00:00.000Z,2026-11-20T11:00:00.000Z,1,3,0.3333333333333333,',
      '2026-11-20T11:00:00.000Z,2026-11-20T12:00:00.000Z,,,,any source',
      '2026-11-20T12:00:00.000Z,2026-11-20T13:00:00.000Z,0,0,,mx1 =mx2',
      '2026-11-20T13:00:00.000Z,2026-11-20T14:00:00.000Z,0,7,0,',
    ]);
  });

  it('of rates whose line has one point for several buckets are the counts of each, and the rate of the point', () => {
    const series = [
      {
        ...{ id: 'x', label: 'All mail', colour: '', joined: 2 },
        ...{ numerators: [1, null, 0, 1], denominators: [4, null, 3, 7] },
      },
    ];
    expect(linesOf({ kind: 'lines', series }).map((line) => line.split(',').slice(2, 5))).toEqual([
      ['All mail: counted', 'All mail: of', 'All mail: rate of 2 lines together'],
      ['1', '4', '0.25'],
      ['', '', ''],
      ['0', '3', '0.1'],
      ['1', '7', '0.1'],
    ]);
  });
});
