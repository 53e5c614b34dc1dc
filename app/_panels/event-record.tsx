import { requireRole } from '@/app/_access/person';
import { storeFor } from '@/app/_access/store';
import { showRecipient, showRecord } from '@/app/(dashboard)/events/[id]/actions';
import { mayActAs } from '@/lib/auth/person';
import { redactAddresses } from '@/lib/mail/masked-address';
import type { EventDetail } from '@/lib/queries/event-detail';
import { eventRecord } from '@/lib/queries/event-record';
import { eventId } from '@/lib/queries/event-row';
import { visible } from '../_components/format/foreign-text';
import { PanelHeader } from '../_components/ui/panel-header';
import { RawText } from '../_components/ui/raw-text';
import { ShowButton } from '../_components/ui/show-button';

/** What did the record say, as it stands where it came from? */
export async function eventRecordShown(event: EventDetail) {
  const visitor = await requireRole('viewer');
  const record = await eventRecord(await storeFor('viewer'), event);
  const id = eventId(event);
  return (
    <>
      <PanelHeader
        title={record.kind === 'found' ? 'The record, as it came' : 'The record is gone'}
        note={
          <>
            <span className="break-all font-mono">{visible(record.where)}</span>
            {record.kind === 'found' && '; addresses are masked'}
          </>
        }
      />
      {record.kind === 'found' ? (
        <RawText text={redactAddresses(record.text)} isCut={record.isCut} />
      ) : (
        <p className="text-ink-2">{record.why}</p>
      )}
      {mayActAs(visitor, 'operator') && (
        <div className="mt-2 grid gap-2">
          {record.kind === 'found' && <ShowButton id={id} show={showRecord} label="Show it unmasked" />}
          {event.recipientHash !== null && (
            <ShowButton id={id} show={showRecipient} label="Show the recipient" />
          )}
          <p className="text-ink-3 text-xs">Who looks is written down in the audit log.</p>
        </div>
      )}
    </>
  );
}
