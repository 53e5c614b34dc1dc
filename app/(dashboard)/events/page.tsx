import { requireRole } from '@/app/_access/person';
import { primaryFor } from '@/app/_access/store';
import { EventFinder } from '@/app/_components/ui/event-finder';
import { LiveEvents } from '@/app/_components/ui/live-events';
import { PageTitle } from '@/app/_components/ui/page-title';
import { Panel } from '@/app/_components/ui/panel';
import { eventList } from '@/app/_panels/event-list';
import { type EventQuestion, eventQuestionOf, SOUGHT } from '@/app/_panels/event-question';
import { PageFilters } from '@/app/_panels/page-filters';
import type { SearchParams } from '@/app/_panels/question';
import { eventTail } from '@/lib/queries/event-tail';
import { findEvents } from './actions';
import { WAYS } from './ways';

export const metadata = { title: 'Events' };

export default async function EventsPage({ searchParams }: { searchParams: SearchParams }) {
  await requireRole('viewer');
  const asked = await eventQuestionOf(searchParams);
  const { question, sought, href } = asked;
  const cursor = await cursorNow(asked);
  const chips = SOUGHT.flatMap(({ key, name, shown }) => {
    const value = sought.get(key);
    return value === undefined ? [] : [{ key, name, shown: shown(value), href: href({ without: key }) }];
  });
  return (
    <>
      <PageTitle title="Events" />
      <LiveEvents drawnAt={cursor} beside={<PageFilters question={question} events={false} />}>
        <EventFinder choices={WAYS} chips={chips} carried={href({})} find={findEvents} />
      </LiveEvents>
      <Panel name="Events" height={640} answer={() => eventList(asked)} />
    </>
  );
}

/** Before the list is read, and from the same server: what is recorded meanwhile is in both, and not in neither. `null`:
 * it could not be read, which takes nothing else of the page away. */
async function cursorNow({ search }: EventQuestion): Promise<string | null> {
  const db = await primaryFor('viewer');
  try {
    return (await eventTail(db, search, null)).cursor;
  } catch (error) {
    console.error('Events, live:', error);
    return null;
  }
}
