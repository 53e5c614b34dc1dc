import Link from 'next/link';
import { storeFor } from '@/app/_access/store';
import { RELATED_DAYS, relatedTo } from '@/lib/alerts/related-incidents';
import type { IncidentRow } from '@/lib/queries/incidents';
import { visible } from '../_components/format/foreign-text';
import { duration, since, stamp } from '../_components/format/time';
import { EmptyState } from '../_components/ui/empty-state';
import { PanelHeader } from '../_components/ui/panel-header';
import { SeverityMark } from '../_components/ui/severity-mark';
import type { Question } from './question';

const MOST_SHOWN = 8;

/** What else went on with the same provider, sending domain or source? */
export async function relatedIncidents(incident: IncidentRow, question: Question) {
  const related = await relatedTo(await storeFor('viewer'), incident, question.scope.range.now);
  return (
    <>
      <PanelHeader
        title="Related incidents"
        note={`With the same provider, sending domain, reason or source, up to ${RELATED_DAYS} days before`}
      />
      {related.length === 0 && <EmptyState title="None" />}
      <ul>
        {related.slice(0, MOST_SHOWN).map((other) => (
          <RelatedIncident key={other.id} incident={other} question={question} />
        ))}
      </ul>
    </>
  );
}

/** One line of a list that is not about it. */
export function RelatedIncident({ incident, question }: { incident: IncidentRow; question: Question }) {
  const { openedAt, resolvedAt, severity } = incident;
  const { timeZone, link, scope } = question;
  const { now } = scope.range;
  return (
    <li className="border-line border-b py-1.5">
      <Link href={link(`/alerts/incidents/${incident.id}`)} className="break-words hover:underline">
        {visible(incident.title)}
      </Link>
      <span className="flex flex-wrap gap-x-3 text-ink-3 text-xs">
        <SeverityMark severity={severity} />
        <time dateTime={openedAt.toISOString()} title={stamp(openedAt, timeZone)}>
          {since(openedAt, now, timeZone)}
        </time>
        {resolvedAt === null ? 'still open' : `${duration(resolvedAt.getTime() - openedAt.getTime())} long`}
      </span>
    </li>
  );
}
