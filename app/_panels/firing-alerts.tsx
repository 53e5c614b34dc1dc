import Link from 'next/link';
import { storeFor } from '@/app/_access/store';
import { alertStates } from '@/lib/queries/alert-states';
import { rate } from '@/lib/queries/rates';
import { fraction, percent } from '../_components/format/rate';
import { duration, since } from '../_components/format/time';
import { EmptyState } from '../_components/ui/empty-state';
import { PanelHeader } from '../_components/ui/panel-header';
import { StateMark } from '../_components/ui/state-mark';
import { failureCodes } from './answers';
import type { Question } from './question';
import { seriesHref, seriesSuffix } from './series-name';

/** What fires now? */
export async function firingAlerts({ scope, timeZone, link }: Question) {
  const [standings, given] = await Promise.all([alertStates(await storeFor('viewer')), failureCodes(scope)]);
  const firing = standings.filter(({ state }) => state === 'firing').length;
  const { now } = scope.range;
  return (
    <>
      <PanelHeader
        title={
          firing === 0 ? 'Nothing fires' : `${firing} ${firing === 1 ? 'alert fires' : 'alerts fire'} now`
        }
        note="Pending: the condition holds, but not for long enough to be sure"
      />
      {standings.length === 0 && (
        <EmptyState title="All rules are in order">
          They are evaluated every minute, whether or not anybody looks.
        </EmptyState>
      )}
      <ul>
        {standings.map(({ ruleId, rule, severity, series, state, since: began, ...counts }) => {
          const measured = rate(counts.numerator, counts.denominator);
          return (
            <li
              key={`${ruleId} ${series}`}
              className="grid grid-cols-[4.5rem_minmax(0,1fr)] items-baseline gap-x-3 gap-y-0.5 border-line border-b py-2 sm:grid-cols-[6rem_minmax(0,1fr)_auto_12rem]"
            >
              <StateMark state={state} />
              <Link href={link(seriesHref(series))} className="min-w-0 break-words hover:underline">
                <span className="font-medium">{rule}</span>
                {seriesSuffix(series, given)} <span className="text-ink-3 text-xs">{severity}</span>
              </Link>
              <span className="col-start-2 sm:col-start-3 sm:text-right">
                <span className="font-medium">{percent(measured.value)}</span>{' '}
                <span className="text-ink-3 text-xs">{fraction(measured)}</span>
              </span>
              <span className="col-start-2 text-ink-2 text-xs sm:col-start-4 sm:text-right">
                since {since(began, now, timeZone)}, {duration(now.getTime() - began.getTime())}
              </span>
            </li>
          );
        })}
      </ul>
    </>
  );
}
