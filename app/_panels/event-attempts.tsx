import Link from 'next/link';
import { storeFor } from '@/app/_access/store';
import type { EventDetail } from '@/lib/queries/event-detail';
import { eventId } from '@/lib/queries/event-row';
import { type Attempt, messageAttempts } from '@/lib/queries/message-attempts';
import { elapsed } from '../_components/format/elapsed';
import { visible } from '../_components/format/foreign-text';
import { exact } from '../_components/format/number';
import { moment, stamp } from '../_components/format/time';
import { OutcomeMark } from '../_components/ui/outcome-mark';
import { PanelHeader } from '../_components/ui/panel-header';
import type { Question } from './question';

/** What else was tried with the same message, and how did it end? */
export async function eventAttempts(event: EventDetail, { timeZone, link }: Question) {
  const { attempts, others, isCut } = await messageAttempts(await storeFor('viewer'), event);
  const here = eventId(event);
  const first = attempts[0]?.at ?? event.at;
  return (
    <>
      <PanelHeader title={story(attempts)} note={howTold(event)} />
      <ol>
        {attempts.map((attempt) => {
          const id = eventId(attempt);
          const code = attempt.statusCode ?? attempt.replyCode;
          return (
            <li key={id} className="border-line border-b">
              <Link
                href={link(`/events/${id}`)}
                aria-current={id === here ? 'true' : undefined}
                className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 border-transparent border-l-2 py-1.5 pl-2 hover:bg-raised aria-[current=true]:border-accent sm:grid-cols-[8.5rem_6rem_5rem_minmax(0,1fr)_auto] sm:items-baseline"
              >
                <time
                  dateTime={attempt.at.toISOString()}
                  title={stamp(attempt.at, timeZone)}
                  className="text-xs"
                >
                  {moment(attempt.at, timeZone)}
                </time>
                <span className="text-xs max-sm:justify-self-end">
                  <OutcomeMark outcome={attempt.outcome} />
                </span>
                <span className="font-mono text-xs">{code}</span>
                <span className="min-w-0 truncate font-mono text-ink-2 text-xs max-sm:order-last max-sm:col-span-2">
                  {attempt.mxHost !== null && visible(attempt.mxHost)}
                </span>
                <span className="text-right text-ink-2 text-xs">
                  {attempt.at > first ? `after ${elapsed(attempt.at.getTime() - first.getTime())}` : 'first'}
                </span>
              </Link>
            </li>
          );
        })}
      </ol>
      {isCut && (
        <p className="mt-2 text-ink-2">There were more; these are the first {exact(attempts.length)}.</p>
      )}
      {others.length > 0 && (
        <p className="mt-2 text-ink-2">
          The same message to others:{' '}
          {others.map(({ outcome, recipients }) => `${exact(recipients)} ${outcome}`).join(', ')}.
        </p>
      )}
    </>
  );
}

/** Deferred ×3, delivered after 2 h 4 min */
function story(attempts: readonly Attempt[]): string {
  const runs: { outcome: string; count: number }[] = [];
  for (const { outcome } of attempts) {
    const last = runs.at(-1);
    if (last?.outcome === outcome) last.count++;
    else runs.push({ outcome, count: 1 });
  }
  const words = runs.map(({ outcome, count }) => (count > 1 ? `${outcome} ×${count}` : outcome)).join(', ');
  const [first, last] = [attempts[0], attempts.at(-1)];
  if (!first || !last) return 'No attempt is stored any more';
  const took = last.at.getTime() - first.at.getTime();
  const told = took > 0 ? `${words} after ${elapsed(took)}` : words;
  return told.charAt(0).toUpperCase() + told.slice(1);
}

function howTold({ messageIdHash, queueId, recipientHash }: EventDetail): string {
  const whom = recipientHash === null ? '' : ' to this recipient';
  if (messageIdHash !== null) return `Attempts${whom} with the same message id, a week around it`;
  if (queueId !== null) return `Attempts${whom} with the same queue id at the same source, a week around it`;
  return 'The record names neither message nor queue id: other attempts cannot be told';
}
