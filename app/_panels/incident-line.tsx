import { UserCheck } from 'lucide-react';
import Link from 'next/link';
import { acknowledge } from '@/app/(dashboard)/alerts/actions';
import type { IncidentRow } from '@/lib/queries/incidents';
import { rate } from '@/lib/queries/rates';
import { visible } from '../_components/format/foreign-text';
import { fraction, percent } from '../_components/format/rate';
import { duration, since } from '../_components/format/time';
import { SeverityMark } from '../_components/ui/severity-mark';
import { SubmitButton } from '../_components/ui/submit-button';
import type { Question } from './question';

/** One incident in a list: what, how much, since when, and whether somebody looks after it. */
export function IncidentLine({ incident, question }: { incident: IncidentRow; question: Question }) {
  const { id, severity, evidence, openedAt, resolvedAt, mutedBy, alerts } = incident;
  const { scope, timeZone, link } = question;
  const { now } = scope.range;
  return (
    <li className="relative grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-4 gap-y-1 border-line border-b py-2.5 hover:bg-raised sm:grid-cols-[6rem_minmax(0,1fr)_13rem_11rem]">
      <span className="col-span-2 sm:col-span-1">
        <SeverityMark severity={severity} />
      </span>
      <span className="col-span-2 min-w-0 sm:col-span-1">
        <Link
          href={link(`/alerts/incidents/${id}`)}
          className="break-words font-medium after:absolute after:inset-0"
        >
          {visible(incident.title)}
        </Link>
        <span className="block text-ink-2 text-xs">
          {evidence && (
            <>
              {percent(rate(evidence.events, evidence.of).value)} of what was counted,{' '}
              {fraction(rate(evidence.events, evidence.of))};{' '}
            </>
          )}
          {alerts} {alerts === 1 ? 'alert' : 'alerts'}
          {mutedBy !== null && <>; muted by {visible(mutedBy)}</>}
        </span>
      </span>
      <span className="text-ink-2 text-xs sm:text-right">
        since {since(openedAt, now, timeZone)}, {duration((resolvedAt ?? now).getTime() - openedAt.getTime())}
      </span>
      <span className="relative justify-self-end text-right text-xs">
        <Attended incident={incident} />
      </span>
    </li>
  );
}

/** Who looks after it; of an open one that nobody does, the way to say so. */
export function Attended({ incident: { id, title, resolvedAt, acknowledgedBy } }: { incident: IncidentRow }) {
  if (acknowledgedBy !== null) {
    return (
      <span className="inline-flex items-center gap-1 text-good">
        <UserCheck aria-hidden className="size-3.5" /> {visible(acknowledgedBy)}
      </span>
    );
  }
  if (resolvedAt !== null) return <span className="text-ink-3">not acknowledged</span>;
  return (
    <form action={acknowledge}>
      <input type="hidden" name="id" value={id} />
      <SubmitButton label={`Acknowledge: ${title}`}>Acknowledge</SubmitButton>
    </form>
  );
}
