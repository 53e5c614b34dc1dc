import { storeFor } from '@/app/_access/store';
import { alertTransitions } from '@/lib/queries/alert-transitions';
import { rate } from '@/lib/queries/rates';
import { fraction, percent } from '../_components/format/rate';
import { moment, stamp } from '../_components/format/time';
import { EmptyState } from '../_components/ui/empty-state';
import { PanelHeader } from '../_components/ui/panel-header';
import { StateMark } from '../_components/ui/state-mark';
import { failureCodes } from './answers';
import type { Question } from './question';
import { seriesSuffix } from './series-name';

const MOST_SHOWN = 20;

/** What changed, when, and why? */
export async function alertHistory({ scope, timeZone }: Question) {
  const [transitions, given] = await Promise.all([
    alertTransitions(await storeFor('viewer'), scope.range),
    failureCodes(scope),
  ]);
  return (
    <>
      <PanelHeader title="Every change of state" note="Within the range, the latest first" />
      {transitions.length === 0 && <EmptyState title="Nothing changed in this range" />}
      <ol>
        {transitions
          .slice(0, MOST_SHOWN)
          .map(({ id, rule, series, fromState, toState, reason, at, ...counts }) => {
            const measured = rate(counts.numerator, counts.denominator);
            return (
              <li key={id} className="border-line border-b py-1.5">
                <div className="flex flex-wrap items-baseline gap-x-3">
                  <time dateTime={at.toISOString()} title={stamp(at, timeZone)} className="font-mono text-xs">
                    {moment(at, timeZone)}
                  </time>
                  <span className="inline-flex items-baseline gap-2 text-xs">
                    <StateMark state={fromState} /> → <StateMark state={toState} />
                  </span>
                  <span className="ml-auto">
                    {percent(measured.value)} <span className="text-ink-3 text-xs">{fraction(measured)}</span>
                  </span>
                </div>
                <p>
                  {rule}
                  {seriesSuffix(series, given)}{' '}
                  <span className="text-ink-3 text-xs">{reason.replaceAll('-', ' ')}</span>
                </p>
              </li>
            );
          })}
      </ol>
      {transitions.length > MOST_SHOWN && (
        <p className="pt-2 text-ink-3 text-xs">
          {transitions.length - MOST_SHOWN} earlier ones in this range: a shorter range shows them.
        </p>
      )}
    </>
  );
}
