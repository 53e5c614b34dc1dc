import fs from 'node:fs/promises';
import { classifyEvent } from '@/lib/classify/classify-event';
import type { Db } from '@/lib/db';
import { parseOutput } from '@/lib/formats/format';
import { RecordReader } from '@/lib/formats/framing';
import { formatById } from '@/lib/formats/index';
import { delayStep } from '@/lib/mail/delay-step';
import { readContent } from '@/lib/sources/file-content';
import { DELAY_BUCKET_MINUTES } from '@/lib/store/delay-rollups';
import { BUCKET_MINUTES } from '@/lib/store/rollups';
import { Prisma } from '@/prisma/generated/client';
import { writePostfixLog } from '../bench/generate-postfix-log';

/** Everything that the store should hold of a log, as one reading without interruption says. */
export interface Counts {
  events: number;
  /** Sum over all positions: two different events in place of each other would not go unseen. */
  positions: number;
  /** By width and bucket, then outcome and reason. */
  rollups: Record<string, number>;
  /** The same, summed from the counts by answer. */
  answers: Record<string, number>;
  /** Deliveries by width and bucket, then provider and step of their delay. */
  delays: Record<string, number>;
  /** Ledger: events, context, ignored, unparsed. */
  records: number[];
}

export interface KnownLog {
  file: string;
  bytes: number;
  truth: Counts;
}

/** A generated log over three days, and what is in it. */
export async function writeKnownLog(file: string, lines: number): Promise<KnownLog> {
  const day = 86_400_000;
  const start = Date.parse('2026-03-01T00:00:00Z');
  writePostfixLog(file, { seed: 20261121, lines, start, span: 3 * day, stamps: 'rfc3339' });
  return { file, bytes: (await fs.stat(file)).size, truth: await truthOf(file) };
}

async function truthOf(file: string): Promise<Counts> {
  const format = formatById('postfix')!;
  const { mtimeMs } = await fs.stat(file);
  const reader = new RecordReader(format, { referenceTime: mtimeMs, timeZone: 'UTC' });
  const counts: Counts = {
    events: 0,
    positions: 0,
    rollups: {},
    answers: {},
    delays: {},
    records: [0, 0, 0, 0],
  };
  const take = (step: (output: ReturnType<typeof parseOutput>) => void) => {
    const output = parseOutput();
    step(output);
    const { context, ignored, unparsed } = output.records;
    [output.events.length, context, ignored, unparsed].forEach((count, i) => {
      counts.records[i]! += count;
    });
    for (const event of output.events) {
      const { provider, rule } = classifyEvent(event);
      counts.events++;
      counts.positions += event.position;
      for (const width of BUCKET_MINUTES) {
        const bucket = nameOf(Math.floor(event.at / (width * 60_000)) * width * 60_000);
        const key = `${width} ${bucket} ${event.outcome} ${provider} ${rule}`;
        counts.rollups[key] = (counts.rollups[key] ?? 0) + 1;
      }
      if (event.outcome !== 'delivered' || event.delayMs === null) continue;
      for (const width of DELAY_BUCKET_MINUTES) {
        const bucket = nameOf(Math.floor(event.at / (width * 60_000)) * width * 60_000);
        const key = `${width} ${bucket} ${provider ?? 'other'} ${delayStep(event.delayMs)}`;
        counts.delays[key] = (counts.delays[key] ?? 0) + 1;
      }
    }
  };
  for await (const chunk of readContent(file, 0)) take((output) => reader.push(chunk, output));
  take((output) => reader.finish(output));
  counts.answers = counts.rollups;
  return counts;
}

const names = new Map<number, string>();

/** There are few buckets, and many events in each. */
function nameOf(bucket: number): string {
  const name = names.get(bucket) ?? new Date(bucket).toISOString();
  names.set(bucket, name);
  return name;
}

/** What the store holds, over all generations. */
export async function countsIn(db: Db): Promise<Counts> {
  const [{ events, positions }] = await db.$queryRaw<[{ events: number; positions: number }]>`
    SELECT count(*)::int AS events, coalesce(sum(position), 0)::float8 AS positions FROM event`;
  const countsOf = async (table: 'rollup' | 'answer_rollup') => {
    const rows = await db.$queryRaw<{ key: string; events: number }[]>`
      SELECT concat_ws(' ', bucket_minutes, to_char(bucket_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
               outcome, coalesce(provider, 'null'), rule) AS key,
             sum(events)::int AS events
        FROM ${Prisma.raw(table)} JOIN label_set ON label_set.id = label_set_id GROUP BY 1`;
    return Object.fromEntries(rows.map((row) => [row.key, row.events]));
  };
  const delays = await db.$queryRaw<{ key: string; deliveries: number }[]>`
    SELECT concat_ws(' ', bucket_minutes, to_char(bucket_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
             provider, step) AS key, sum(deliveries)::int AS deliveries
      FROM delay_rollup GROUP BY 1`;
  const [ledger] = await db.$queryRaw<[{ records: number[] }]>`
    SELECT ARRAY[sum(events), sum(context_count), sum(ignored_count), sum(unparsed_count)]::float8[] AS records
      FROM file_generation`;
  return {
    events,
    positions,
    rollups: await countsOf('rollup'),
    answers: await countsOf('answer_rollup'),
    delays: Object.fromEntries(delays.map((row) => [row.key, row.deliveries])),
    records: ledger.records,
  };
}
