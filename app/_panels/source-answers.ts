import { cache } from 'react';
import { guestHere } from '@/app/_access/guest';
import { storeFor } from '@/app/_access/store';
import * as health from '@/lib/queries/alert-sources';
import * as list from '@/lib/queries/source-list';
import { leastPause, type SourceState, sourceState } from '../_findings/source-state';

export interface SourceStanding {
  source: list.SourceSummary;
  state: SourceState;
}

/** Every source and how it stands. Asked once a page: `now` is the question's own. */
export const sourceStandings = cache(async (now: Date): Promise<SourceStanding[]> => {
  // What is wrong with a source is nobody's business who has but a link.
  if (guestHere()) return [];
  const [sources, known] = await Promise.all([
    list.sourceList(await storeFor('viewer'), now),
    health.alertSources(await storeFor('viewer'), now, leastPause),
  ]);
  return sources.map((source) => {
    const rhythm = known.find(({ name }) => name === source.name) ?? null;
    return { source, state: sourceState(source, rhythm, now) };
  });
});
