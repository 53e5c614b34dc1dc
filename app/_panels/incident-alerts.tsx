import Link from 'next/link';
import { storeFor } from '@/app/_access/store';
import { incidentAlerts as alertsOf } from '@/lib/queries/incident-alerts';
import type { IncidentRow } from '@/lib/queries/incidents';
import { rate } from '@/lib/queries/rates';
import { fraction, percent } from '../_components/format/rate';
import { since } from '../_components/format/time';
import { PanelHeader } from '../_components/ui/panel-header';
import { StateMark } from '../_components/ui/state-mark';
import type { Question } from './question';
import { seriesSuffix } from './series-name';

/** Which alerts does it consist of? */
export async function incidentAlerts(incident: IncidentRow, { scope, timeZone, link }: Question) {
  const alerts = await alertsOf(await storeFor('viewer'), incident.id);
  const firing = alerts.filter(({ endedAt }) => endedAt === null).length;
  return (
    <>
      <PanelHeader
        title={`${alerts.length} ${alerts.length === 1 ? 'alert' : 'alerts'}, ${firing} of them now`}
        note="What was counted when each was last evaluated"
      />
      <ul>
        {alerts.map(({ ruleId, rule, series, state, firedAt, endedAt, ...counts }) => {
          const measured = rate(counts.numerator, counts.denominator);
          return (
            <li
              key={`${ruleId} ${series}`}
              className="grid grid-cols-[6rem_minmax(0,1fr)] gap-x-3 border-line border-b py-1.5"
            >
              <StateMark state={endedAt === null ? state : 'resolved'} />
              <span className="min-w-0">
                <Link href={link(`/alerts/rules/${ruleId}`)} className="break-words hover:underline">
                  {rule}
                  {seriesSuffix(series, [])}
                </Link>
                <span className="block text-ink-3 text-xs">
                  {percent(measured.value)}, {fraction(measured)}; since{' '}
                  {since(firedAt, scope.range.now, timeZone)}
                </span>
              </span>
            </li>
          );
        })}
      </ul>
    </>
  );
}
