import { guarded } from '@/app/_access/guarded-route';
import { problem } from '@/app/_access/problem';
import { storeFor } from '@/app/_access/store';
import { eventQuestionOf } from '@/app/_panels/event-question';
import { shownEvent } from '@/app/_panels/shown-event';
import { eventTail, TAIL_CURSOR } from '@/lib/queries/event-tail';

export const dynamic = 'force-dynamic';

/** What has been recorded since the cursor, within a page's filters; without a cursor, where to begin. */
export const GET = guarded('viewer', async (request) => {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const cursor = query.cursor ?? null;
  if (cursor !== null && !TAIL_CURSOR.test(cursor))
    return problem(400, 'The cursor must be one that this address gave.');
  const { question, search } = await eventQuestionOf(Promise.resolve(query));
  const { events, ...tail } = await eventTail(await storeFor('viewer'), search, cursor);
  const shown = events.map((event) => shownEvent(event, question.timeZone));
  return Response.json({ ...tail, events: shown }, { headers: { 'Cache-Control': 'no-store' } });
});
