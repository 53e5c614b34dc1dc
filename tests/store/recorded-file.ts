import type { Db } from '@/lib/db';
import type { DeliveryEvent } from '@/lib/mail/delivery-event';

/** Events as a reader of a file hands them on to be recorded: the file is made for them, and they are all of it. */
export async function batchOfFile(
  db: Db,
  { sourceId, events, referenceAt }: { sourceId: number; events: DeliveryEvent[]; referenceAt: Date },
) {
  const file = {
    ...{ path: '/log', device: 1n, inode: 1n, birthMs: 1n, headHash: 'h', headBytes: 1, tailHash: '' },
    ...{ format: 'postfix', sizeBytes: 1, leaseOwner: 'me' },
  };
  const { id } = await db.fileGeneration.create({ data: { ...file, sourceId, referenceAt } });
  return {
    ...{ sourceId, originId: Number(id), events, unparsed: [] },
    records: { event: events.length, context: 0, ignored: 0, unparsed: 0 },
    ledger: { kind: 'file', from: 0, to: 1, parserState: '', tailHash: '', leaseOwner: 'me' } as const,
  };
}
