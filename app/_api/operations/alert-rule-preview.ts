import { z } from 'zod';
import { previewRule } from '@/lib/alerts/preview';
import { Time, time, timeOrNull } from '../asked-scope';
import { type Operation, operation } from '../operation';
import { Kind, SETTINGS, Settings, settingsOf } from './alert-rules';

const Counted = { numerator: z.number(), denominator: z.number() };
const Preview = z.strictObject({
  from: Time,
  to: Time,
  stepMinutes: z.number(),
  limit: z
    .strictObject({ of: z.enum(['share', 'count']), value: z.number() })
    .nullable()
    .meta({ description: 'What is not to be crossed; null: the kind has no such line' }),
  firings: z.array(
    z.strictObject({
      series: z.string(),
      from: Time,
      until: Time.nullable().meta({ description: 'null: it would still fire' }),
      ...Counted,
    }),
  ),
  series: z.array(
    z.strictObject({ series: z.string(), points: z.array(z.strictObject({ at: Time, ...Counted })) }),
  ),
});

const preview = operation({
  id: 'previewAlertRule',
  method: 'POST',
  path: '/alert-rules/preview',
  group: 'Alerts',
  needs: 'operator',
  summary: 'What a rule would have done in the last seven days; nothing is kept',
  body: z.strictObject({ kind: Kind, settings: Settings }),
  bodyExample: { kind: 'rate-above', settings: SETTINGS },
  answer: z.strictObject({
    preview: Preview.nullable().meta({
      description: 'null: what it looks at is not written down for the past',
    }),
  }),
  example: {
    preview: {
      ...{ from: '2026-11-14T12:00:00.000Z', to: '2026-11-21T12:00:00.000Z', stepMinutes: 5 },
      ...{ limit: { of: 'share', value: 0.02 }, series: [] },
      firings: [
        {
          ...{ series: 'provider=gmail', from: '2026-11-21T03:12:00.000Z', until: null },
          ...{ numerator: 120, denominator: 3000 },
        },
      ],
    },
  },
  async run({ body: { kind, settings } }, { db, now }) {
    const found = await previewRule(db, kind, settingsOf(kind, settings), now);
    if (!found) return { preview: null };
    return {
      preview: {
        ...{ from: time(found.from), to: time(found.to), stepMinutes: found.stepMinutes, limit: found.limit },
        firings: found.firings.map((one) => ({ ...one, from: time(one.from), until: timeOrNull(one.until) })),
        series: found.series.map(({ series, points }) => ({
          ...{ series, points: points.map((point) => ({ ...point, at: time(point.at) })) },
        })),
      },
    };
  },
});

export const ALERT_RULE_PREVIEW: readonly Operation[] = [preview];
