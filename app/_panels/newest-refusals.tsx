import Link from 'next/link';
import { storeFor } from '@/app/_access/store';
import { type NewestDiagnostic, newestDiagnostics } from '@/lib/queries/newest-diagnostics';
import { visible } from '../_components/format/foreign-text';
import { exact } from '../_components/format/number';
import { moment, stamp } from '../_components/format/time';
import { CategoryMark } from '../_components/ui/category-mark';
import { EmptyState } from '../_components/ui/empty-state';
import { PanelHeader } from '../_components/ui/panel-header';
import { answerShape } from '../_findings/same-answer';
import { ruleOf } from './dictionary';
import type { Question } from './question';

const NEWEST = 600;
/** Of each sender, code and reason: what is answered all the time must not hide what is answered now and then. */
const OF_EACH = 25;
const MOST_SHOWN = 15;

/** What did the servers say last, word for word? */
export async function newestRefusals({ scope, timeZone, link }: Question) {
  const newest = await newestDiagnostics(await storeFor('viewer'), scope, NEWEST, OF_EACH);
  const answers = distinct(newest);
  return (
    <>
      <PanelHeader
        title="Newest refusals, word for word"
        note={`Those that say the same are one, counted among the latest ${exact(newest.length)}, up to ${OF_EACH} of each sender and code; recipients are masked`}
      />
      {answers.length === 0 && (
        <EmptyState title="No single refusals in this range">
          They are kept for a limited time; the counts above stay.
        </EmptyState>
      )}
      <ol>
        {answers.slice(0, MOST_SHOWN).map(({ refusal, times }) => (
          <li key={refusal.id} className="border-line border-b py-1.5">
            <p className="flex flex-wrap gap-x-3 text-ink-2 text-xs">
              <Link
                href={link(`/events/${refusal.id}`)}
                className="underline decoration-line-strong underline-offset-2 hover:text-ink hover:decoration-ink"
              >
                <time
                  dateTime={refusal.at.toISOString()}
                  title={stamp(refusal.at, timeZone)}
                  className="font-mono"
                >
                  {moment(refusal.at, timeZone)}
                </time>
              </Link>
              {times > 1 && <span className="font-medium text-ink">{exact(times)} times, the latest</span>}
              <span>{ruleOf(refusal.rule)?.title}</span>
              <CategoryMark category={refusal.category} />
              <span>{refusal.outcome}</span>
              {refusal.mxHost && <span className="break-all font-mono">{visible(refusal.mxHost)}</span>}
              {refusal.recipient && (
                <span className="break-all font-mono">to {visible(refusal.recipient)}</span>
              )}
              {refusal.sendingDomain && (
                <span className="break-all font-mono">from {visible(refusal.sendingDomain)}</span>
              )}
            </p>
            <p className="mt-0.5 whitespace-pre-wrap break-words font-mono text-xs leading-5">
              <bdi>{visible(refusal.diagnostic)}</bdi>
            </p>
          </li>
        ))}
      </ol>
    </>
  );
}

/** Each answer at its latest, with how often it was given. */
function distinct(newest: NewestDiagnostic[]): { refusal: NewestDiagnostic; times: number }[] {
  const answers = new Map<string, { refusal: NewestDiagnostic; times: number }>();
  for (const refusal of newest) {
    const key = `${refusal.outcome} ${refusal.rule} ${answerShape(refusal.diagnostic)}`;
    const seen = answers.get(key);
    if (seen) seen.times++;
    else answers.set(key, { refusal, times: 1 });
  }
  return [...answers.values()];
}
