import { z } from 'zod';
import { holdSettings, ruleKind } from '../rule';
import { seriesOf } from '../series';

const MINUTE_MS = 60_000;

export const SourceSilentSettings = z.object({
  minimumMinutes: z.number().int().min(15).max(10_080).describe('Minutes of silence, at least'),
  usualGaps: z.number().min(1).max(10).describe('Times the longest pause of its last week'),
  ...holdSettings,
});

/** A source has written nothing for longer than it ever does: silence is measured against its own rhythm, so that a
 * night or a weekend without mail is none. */
export const sourceSilent = ruleKind({
  kind: 'source-silent',
  title: 'A source has fallen silent',
  settings: SourceSilentSettings,
  labels: () => ['source'],
  lookBackDays: () => 14,
  async measure({ minimumMinutes, usualGaps }, readings) {
    const sources = await readings.sources();
    return sources.map(({ name, watermarkAt, usualGapMinutes }) => {
      const silentMinutes = Math.max(0, Math.floor((readings.now - watermarkAt) / MINUTE_MS));
      const allowedMinutes = Math.ceil(Math.max(minimumMinutes, usualGaps * usualGapMinutes));
      return {
        series: seriesOf({ source: name }),
        watched: { source: name },
        at: readings.now,
        condition: silentMinutes > allowedMinutes ? 'true' : 'false',
        numerator: silentMinutes,
        denominator: allowedMinutes,
      };
    });
  },
});
