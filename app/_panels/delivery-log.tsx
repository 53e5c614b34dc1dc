import Link from 'next/link';
import { storeFor } from '@/app/_access/store';
import { replay } from '@/app/(dashboard)/settings/channels/actions';
import { type NotificationRow, notificationLog } from '@/lib/queries/notification-log';
import { visible } from '../_components/format/foreign-text';
import { moment, stamp } from '../_components/format/time';
import { DeliveryMark } from '../_components/ui/delivery-mark';
import { EmptyState } from '../_components/ui/empty-state';
import { PanelHeader } from '../_components/ui/panel-header';
import { RefreshWhile } from '../_components/ui/refresh-while';
import { SubmitButton } from '../_components/ui/submit-button';
import type { Question } from './question';

const REASONS: Record<string, string> = {
  firing: 'Began',
  reminder: 'Goes on',
  acknowledged: 'Acknowledged',
  resolved: 'Over',
  test: 'Test',
  replay: 'Sent again',
};

/** What was said, and did it arrive? Of one channel, or of all. */
export async function deliveryLog({ scope, timeZone, link }: Question, channelId: number | null) {
  const rows = await notificationLog(await storeFor('viewer'), channelId);
  const { now } = scope.range;
  const isUnderWay = rows.some(({ state, dueAt }) => state === 'waiting' && dueAt <= now);
  return (
    <>
      <PanelHeader
        title="Deliveries"
        note="The latest first. One that is sent again says the same, under the same id."
      />
      <RefreshWhile active={isUnderWay} />
      {rows.length === 0 && (
        <EmptyState title="Nothing was sent yet">A test shows whether it works.</EmptyState>
      )}
      <ul>
        {rows.map((row) => (
          <li
            key={row.id}
            className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 gap-y-0.5 border-line border-b py-2 sm:grid-cols-[8.5rem_7rem_minmax(0,1fr)_auto]"
          >
            <DeliveryMark state={row.state} attempts={row.attempts} />
            <time
              dateTime={row.createdAt.toISOString()}
              title={stamp(row.createdAt, timeZone)}
              className="text-right text-ink-3 text-xs sm:text-left"
            >
              {moment(row.sentAt ?? row.createdAt, timeZone)}
            </time>
            <span className="col-span-2 min-w-0 break-words sm:col-span-1">
              {REASONS[row.reason] ?? row.reason}
              {row.incident && (
                <>
                  :{' '}
                  <Link href={link(`/alerts/incidents/${row.incident.id}`)} className="hover:underline">
                    {visible(row.incident.title)}
                  </Link>
                </>
              )}
              {channelId === null && <span className="text-ink-3"> to {visible(row.channel.name)}</span>}
            </span>
            {row.canBeReplayed && (
              <form action={replay} className="row-start-3 justify-self-end sm:col-start-4 sm:row-start-1">
                <input type="hidden" name="id" value={row.id} />
                <SubmitButton label={`Send again: ${REASONS[row.reason] ?? row.reason} ${row.id}`}>
                  Send again
                </SubmitButton>
              </form>
            )}
            <span
              className={`col-start-1 row-start-3 min-w-0 break-words text-xs sm:col-span-2 sm:col-start-3 sm:row-start-2 ${row.state === 'failed' ? 'text-bad' : 'text-ink-3'}`}
            >
              {outcomeOf(row, now, timeZone)}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function outcomeOf(row: NotificationRow, now: Date, timeZone: string): string {
  const { state, fault, answer, attempts } = row;
  const said = visible((state === 'sent' ? answer : fault) ?? '');
  const tries = attempts > 1 ? `${attempts} tries` : '';
  const next = state === 'waiting' ? waitsFor(row, now, timeZone) : '';
  return [said, tries, next].filter(Boolean).join('; ');
}

function waitsFor(
  { channel, reason, dueAt, attempts }: NotificationRow,
  now: Date,
  timeZone: string,
): string {
  if (!channel.enabled && reason !== 'test') return 'told when the channel works again, if it is still so';
  if (dueAt <= now) return 'the worker takes it within seconds';
  return `${attempts > 0 ? 'tried again' : 'after the quiet hours,'} ${moment(dueAt, timeZone)}`;
}
