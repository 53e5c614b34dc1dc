import Link from 'next/link';
import { storeFor } from '@/app/_access/store';
import { type AlertStanding, alertStates } from '@/lib/queries/alert-states';
import { type IncidentRow, openIncidents } from '@/lib/queries/incidents';
import { rate } from '@/lib/queries/rates';
import { fraction, percent } from '../_components/format/rate';
import { since } from '../_components/format/time';
import { EmptyState } from '../_components/ui/empty-state';
import { PanelHeader } from '../_components/ui/panel-header';
import { IncidentLine } from './incident-line';
import type { Question } from './question';
import { seriesSuffix } from './series-name';

/** What is going on, and who looks after it? */
export async function openIncidentList(question: Question) {
  const [open, standings] = await Promise.all([
    openIncidents(await storeFor('viewer')),
    alertStates(await storeFor('viewer')),
  ]);
  const pending = standings.filter(({ state }) => state === 'pending');
  const told = open.filter(({ mutedBy }) => mutedBy === null);
  const muted = open.filter(({ mutedBy }) => mutedBy !== null);
  return (
    <>
      <PanelHeader title={title(told)} note="Alerts of one cause are one incident" />
      {open.length === 0 && (
        <EmptyState title="All rules are in order">
          They are evaluated every minute, whether or not anybody looks.
        </EmptyState>
      )}
      <ul>
        {told.map((incident) => (
          <IncidentLine key={incident.id} incident={incident} question={question} />
        ))}
      </ul>
      {muted.length > 0 && (
        <>
          <h3 className="mt-5 mb-1 text-ink-2 text-xs">Open, but nobody is told</h3>
          <ul>
            {muted.map((incident) => (
              <IncidentLine key={incident.id} incident={incident} question={question} />
            ))}
          </ul>
        </>
      )}
      {pending.length > 0 && <Pending pending={pending} question={question} />}
    </>
  );
}

/** The condition holds, but not for long enough to be sure. */
function Pending({ pending, question }: { pending: AlertStanding[]; question: Question }) {
  const { scope, timeZone, link } = question;
  return (
    <>
      <h3 className="mt-5 mb-1 text-ink-2 text-xs">Pending: it holds, but not for long enough to be sure</h3>
      <ul>
        {pending.map(({ ruleId, rule, series, since: began, numerator, denominator }) => {
          const measured = rate(numerator, denominator);
          return (
            <li
              key={`${ruleId} ${series}`}
              className="flex flex-wrap items-baseline gap-x-4 border-line border-b py-1.5"
            >
              <Link href={link(`/alerts/rules/${ruleId}`)} className="min-w-0 break-words hover:underline">
                {rule}
                {seriesSuffix(series, [])}
              </Link>
              <span className="text-ink-2 text-xs">
                {percent(measured.value)}, {fraction(measured)}
              </span>
              <span className="ml-auto text-ink-2 text-xs">
                since {since(began, scope.range.now, timeZone)}
              </span>
            </li>
          );
        })}
      </ul>
    </>
  );
}

function title(told: readonly IncidentRow[]): string {
  const unattended = told.filter(({ acknowledgedAt }) => acknowledgedAt === null).length;
  if (told.length === 0) return 'Nothing fires';
  const count = `${told.length} open ${told.length === 1 ? 'incident' : 'incidents'}`;
  return unattended === 0
    ? `${count}, and somebody looks after ${told.length === 1 ? 'it' : 'each'}`
    : `${count}, ${unattended} of them not acknowledged`;
}
