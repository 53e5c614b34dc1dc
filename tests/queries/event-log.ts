import { type DeliveryEvent, deliveryEvent } from '@/lib/mail/delivery-event';
import { EventRecorder } from '@/lib/store/record-events';
import { ensureSource } from '@/lib/store/sources';
import { record } from '../store/record';
import { openTestStore, type TestStore } from '../store/test-store';

/** What recipients and message ids are hashed with. */
export const KEY = 'key';

export type Said = Pick<DeliveryEvent, 'at' | 'outcome'> & Partial<DeliveryEvent>;

export interface EventLog extends TestStore {
  /** Records events as one batch of a file of their own. @returns the origin. */
  record(events: readonly Said[], source?: string): Promise<number>;
}

/** A store that is written as the workers write it. */
export async function openEventLog(): Promise<EventLog> {
  const store = await openTestStore();
  const recorder = await EventRecorder.open(store.databaseUrl, KEY);
  return {
    ...store,
    async record(said, name = 'mail') {
      const kind = { name, kind: 'import' as const, format: 'auto', paths: [], timeZone: 'UTC' };
      const { id: sourceId } = await ensureSource(store.db, kind);
      const { id } = await store.db.fileGeneration.create({
        data: {
          ...{ path: '/var/log/mail.log', device: 1n, inode: 2n, birthMs: 3n, headHash: 'h', headBytes: 1 },
          ...{ sourceId, tailHash: 't', format: 'postfix', referenceAt: new Date(), sizeBytes: 9 },
          leaseOwner: 'reader',
        },
      });
      const events = said.map((one, i) => deliveryEvent({ position: i * 100, ...one }));
      await record(recorder, {
        sourceId,
        originId: Number(id),
        events,
        records: { event: events.length, context: 0, ignored: 0, unparsed: 0 },
        unparsed: [],
        ledger: { kind: 'file', from: 0, to: 1, parserState: '', tailHash: 'x', leaseOwner: 'reader' },
      });
      return Number(id);
    },
    async close() {
      await recorder.close();
      await store.close();
    },
  };
}
