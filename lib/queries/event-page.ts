import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import { type EventKey, type EventRow, eventColumns } from './event-row';
import { type EventSearch, eventsSought, eventsSoughtByLabels, isCounted, isIndexed } from './event-search';
import { DAY_MS, daysWithEvents, type Stretch, stretchesOf } from './event-stretches';

export interface EventPage {
  /** The latest first. */
  events: EventRow[];
  /** Where to go on; `null`: there are no more in the range. */
  next: EventPlace | null;
  /** Time was up before the page was full: everything since then was looked through. */
  lookedBackTo: Date | null;
}

/** Behind an event, or before a time. */
export type EventPlace = EventKey | { before: Date };

export interface PageLimits {
  events: number;
  /** No further statement is begun after this long; what one takes is bounded by what it reads. */
  ms: number;
}

export const PAGE_LIMITS: PageLimits = { events: 50, ms: 2_000 };

/** What is read at once: of what the counts tell, a few pages; of what has to be looked for among others, more. */
const PAGES_AT_ONCE = 4;
const LOOKED_THROUGH_AT_ONCE = 50_000;

/**
 * Single events, the latest first, from a place on. The counts say on which days and in which hours there are any, so
 * what a page costs does not grow with what is stored: it reads stretches back in time until it is full. What the
 * counts do not know is looked for in what they leave over, by an index or event by event, until time is up.
 */
export async function eventPage(
  db: Db,
  search: EventSearch,
  place: EventPlace | null,
  limits: PageLimits = PAGE_LIMITS,
): Promise<EventPage> {
  const giveUpAt = performance.now() + limits.ms;
  const until = endOf(search, place);
  const events: EventRow[] = [];
  let lookedBackTo: Date | null = null;
  for await (const stretch of stretches(db, search, until, limits)) {
    // One is read in any case, so that whoever goes on gets on.
    if (lookedBackTo !== null && performance.now() > giveUpAt)
      return { events, next: { before: lookedBackTo }, lookedBackTo };
    events.push(...(await read(db, search, stretch, place, limits.events + 1 - events.length)));
    if (events.length > limits.events) {
      const shown = events.slice(0, limits.events);
      return { events: shown, next: shown.at(-1)!, lookedBackTo: null };
    }
    lookedBackTo = new Date(stretch.from);
  }
  return { events, next: null, lookedBackTo: null };
}

/** An event of the place's own time may stand behind it. */
function endOf({ scope: { range } }: EventSearch, place: EventPlace | null): Date {
  if (place === null) return range.to;
  const end = 'before' in place ? place.before : new Date(place.at.getTime() + 1);
  return new Date(Math.min(end.getTime(), range.to.getTime()));
}

/** Within the range and before the end, the latest first. */
async function* stretches(
  db: Db,
  search: EventSearch,
  until: Date,
  limits: PageLimits,
): AsyncGenerator<Stretch> {
  const { from } = search.scope.range;
  const enough = isCounted(search) ? PAGES_AT_ONCE * limits.events : LOOKED_THROUGH_AT_ONCE;
  for (const day of await daysWithEvents(db, search.scope, until)) {
    const found = isIndexed(search)
      ? [{ from: day, to: day + DAY_MS, labelSetIds: [], onlyFailures: false }]
      : stretchesOf(db, search.scope, day, enough);
    for await (const stretch of found) {
      const within = {
        ...stretch,
        from: Math.max(stretch.from, from.getTime()),
        to: Math.min(stretch.to, until.getTime()),
      };
      if (within.from < within.to) yield within;
    }
  }
}

const read = (
  db: Db,
  search: EventSearch,
  stretch: Stretch,
  place: EventPlace | null,
  limit: number,
): Promise<EventRow[]> => db.$queryRaw<EventRow[]>(pageStatement(search, stretch, place, limit));

/** One partition, and in it a stretch by the time's index, the label sets' or that of what is looked for. */
export function pageStatement(
  search: EventSearch,
  { from, to, labelSetIds, onlyFailures }: Stretch,
  place: EventPlace | null,
  limit: number,
): Prisma.Sql {
  const sought = isIndexed(search)
    ? eventsSoughtByLabels(search)
    : Prisma.sql`${eventsSought(search)} AND label_set_id = ANY(${labelSetIds}::int[])
        AND ${onlyFailures ? Prisma.sql`diagnostic IS NOT NULL` : Prisma.sql`TRUE`}`;
  return Prisma.sql`
    SELECT ${eventColumns} FROM (
      SELECT * FROM event WHERE at >= ${new Date(from)}::timestamptz AND at < ${new Date(to)}::timestamptz
        AND ${sought} AND ${behind(place)}
      ORDER BY at DESC, source_id DESC, origin_id DESC, position DESC LIMIT ${limit}
    ) e JOIN label_set l ON l.id = e.label_set_id LEFT JOIN mx_host m ON m.id = e.mx_host_id
    ORDER BY e.at DESC, e.source_id DESC, e.origin_id DESC, e.position DESC`;
}

function behind(place: EventPlace | null): Prisma.Sql {
  if (place === null || 'before' in place) return Prisma.sql`TRUE`;
  const { at, sourceId, originId, position } = place;
  return Prisma.sql`(at, source_id, origin_id, position)
    < (${at}::timestamptz, ${sourceId}::int, ${originId}::bigint, ${position}::bigint)`;
}
