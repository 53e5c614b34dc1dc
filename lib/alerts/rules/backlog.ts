import { z } from 'zod';
import { holdSettings, ruleKind } from '../rule';
import { seriesOf } from '../series';

const MINUTE_MS = 60_000;

export const BacklogSettings = z.object({
  minimumMinutes: z.number().int().min(5).max(10_080).describe('Minutes that the oldest has waited'),
  ...holdSettings,
});

/** What was pushed waits in the inbox: every rate of its source is of an older time than it seems. */
export const backlog = ruleKind({
  kind: 'backlog',
  title: 'What came in waits to be read',
  settings: BacklogSettings,
  labels: () => ['source'],
  lookBackDays: () => null,
  async measure({ minimumMinutes }, readings) {
    const backlogs = await readings.backlogs();
    return backlogs.map(({ name, oldestAt }) => {
      const waited = oldestAt === null ? 0 : Math.floor((readings.now - oldestAt) / MINUTE_MS);
      return {
        series: seriesOf({ source: name }),
        watched: { source: name },
        at: readings.now,
        condition: waited >= minimumMinutes ? 'true' : 'false',
        numerator: Math.max(0, waited),
        denominator: minimumMinutes,
      };
    });
  },
});
