import { ArrowRight, BellRing, CircleCheck, TrendingUp } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { guestHere } from '@/app/_access/guest';
import { storeFor } from '@/app/_access/store';
import { type IncidentRow, openIncidents } from '@/lib/queries/incidents';
import { rate } from '@/lib/queries/rates';
import { categoryColour } from '../_components/charts/category-colour';
import { visible } from '../_components/format/foreign-text';
import { fraction, percent } from '../_components/format/rate';
import { since } from '../_components/format/time';
import { type Change, changes, rejects } from './changes';
import { providerDoes } from './dictionary';
import type { Question } from './question';

const MOST_INCIDENTS = 3;

/** What is going on that people are told of, and what else began to be refused within the range? */
export async function whatChanged(question: Question) {
  const [found, open] = await Promise.all([changes(question.scope), incidents()]);
  const told = open.filter(({ mutedBy }) => mutedBy === null);
  const others = found.filter((change) => !told.some((incident) => isAbout(incident, change)));
  if (others.length === 0 && told.length === 0) {
    return (
      <p className="mb-4 flex items-baseline gap-2 border-line border-y py-2 text-ink-2">
        <CircleCheck aria-hidden className="size-4 shrink-0 self-center text-good" />
        {guestHere() === null ? 'No incident is open, and no' : 'No'} provider began to refuse more within
        this range.
      </p>
    );
  }
  return (
    <ul className="mb-4 grid gap-px border-line border-y bg-line">
      {told.slice(0, MOST_INCIDENTS).map((incident) => (
        <IncidentRowLine key={incident.id} incident={incident} question={question} />
      ))}
      {told.length > MOST_INCIDENTS && (
        <li className="bg-page py-1.5 pl-10">
          <Link href={question.link('/alerts')} className="text-accent underline underline-offset-2">
            {told.length - MOST_INCIDENTS} more open{' '}
            {told.length - MOST_INCIDENTS === 1 ? 'incident' : 'incidents'}
          </Link>
        </li>
      )}
      {others.map((change) => (
        <ChangeRow
          key={`${change.series.provider} ${change.series.statusCode}`}
          change={change}
          question={question}
        />
      ))}
    </ul>
  );
}

/** What guests may not read: a shared page shows its panel without. */
const incidents = async (): Promise<IncidentRow[]> =>
  guestHere() === null ? openIncidents(await storeFor('viewer')) : [];

/** What an incident says already is not said again. */
const isAbout = ({ evidence }: IncidentRow, { series }: Change): boolean =>
  evidence?.provider === series.provider && evidence.code === series.statusCode;

function ChangeRow({ change, question }: { change: Change; question: Question }) {
  const { series, step, startedAt, sender, meaning } = change;
  const { scope, timeZone, link } = question;
  return (
    <Row
      href={link(`/providers/${series.provider}`)}
      edge={categoryColour(meaning?.category ?? null)}
      icon={<TrendingUp aria-label="Changed" className="mt-0.5 size-4 shrink-0 text-bad" />}
      detail={
        <>
          {meaning?.title}. {percent(step.after)} of the attempts since,{' '}
          {fraction(rate(step.numerator, step.denominator))};{' '}
          {step.before === 0 ? 'none before in this range' : `${percent(step.before)} before`}.
        </>
      }
    >
      {providerDoes(series.provider, rejects(change) ? 'reject' : 'defer')}{' '}
      {sender !== null && (
        <>
          <span className="break-all font-mono">{visible(sender)}</span> with{' '}
        </>
      )}
      <span className="font-mono">{series.statusCode}</span> since{' '}
      {since(startedAt, scope.range.now, timeZone)}
    </Row>
  );
}

function IncidentRowLine({ incident, question }: { incident: IncidentRow; question: Question }) {
  const { scope, timeZone, link } = question;
  const { id, title, evidence, openedAt, acknowledgedBy } = incident;
  const measured = evidence && rate(evidence.events, evidence.of);
  return (
    <Row
      href={link(`/alerts/incidents/${id}`)}
      edge="var(--bad)"
      icon={<BellRing aria-label="Incident" className="mt-0.5 size-4 shrink-0 text-bad" />}
      detail={
        <>
          {measured && (
            <>
              {percent(measured.value)} of what was counted, {fraction(measured)};{' '}
            </>
          )}
          open since {since(openedAt, scope.range.now, timeZone)}
          {acknowledgedBy === null ? ', not acknowledged' : `; ${visible(acknowledgedBy)} looks after it`}.
        </>
      }
    >
      {visible(title)}
    </Row>
  );
}

function Row({
  href,
  edge,
  icon,
  detail,
  children,
}: {
  href: string;
  /** Its colour. */
  edge: string;
  icon: ReactNode;
  detail: ReactNode;
  children: ReactNode;
}) {
  return (
    <li className="bg-page">
      <Link
        href={href}
        className="flex items-start gap-3 border-l-2 py-2 pr-2 pl-3 hover:bg-raised"
        style={{ borderColor: edge }}
      >
        {icon}
        <span className="min-w-0">
          <span className="font-semibold text-sm">{children}</span>
          <span className="block text-ink-2">{detail}</span>
        </span>
        <ArrowRight aria-hidden className="mt-0.5 ml-auto size-4 shrink-0 text-ink-3" />
      </Link>
    </li>
  );
}
