import { ArrowRight, BellRing, TrendingUp } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { storeFor } from '@/app/_access/store';
import { type AlertStanding, alertStates } from '@/lib/queries/alert-states';
import { rate } from '@/lib/queries/rates';
import { categoryColour } from '../_components/charts/category-colour';
import { visible } from '../_components/format/foreign-text';
import { fraction, percent } from '../_components/format/rate';
import { since } from '../_components/format/time';
import { failureCodes } from './answers';
import { type Change, changes, rejects } from './changes';
import { providerName } from './dictionary';
import type { Question } from './question';
import { seriesHref, seriesSuffix } from './series-name';

const MOST_ALERTS = 3;

/** What began to be refused within the range and goes on, and what fires now? */
export async function whatChanged(question: Question) {
  const [found, standings, given] = await Promise.all([
    changes(question.scope),
    alertStates(await storeFor('viewer')),
    failureCodes(question.scope),
  ]);
  const firing = standings.filter(({ state }) => state === 'firing');
  if (found.length === 0 && firing.length === 0) return null;
  return (
    <ul className="mb-4 grid gap-px border-line border-y bg-line">
      {found.map((change) => (
        <ChangeRow
          key={`${change.series.provider} ${change.series.statusCode}`}
          change={change}
          question={question}
        />
      ))}
      {firing.slice(0, MOST_ALERTS).map((alert) => (
        <AlertRow
          key={`${alert.ruleId} ${alert.series}`}
          alert={alert}
          suffix={seriesSuffix(alert.series, given)}
          question={question}
        />
      ))}
      {firing.length > MOST_ALERTS && (
        <li className="bg-page py-1.5 pl-10">
          <Link href={question.link('/alerts')} className="text-accent underline underline-offset-2">
            {firing.length - MOST_ALERTS} more{' '}
            {firing.length - MOST_ALERTS === 1 ? 'alert fires' : 'alerts fire'}
          </Link>
        </li>
      )}
    </ul>
  );
}

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
      {providerName(series.provider)} {rejects(change) ? 'rejects' : 'defers'}{' '}
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

function AlertRow({ alert, suffix, question }: { alert: AlertStanding; suffix: string; question: Question }) {
  const { scope, timeZone, link } = question;
  const measured = rate(alert.numerator, alert.denominator);
  return (
    <Row
      href={link(seriesHref(alert.series))}
      edge="var(--bad)"
      icon={<BellRing aria-label="Alert" className="mt-0.5 size-4 shrink-0 text-bad" />}
      detail={
        <>
          {percent(measured.value)}, {fraction(measured)}; fires since{' '}
          {since(alert.since, scope.range.now, timeZone)}.
        </>
      }
    >
      {alert.rule}
      {suffix}
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
