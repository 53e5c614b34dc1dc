import { storeFor } from '@/app/_access/store';
import { retryDeadBatch } from '@/app/(dashboard)/sources/actions';
import { deadBatches } from '@/lib/queries/dead-batches';
import { bytes } from '../_components/format/bytes';
import { visible } from '../_components/format/foreign-text';
import { exact } from '../_components/format/number';
import { stamp } from '../_components/format/time';
import { PanelHeader } from '../_components/ui/panel-header';
import { SubmitButton } from '../_components/ui/submit-button';
import type { Question } from './question';

/** What was pushed and given up? It is kept until somebody asks for it again. */
export async function deadBatchList({ timeZone }: Question, sourceId: number) {
  const batches = await deadBatches(await storeFor('viewer'), sourceId);
  if (batches.length === 0) return null;
  return (
    <>
      <PanelHeader
        title={`${exact(batches.length)} ${batches.length === 1 ? 'batch was' : 'batches were'} given up`}
        note="They are kept, and counted nowhere; what came after them was read"
      />
      <ul>
        {batches.map((batch) => (
          <li
            key={batch.id}
            className="flex flex-wrap items-baseline gap-x-4 gap-y-1 border-line border-b py-1.5"
          >
            <span className="font-mono text-xs">{stamp(batch.receivedAt, timeZone)}</span>
            <span className="text-ink-2 text-xs">
              {bytes(batch.bytes)}, {batch.format}, tried {batch.attempts} times
            </span>
            <span className="min-w-0 grow basis-60 text-bad [overflow-wrap:anywhere]">
              {visible(batch.fault ?? 'no reason was written down')}
            </span>
            <form action={retryDeadBatch}>
              <input type="hidden" name="sourceId" value={sourceId} />
              <input type="hidden" name="batchId" value={batch.id} />
              <SubmitButton label={`Try the batch of ${stamp(batch.receivedAt, timeZone)} again`}>
                Try again
              </SubmitButton>
            </form>
          </li>
        ))}
      </ul>
    </>
  );
}
