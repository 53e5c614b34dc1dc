import type { Action } from '@/lib/mail/category';
import type { OwnRuleMatches } from '@/lib/queries/own-rule-matches';
import { visible } from '../format/foreign-text';
import { exact } from '../format/number';
import { ACTION_NAMES } from '../format/words';
import { CategoryMark } from './category-mark';

/** What a rule would have matched, whose verdict it takes over, and what it would tell to do. */
export function OwnRulePreview({ matches }: { matches: OwnRuleMatches }) {
  const { matched, looked, isAll, now, actions, examples } = matches;
  return (
    <section aria-label="Preview" className="border-line-strong border-l-2 py-1 pl-3">
      <p className="font-medium">
        It matches {exact(matched)} of {isAll ? '' : 'the newest '}
        {exact(looked)} refusals that were looked at.
      </p>
      {matched > 0 && (
        <p className="text-ink-2">
          It would say:{' '}
          {actions.map(({ action, events }) => `${actionName(action)} (${exact(events)})`).join(', ')}.
        </p>
      )}
      <ul className="mt-1">
        {now.map(({ rule, category, events }) => (
          <li key={rule} className="flex flex-wrap items-baseline gap-x-3">
            <span className="w-16 text-right">{exact(events)}</span>
            <span className="text-ink-3 text-xs">now</span>
            <CategoryMark category={category} />
            <span className="font-mono text-ink-3 text-xs">{rule}</span>
          </li>
        ))}
      </ul>
      <ul className="mt-1">
        {examples.map((example) => (
          <li key={example} className="border-line border-b py-1 font-mono text-xs leading-5">
            <bdi className="break-words">{visible(example)}</bdi>
          </li>
        ))}
      </ul>
    </section>
  );
}

const actionName = (action: string | null): string => ACTION_NAMES[action as Action] ?? 'Nothing';
