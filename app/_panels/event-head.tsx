import Link from 'next/link';
import type { EventDetail } from '@/lib/queries/event-detail';
import { visible } from '../_components/format/foreign-text';
import { moment } from '../_components/format/time';
import { OutcomeMark } from '../_components/ui/outcome-mark';
import { meaningOf, providerName, ruleOf } from './dictionary';
import type { Question } from './question';

export const codesOf = ({ replyCode, statusCode }: EventDetail): string =>
  [replyCode, statusCode].filter((code) => code !== null).join(' ');

/** What became of whose message, where and when? */
export function EventHead({ event, question }: { event: EventDetail; question: Question }) {
  const code = event.statusCode ?? (event.replyCode === null ? null : String(event.replyCode));
  const meaning = ruleOf(event.rule)?.title ?? (code === null ? null : meaningOf(code)?.title);
  return (
    <header className="mb-5">
      <p className="text-ink-3">
        <Link href={question.link('/events')} className="hover:text-ink">
          Events /
        </Link>
      </p>
      <h1 className="mt-0.5 flex flex-wrap items-baseline gap-x-3 text-balance font-semibold text-xl tracking-tight">
        <span className="font-mono">{codesOf(event) || event.outcome}</span>
        {event.outcome === 'delivered'
          ? 'Accepted by the next host'
          : (meaning ?? 'No rule knows this response')}
      </h1>
      <p className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-1 text-ink-2">
        <OutcomeMark outcome={event.outcome} />
        <span>{moment(event.at, question.timeZone)}</span>
        <span>
          {providerName(event.provider ?? 'other')}
          {event.recipient !== null && (
            <>
              , to <span className="break-all font-mono text-xs">{visible(event.recipient)}</span>
            </>
          )}
        </span>
      </p>
    </header>
  );
}
