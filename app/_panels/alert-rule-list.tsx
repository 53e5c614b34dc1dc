import type { AlertRuleRow } from '@/lib/queries/alert-rules';
import { duration } from '../_components/format/time';
import { EmptyState } from '../_components/ui/empty-state';
import { PanelHeader } from '../_components/ui/panel-header';
import { StateMark } from '../_components/ui/state-mark';
import { alertRules, dataExtent } from './answers';
import type { Question } from './question';

/** The most pressing first. */
const STANDINGS = ['firing', 'pending', 'no-data', 'inactive', 'unmeasured', 'paused'] as const;
type RuleStanding = (typeof STANDINGS)[number];

/** What is watched, and how does it stand? */
export async function alertRuleList({ scope }: Question) {
  const [stored, extent] = await Promise.all([alertRules(), dataExtent()]);
  const { now } = scope.range;
  const rules = stored
    .map((rule) => ({ rule, standing: standingOf(rule, extent !== null) }))
    .sort((a, b) => STANDINGS.indexOf(a.standing) - STANDINGS.indexOf(b.standing));
  const evaluated = Math.max(0, ...stored.map(({ evaluatedAt }) => evaluatedAt?.getTime() ?? 0));
  return (
    <>
      <PanelHeader
        title={`${rules.length} ${rules.length === 1 ? 'rule' : 'rules'}`}
        note={`Each is evaluated every minute for every provider, domain or code that it speaks of${evaluated > 0 ? `; last ${duration(now.getTime() - evaluated)} ago` : ''}`}
      />
      {rules.length === 0 && (
        <EmptyState title="No rules yet">The worker writes the first ones when it starts.</EmptyState>
      )}
      <ul>
        {rules.map(({ rule, standing }) => (
          <li
            key={rule.id}
            className="grid grid-cols-[6rem_minmax(0,1fr)] items-baseline gap-x-3 border-line border-b py-1.5 sm:grid-cols-[6rem_minmax(0,1fr)_auto]"
          >
            <StateMark state={standing} />
            <span>
              <span className="font-medium">{rule.name}</span>{' '}
              <span className="text-ink-3 text-xs">{rule.severity}</span>
            </span>
            <span className="col-start-2 text-ink-3 text-xs sm:col-start-3 sm:text-right">
              {inWords(rule, standing)}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** A series that is well is not written down: a rule without any is in order, once there is something to measure. */
function standingOf(rule: AlertRuleRow, measurable: boolean): RuleStanding {
  if (!rule.enabled) return 'paused';
  if (rule.firing > 0) return 'firing';
  if (rule.pending > 0) return 'pending';
  if (rule.series > 0 && rule.silent === rule.series) return 'no-data';
  return rule.series > 0 || measurable ? 'inactive' : 'unmeasured';
}

function inWords(rule: AlertRuleRow, standing: RuleStanding): string | null {
  if (standing === 'no-data') return 'nothing to divide by in its window';
  const counts = [
    rule.firing > 0 && `${rule.firing} firing`,
    rule.pending > 0 && `${rule.pending} pending`,
    standing === 'firing' && rule.silent > 0 && `${rule.silent} without data`,
  ].filter(Boolean);
  return counts.length > 0 ? counts.join(', ') : null;
}
