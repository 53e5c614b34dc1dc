import Link from 'next/link';
import type { ReactNode } from 'react';
import type { EventDetail } from '@/lib/queries/event-detail';
import { elapsed } from '../_components/format/elapsed';
import { visible } from '../_components/format/foreign-text';
import { stamp } from '../_components/format/time';
import { ACTION_NAMES } from '../_components/format/words';
import { CategoryMark } from '../_components/ui/category-mark';
import { PanelHeader } from '../_components/ui/panel-header';
import { providerName } from './dictionary';
import { codesOf } from './event-head';
import { eventsLink, type Narrowed } from './events-link';
import { hashText } from './hash-text';
import type { Question } from './question';

/** What is known of it? */
export async function eventFacts(event: EventDetail, question: Question) {
  const all = (narrowed: Narrowed) => eventsLink(question, narrowed);
  const sought = (key: string, value: string) =>
    question.link(`/events?${new URLSearchParams({ [key]: value })}`);
  const { statusCode, replyCode, recipientHash, messageIdHash, queueId } = event;
  const code = statusCode ?? (replyCode === null ? null : String(replyCode));
  return (
    <>
      <PanelHeader title="What is known of it" note="What is not listed, the record does not say" />
      <dl>
        <Fact name="Time">{stamp(event.at, question.timeZone)}</Fact>
        <Fact name="Codes" mono value={codesOf(event)} href={code && question.link(`/codes/${code}`)} />
        <Fact name="Category">{event.category !== null && <CategoryMark category={event.category} />}</Fact>
        <Fact name="Bounce type" value={event.bounceType} />
        <Fact name="To do" value={ACTION_NAMES[event.action as keyof typeof ACTION_NAMES]} />
        <Fact name="Decided by" mono value={event.rule} />
        <Fact
          name="Provider"
          value={providerName(event.provider ?? 'other')}
          href={question.link(`/providers/${event.provider ?? 'other'}`)}
        />
        <Fact name="MX host" mono value={event.mxHost} href={event.mxHost && sought('mx', event.mxHost)} />
        <Fact name="Its address" mono value={event.mxIp} />
        <Fact
          name="Sending domain"
          mono
          value={event.sendingDomain}
          href={all({ 'sending-domain': event.sendingDomain })}
        />
        <Fact name="Sending IP" mono value={event.sendingIp} href={all({ 'sending-ip': event.sendingIp })} />
        <Fact name="Pool" mono value={event.pool} href={all({ pool: event.pool })} />
        <Fact name="Stream" mono value={event.campaign} href={all({ stream: event.campaign })} />
        <Fact name="Customer" mono value={event.customer} />
        <Fact name="Complaint" value={event.feedbackType} />
        <Fact
          name="Recipient"
          mono
          value={event.recipient}
          href={recipientHash && sought('recipient', hashText(recipientHash))}
        />
        <Fact name="Queue id" mono value={queueId} href={queueId && sought('queue', queueId)} />
        <Fact
          name="Message"
          value={messageIdHash === null ? null : 'All of the same message id'}
          href={messageIdHash && sought('message', hashText(messageIdHash))}
        />
        <Fact name="In the queue for" value={event.delayMs === null ? null : elapsed(event.delayMs)} />
        <Fact name="Source" value={event.source} href={question.link(`/sources/${event.sourceId}`)} />
      </dl>
    </>
  );
}

function Fact({
  name,
  value,
  href,
  mono = false,
  children,
}: {
  name: string;
  value?: string | null;
  href?: string | null | 0n;
  mono?: boolean;
  children?: ReactNode;
}) {
  if (!value && !children) return null;
  const shown = children ?? visible(value ?? '');
  return (
    <div className="grid grid-cols-[8rem_minmax(0,1fr)] items-baseline border-line border-b py-1">
      <dt className="text-ink-3 text-xs">{name}</dt>
      <dd className={`break-words [overflow-wrap:anywhere] ${mono ? 'font-mono text-xs' : ''}`}>
        {href ? (
          <Link
            href={href}
            className="underline decoration-line-strong underline-offset-2 hover:decoration-ink"
          >
            {shown}
          </Link>
        ) : (
          shown
        )}
      </dd>
    </div>
  );
}
