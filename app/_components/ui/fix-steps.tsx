import type { Meaning } from '@/lib/mail/diagnostic-rule';
import { CopyText } from './copy-text';

const FIXED_BY = {
  you: 'You can fix it',
  recipient: 'Only the recipient can fix it',
  provider: 'Only the provider can fix it',
};

/** What it takes to get out of a refusal. */
export type Remedy = Pick<Meaning, 'meaning' | 'causes' | 'fix' | 'fixedBy' | 'source' | 'verified'>;

/** What a code means, where it comes from, and the steps out of it. */
export function FixSteps({ rule }: { rule: Remedy }) {
  return (
    <div className="grid max-w-prose gap-2">
      <p>{rule.meaning}</p>
      {rule.causes.length > 0 && (
        <p className="text-ink-2">
          <span className="text-ink-3">Usual causes: </span>
          {rule.causes.map((cause) => cause.replace(/\.$/, '')).join('; ')}.
        </p>
      )}
      {rule.fix.length > 0 && (
        <ol className="list-decimal space-y-1 pl-5">
          {rule.fix.map((step) => (
            <li key={step.do}>
              {step.do}
              {step.copy && <CopyText text={step.copy} />}
            </li>
          ))}
        </ol>
      )}
      <p className="text-ink-3 text-xs">
        {FIXED_BY[rule.fixedBy]}. Source: {rule.source}, compared {rule.verified}.
      </p>
    </div>
  );
}
