import Link from 'next/link';
import { switchRule } from '@/app/(dashboard)/alerts/rules/actions';
import type { AlertRuleRow } from '@/lib/queries/alert-rules';
import { visible } from '../_components/format/foreign-text';
import { duration } from '../_components/format/time';
import { EmptyState } from '../_components/ui/empty-state';
import { PanelHeader } from '../_components/ui/panel-header';
import { SeverityMark } from '../_components/ui/severity-mark';
import { StateMark } from '../_components/ui/state-mark';
import { SubmitButton } from '../_components/ui/submit-button';
import { alertRules, dataExtent } from './answers';
import type { Question } from './question';

/** The most pressing first. */
const STANDINGS = ['firing', 'pending', 'no-data', 'inactive', 'unmeasured', 'paused'] as const;
type RuleStanding = (typeof STANDINGS)[number];

/** What is watched, and how does it stand? */
export async function alertRuleList({ scope, link }: Question) {
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
            className="grid grid-cols-[6rem_minmax(0,1fr)_auto] items-baseline gap-x-3 border-line border-b py-1.5 sm:grid-cols-[6rem_minmax(0,1fr)_12rem_6rem_5rem]"
          >
            <StateMark state={standing} />
            <Link
              href={link(`/alerts/rules/${rule.id}`)}
              className="min-w-0 break-words font-medium hover:underline"
            >
              {visible(rule.name)}
            </Link>
            <span className="col-start-2 text-ink-3 text-xs sm:col-start-3 sm:text-right">
              {inWords(rule, standing)}
            </span>
            <span className="col-start-2 text-xs sm:col-start-4">
              <SeverityMark severity={rule.severity} />
            </span>
            <form
              action={switchRule}
              className="col-start-3 row-start-1 justify-self-end sm:col-start-5 sm:row-start-auto"
            >
              <input type="hidden" name="id" value={rule.id} />
              <input type="hidden" name="enabled" value={String(!rule.enabled)} />
              <SubmitButton label={`${rule.enabled ? 'Pause' : 'Resume'}: ${rule.name}`}>
                {rule.enabled ? 'Pause' : 'Resume'}
              </SubmitButton>
            </form>
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
