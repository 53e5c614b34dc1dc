import { notFound } from 'next/navigation';
import { cache } from 'react';
import { requireRole } from '@/app/_access/person';
import { storeFor } from '@/app/_access/store';
import { Panel } from '@/app/_components/ui/panel';
import { eventAttempts } from '@/app/_panels/event-attempts';
import { eventFacts } from '@/app/_panels/event-facts';
import { codesOf, EventHead } from '@/app/_panels/event-head';
import { eventRecordShown } from '@/app/_panels/event-record';
import { eventVerdict } from '@/app/_panels/event-verdict';
import { questionOf, type SearchParams } from '@/app/_panels/question';
import { eventDetail } from '@/lib/queries/event-detail';
import { readEventId } from '@/lib/queries/event-row';

type Params = Promise<{ id: string }>;

const eventOf = cache(async (id: string) => {
  const db = await storeFor('viewer');
  const key = readEventId(id);
  return (key && (await eventDetail(db, key))) ?? notFound();
});

export async function generateMetadata({ params }: { params: Params }) {
  const event = await eventOf((await params).id);
  return { title: `${codesOf(event)} ${event.outcome}`.trim() };
}

export default async function EventPage({
  params,
  searchParams,
}: {
  params: Params;
  searchParams: SearchParams;
}) {
  await requireRole('viewer');
  const event = await eventOf((await params).id);
  const question = await questionOf(searchParams);
  return (
    <>
      <EventHead event={event} question={question} />
      <div className="grid gap-x-10 gap-y-8 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="grid content-start gap-y-8">
          {event.diagnostic !== null && (
            <Panel name="Verdict" height={320} answer={() => eventVerdict(event, question)} />
          )}
          <Panel name="Attempts" height={160} answer={() => eventAttempts(event, question)} />
          <Panel name="Record" height={160} answer={() => eventRecordShown(event)} />
        </div>
        <Panel name="Facts" height={480} answer={() => eventFacts(event, question)} />
      </div>
    </>
  );
}
