import { requireRole } from '@/app/_access/person';
import { storeFor } from '@/app/_access/store';
import { removeOwnRule, switchOwnRule } from '@/app/(dashboard)/unclassified/actions';
import { seesAll } from '@/lib/auth/person';
import type { Action } from '@/lib/mail/category';
import { type OwnRuleRow, ownRuleList as readOwnRules } from '@/lib/queries/own-rule-list';
import { visible } from '../_components/format/foreign-text';
import { exact } from '../_components/format/number';
import { date } from '../_components/format/time';
import { ACTION_NAMES } from '../_components/format/words';
import { CategoryMark } from '../_components/ui/category-mark';
import { EmptyState } from '../_components/ui/empty-state';
import { PanelHeader } from '../_components/ui/panel-header';
import { SubmitButton } from '../_components/ui/submit-button';
import { providerName } from './dictionary';
import type { Question } from './question';

/** Which rules are our own, and what do they decide? */
export async function ownRuleList({ timeZone }: Question) {
  const mayChange = seesAll(await requireRole('viewer'));
  const rules = await readOwnRules(await storeFor('viewer'));
  return (
    <>
      <PanelHeader
        title={`${exact(rules.length)} ${rules.length === 1 ? 'rule' : 'rules'} of your own`}
        note={
          mayChange
            ? 'In the order in which they are tried. Switching or deleting one judges history anew.'
            : 'In the order in which they are tried. They judge the mail of every workspace.'
        }
      />
      {rules.length === 0 && (
        <EmptyState title="None yet">Choose an unknown response to begin with.</EmptyState>
      )}
      <ul>
        {rules.map((rule) => (
          <li key={rule.id} className={`border-line border-b py-2 ${rule.enabled ? '' : 'text-ink-3'}`}>
            <OneRule rule={rule} timeZone={timeZone} mayChange={mayChange} />
          </li>
        ))}
      </ul>
    </>
  );
}

function OneRule({ rule, timeZone, mayChange }: { rule: OwnRuleRow; timeZone: string; mayChange: boolean }) {
  const { id, name, pattern, codes, provider, enabled } = rule;
  return (
    <>
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className="font-medium">{visible(name)}</span>
        <CategoryMark category={rule.category} />
        <span className="text-xs">{ACTION_NAMES[rule.action as Action] ?? rule.action}</span>
        <span className="ml-auto text-xs">
          {enabled ? `${exact(rule.events)} refusals` : 'switched off'}, made {date(rule.createdAt, timeZone)}
        </span>
      </div>
      <p className="break-words font-mono text-ink-2 text-xs leading-5">
        {visible([pattern && `/${pattern}/`, ...codes].filter(Boolean).join('  '))}
        {provider && ` at ${providerName(provider)}`}
      </p>
      {rule.note && <p className="max-w-prose text-ink-2 text-xs">{visible(rule.note)}</p>}
      {mayChange && (
        <div className="mt-1 flex gap-2">
          <form action={switchOwnRule}>
            <input type="hidden" name="id" value={id} />
            <input type="hidden" name="enabled" value={String(!enabled)} />
            <SubmitButton label={`${enabled ? 'Switch off' : 'Switch on'}: ${name}`}>
              {enabled ? 'Switch off' : 'Switch on'}
            </SubmitButton>
          </form>
          <form action={removeOwnRule}>
            <input type="hidden" name="id" value={id} />
            <SubmitButton label={`Delete: ${name}`}>Delete</SubmitButton>
          </form>
        </div>
      )}
    </>
  );
}
