import { z } from 'zod';
import { withOwnRules } from '@/lib/classify/own-rules';
import { tryRecords } from '@/lib/ingest/try-records';
import { rulesInForce } from '@/lib/store/own-rules';
import { time } from '../asked-scope';
import { type Operation, operation } from '../operation';

const Unparsed = z.strictObject({ reason: z.string(), text: z.string() });

const Records = z.strictObject({
  event: z.number(),
  context: z.number(),
  ignored: z.number(),
  unparsed: z.number(),
});

const trial = operation({
  id: 'tryRecords',
  method: 'POST',
  path: '/records/trial',
  group: 'Sources',
  needs: 'viewer',
  summary: 'What would be made of some records if they were sent; nothing is kept',
  body: z.strictObject({
    text: z.string().min(1).max(64_000),
    format: z.string().default('auto'),
  }),
  bodyExample: {
    text: 'Nov 21 11:59:58 mx1 postfix/smtp[7]: 4XyZ: to=<ana@example.com>, status=sent (250 ok)',
  },
  answer: z.strictObject({
    format: z.string().nullable().meta({ description: 'null: it was not recognised' }),
    considered: z.array(z.string()).meta({ description: 'Where it was not: formats that it may be' }),
    events: z.array(z.record(z.string(), z.unknown())).meta({ description: 'The first few, masked' }),
    records: Records.nullable(),
    unparsed: z.array(Unparsed),
  }),
  example: {
    ...{ format: 'postfix', considered: [], unparsed: [] },
    events: [{ at: '2026-11-21T11:59:58.000Z', outcome: 'delivered', recipient: 'a***@example.com' }],
    records: { event: 1, context: 0, ignored: 0, unparsed: 0 },
  },
  async run({ body: { text, format } }, { db, now, setup: { timeZone } }) {
    const { rules } = await rulesInForce(db);
    const context = { referenceTime: now.getTime(), timeZone };
    const tried = tryRecords(text, format, context, withOwnRules(rules));
    if (tried.kind === 'unrecognised')
      return { format: null, considered: tried.considered, events: [], records: null, unparsed: [] };
    const events = tried.events.map((event) => ({ ...event, at: time(event.at) }));
    return { format: tried.format, considered: [], events, records: tried.records, unparsed: tried.unparsed };
  },
});

export const RECORD_TRIAL: readonly Operation[] = [trial];
