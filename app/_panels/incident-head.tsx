import { ArrowUpRight, UserCheck } from 'lucide-react';
import Link from 'next/link';
import { acknowledge, silence, takeBack } from '@/app/(dashboard)/alerts/actions';
import { causeOfText } from '@/lib/alerts/cause';
import { Matcher } from '@/lib/alerts/silence';
import type { IncidentRow } from '@/lib/queries/incidents';
import { visible } from '../_components/format/foreign-text';
import { duration, moment } from '../_components/format/time';
import { SeverityMark } from '../_components/ui/severity-mark';
import { SilenceForm } from '../_components/ui/silence-form';
import { StateMark } from '../_components/ui/state-mark';
import { SubmitButton } from '../_components/ui/submit-button';
import type { Question } from './question';

/** How is it, who looks after it, and what can be done about the noise? */
export function IncidentHead({
  incident,
  question,
  dashboard,
}: {
  incident: IncidentRow;
  question: Question;
  dashboard: string;
}) {
  const { severity, openedAt, resolvedAt, mutedBy } = incident;
  const { timeZone, scope } = question;
  const end = resolvedAt ?? scope.range.now;
  return (
    <header className="mb-6">
      <h1 className="text-balance break-words font-semibold text-xl tracking-tight">
        {visible(incident.title)}
      </h1>
      <p className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-1 text-ink-2">
        <StateMark state={resolvedAt === null ? 'firing' : 'resolved'} />
        <SeverityMark severity={severity} />
        <span>
          {moment(openedAt, timeZone)}
          {resolvedAt !== null && ` – ${moment(resolvedAt, timeZone)}`},{' '}
          {duration(end.getTime() - openedAt.getTime())}
        </span>
        <Link
          href={dashboard}
          className="inline-flex items-center gap-0.5 text-accent underline underline-offset-2"
        >
          See it in the charts <ArrowUpRight aria-hidden className="size-3.5" />
        </Link>
      </p>
      {mutedBy !== null && <p className="mt-1 text-ink-2">Nobody is told of it now: {visible(mutedBy)}.</p>}
      <div className="mt-4 grid gap-x-10 gap-y-4 border-line border-y py-3 lg:grid-cols-2">
        <Attending incident={incident} question={question} />
        {resolvedAt === null && (
          <details>
            <summary className="hover:bg-raised">Silence alerts of this cause</summary>
            <div className="pt-2">
              <SilenceForm matchers={suggestedMatchers(incident)} submit={silence} />
            </div>
          </details>
        )}
      </div>
    </header>
  );
}

function Attending({ incident, question }: { incident: IncidentRow; question: Question }) {
  const { id, acknowledgedAt, acknowledgedBy, note, resolvedAt } = incident;
  if (acknowledgedAt !== null) {
    return (
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p className="min-w-0">
          <span className="inline-flex items-center gap-1.5 font-medium text-good">
            <UserCheck aria-hidden className="size-4" /> {visible(acknowledgedBy ?? '')} looks after it
          </span>
          <span className="block text-ink-2 text-xs">
            since {moment(acknowledgedAt, question.timeZone)}
            {note && <>: {visible(note)}</>}
          </span>
        </p>
        {resolvedAt === null && (
          <form action={takeBack}>
            <input type="hidden" name="id" value={id} />
            <SubmitButton label="Take the acknowledgement back">Take back</SubmitButton>
          </form>
        )}
      </div>
    );
  }
  if (resolvedAt !== null) return <p className="text-ink-2">It was over before anybody acknowledged it.</p>;
  return (
    <form action={acknowledge} className="flex flex-wrap items-end gap-2">
      <input type="hidden" name="id" value={id} />
      <label className="min-w-0 flex-1 text-ink-2 text-xs">
        Note, if you like
        <input
          name="note"
          maxLength={500}
          autoComplete="off"
          className="mt-0.5 block w-full border border-line-strong bg-surface px-2 py-1 text-ink text-sm"
        />
      </label>
      <SubmitButton label="Acknowledge" strong>
        Acknowledge
      </SubmitButton>
    </form>
  );
}

/** The alerts of the incident's cause, as far as a silence has words for it. */
function suggestedMatchers({ cause }: IncidentRow): string {
  const known = Object.entries(causeOfText(cause)).filter(
    ([name, value]) => Matcher.safeParse({ name, operator: 'is', value }).success,
  );
  return known.map(([name, value]) => `${name}=${value}`).join(', ');
}
