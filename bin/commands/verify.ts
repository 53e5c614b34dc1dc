import { parseArgs } from 'node:util';
import { readEnv } from '@/lib/env';
import { verifyCounts } from '@/lib/store/verify-counts';
import type { DayVerified, Difference } from '@/lib/store/verify-day';
import { OperatorError } from '../supervisor/data-folder';
import { openStore } from '../supervisor/store';

const USAGE = 'bounceboard verify [--from 2026-03-01] [--to 2026-03-31] [--repair]';
const DAY = /^\d{4}-\d\d-\d\d$/;

const HELD_AGAINST: Record<DayVerified['against'], string> = {
  events: 'events',
  'events-since': 'the events that came after its others were dropped: counts may be more',
  'finer-counts': 'finer counts: its events are gone',
};

/** Holds all that is counted against the events, while events may come in. @returns 1 where something is left that does not agree. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      from: { type: 'string' },
      to: { type: 'string' },
      repair: { type: 'boolean', default: false },
    },
  });
  const { from = '0000-01-01', to = '9999-12-31', repair } = values;
  for (const day of [from, to])
    if (!DAY.test(day)) throw new OperatorError(`"${day}" is not a day such as 2026-03-01: ${USAGE}`);
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());

  const store = await openStore(readEnv());
  const total = { days: 0, events: 0, differences: 0, repaired: 0 };
  try {
    const asked = { isAsked: ({ day }: { day: string }) => day >= from && day <= to, repair };
    for await (const day of verifyCounts(store.databaseUrl, { ...asked, signal: stopping.signal })) {
      total.days++;
      total.events += day.events;
      total.differences += day.differences;
      total.repaired += day.repaired;
      if (day.differences > 0) process.stdout.write(`${inWords(day)}\n`);
    }
  } finally {
    await store.close();
  }
  process.stdout.write(
    `${total.days} days, ${total.events} events: ${total.differences} counts differ, ${total.repaired} corrected\n`,
  );
  if (stopping.signal.aborted) process.stderr.write('interrupted: the days before were not looked at\n');
  return stopping.signal.aborted || total.repaired < total.differences ? 1 : 0;
}

function inWords({ day, against, differences, told, repaired }: DayVerified): string {
  const head = `${day}, held against ${HELD_AGAINST[against]}: ${differences} counts differ, ${repaired} corrected`;
  const rest = differences - told.length;
  return [head, ...told.map(lineOf), ...(rest > 0 ? [`  and ${rest} more`] : [])].join('\n');
}

const lineOf = ({ table, source, bucketMinutes, bucketAt, of, stored, expected }: Difference): string =>
  `  ${table} ${source} ${new Date(bucketAt).toISOString()} ${bucketMinutes} min ${of}: stored ${stored}, expected ${expected}`;
