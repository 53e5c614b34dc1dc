import { z } from 'zod';
import { holdSettings, ruleKind } from '../rule';
import { seriesOf } from '../series';

export const SourceUnparsedSettings = z.object({
  threshold: z.number().gt(0).lt(1).describe('Share of records'),
  minimumRecords: z.number().int().min(1).max(1_000_000).describe('Records needed'),
  ...holdSettings,
});

/** Much of what a source writes is understood by no format: every rate of it is suspect. */
export const sourceUnparsed = ruleKind({
  kind: 'source-unparsed',
  title: 'A source is mostly unparsed',
  settings: SourceUnparsedSettings,
  labels: () => ['source'],
  limit: ({ threshold }) => ({ of: 'share', value: threshold }),
  lookBackDays: () => null,
  async measure({ threshold, minimumRecords }, readings) {
    const sources = await readings.sources();
    return sources.map(({ name, records, unparsed }) => {
      const isAbove = records >= minimumRecords && unparsed / records >= threshold;
      return {
        series: seriesOf({ source: name }),
        watched: { source: name },
        at: readings.now,
        condition: records === 0 ? 'no-data' : isAbove ? 'true' : 'false',
        numerator: unparsed,
        denominator: records,
      };
    });
  },
});
