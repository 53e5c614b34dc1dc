import Link from 'next/link';
import { primaryFor } from '@/app/_access/store';
import { eventPage } from '@/lib/queries/event-page';
import { isCounted, isIndexed } from '@/lib/queries/event-search';
import { exact } from '../_components/format/number';
import { moment } from '../_components/format/time';
import { EmptyState } from '../_components/ui/empty-state';
import { EventRows } from '../_components/ui/event-rows';
import { PanelHeader } from '../_components/ui/panel-header';
import { type EventQuestion, writePlace } from './event-question';
import { shownEvent } from './shown-event';

/** Which single events were there, the latest first? */
export async function eventList({ question, search, place, href }: EventQuestion) {
  // The page goes on live from what the primary had committed: a replica that lags would leave out what lies between.
  const { events, next, lookedBackTo } = await eventPage(await primaryFor('viewer'), search, place);
  const { scope, timeZone } = question;
  const reach = lookedBackTo ?? (next === null ? scope.range.from : (events.at(-1)?.at ?? scope.range.from));
  return (
    <>
      <PanelHeader
        title={titleOf(events.length, place !== null)}
        note={`The latest first, back to ${moment(reach, timeZone)}${howSought(search)}; recipients are masked`}
      />
      {events.length === 0 && lookedBackTo === null && (
        <EmptyState title="No such event in this range">
          Single events are kept for a limited time; the counts of the other pages stay. What was delivered
          has no diagnostic.
        </EmptyState>
      )}
      <EventRows events={events.map((event) => shownEvent(event, timeZone))} label="Events" />
      {(next !== null || place !== null) && (
        <nav aria-label="Older and newer" className="mt-3 flex flex-wrap items-baseline gap-x-4 gap-y-1">
          {lookedBackTo !== null && (
            <p className="text-ink-2">
              Looked back until {moment(lookedBackTo, timeZone)}; there was no time for more.
            </p>
          )}
          {next !== null && (
            <Link
              href={href({ before: writePlace(next) })}
              className="border border-line-strong px-3 py-1 hover:bg-raised"
            >
              {lookedBackTo === null ? 'Older' : 'Go on from there'}
            </Link>
          )}
          {place !== null && (
            <Link href={href({})} className="text-accent underline underline-offset-2">
              Back to the latest
            </Link>
          )}
        </nav>
      )}
    </>
  );
}

function titleOf(count: number, isFurtherBack: boolean): string {
  if (count === 0) return isFurtherBack ? 'No more events' : 'No events';
  const events = `${exact(count)} ${count === 1 ? 'event' : 'events'}`;
  return isFurtherBack ? `${events} further back` : events;
}

function howSought(search: EventQuestion['search']): string {
  if (isIndexed(search)) return ', day by day by an index';
  return isCounted(search) ? '' : ', event by event';
}
