import { classifyEvent } from '@/lib/classify/classify-event';
import type { EventBatch } from '@/lib/ingest/record-judged';
import type { EventRecorder } from '@/lib/store/record-events';

/** Judges events by the dictionary alone, and records them as one batch. */
export async function record(recorder: EventRecorder, batch: EventBatch): Promise<void> {
  const sheet = recorder.sheet(batch, { classify: classifyEvent });
  sheet.add(batch.originId, batch.events);
  await recorder.record(sheet, batch);
}

/** The recorder of a reader to which something happens when it commits. */
export const recorderThat = (recorder: EventRecorder, record: EventRecorder['record']): EventRecorder =>
  ({ sheet: (...given) => recorder.sheet(...given), record }) as EventRecorder;
