import { AlertTriangle, CheckCircle2, CircleDashed, LoaderCircle, TriangleAlert } from 'lucide-react';
import { storeFor } from '@/app/_access/store';
import { retryFailedUpload } from '@/app/(dashboard)/sources/actions';
import { type UploadSummary, uploadList } from '@/lib/queries/upload-list';
import { bytes } from '../_components/format/bytes';
import { visible } from '../_components/format/foreign-text';
import { exact } from '../_components/format/number';
import { percent } from '../_components/format/rate';
import { stamp } from '../_components/format/time';
import { EmptyState } from '../_components/ui/empty-state';
import { PanelHeader } from '../_components/ui/panel-header';
import { RefreshWhile } from '../_components/ui/refresh-while';
import { SubmitButton } from '../_components/ui/submit-button';
import type { Question } from './question';

type Standing = 'arriving' | 'waiting' | 'reading' | 'done' | 'failed' | 'abandoned';

const STANDINGS: Record<Standing, { word: string; Icon: typeof CheckCircle2; colour: string }> = {
  arriving: { word: 'Arriving', Icon: CircleDashed, colour: 'text-ink-2' },
  waiting: { word: 'Waiting to be read', Icon: CircleDashed, colour: 'text-ink-2' },
  reading: { word: 'Being read', Icon: LoaderCircle, colour: 'text-accent' },
  done: { word: 'Read', Icon: CheckCircle2, colour: 'text-good' },
  failed: { word: 'Could not be read', Icon: TriangleAlert, colour: 'text-bad' },
  abandoned: { word: 'Broken off', Icon: AlertTriangle, colour: 'text-ink-3' },
};

/** What became of the files that were brought? */
export async function uploadResults({ timeZone }: Question, sourceId: number | null) {
  const uploads = await uploadList(await storeFor('viewer'), sourceId);
  const moving = uploads.some(({ state }) => state === 'arriving' || state === 'received');
  if (uploads.length === 0) {
    return sourceId === null ? (
      <EmptyState title="Nothing has been uploaded yet">
        What is brought here is read like any log, and counted once however often it is brought.
      </EmptyState>
    ) : null;
  }
  return (
    <>
      <RefreshWhile active={moving} />
      <PanelHeader title="Uploads" note="The latest first" />
      <ul>
        {uploads.map((upload) => (
          <Upload key={upload.id} upload={upload} timeZone={timeZone} />
        ))}
      </ul>
    </>
  );
}

function standingOf({ state, readBytes, knownBytes }: UploadSummary): Standing {
  if (state === 'received') return readBytes > knownBytes ? 'reading' : 'waiting';
  return state as Standing;
}

function Upload({ upload, timeZone }: { upload: UploadSummary; timeZone: string }) {
  const { name, sizeBytes, source, format, fault, attempts, createdAt, createdBy, examples } = upload;
  const standing = standingOf(upload);
  const { word, Icon, colour } = STANDINGS[standing];
  return (
    <li className="grid gap-x-6 gap-y-0.5 border-line border-b py-2 md:grid-cols-[minmax(0,20rem)_11rem_minmax(0,1fr)]">
      <span className="min-w-0">
        <span className="block break-all font-mono text-xs">{visible(name)}</span>
        <span className="text-ink-3 text-xs">
          {bytes(sizeBytes)}, {format ?? 'format not known'}, to {visible(source)}
          <span className="block">
            {stamp(createdAt, timeZone)}, {visible(createdBy)}
          </span>
        </span>
      </span>
      <span className={`font-medium ${colour}`}>
        <Icon aria-hidden className="mr-1.5 inline size-3.5 align-[-2px]" />
        {word}
        {standing === 'arriving' && ` ${percent(upload.receivedBytes / sizeBytes)}`}
      </span>
      <div className="min-w-0">
        <Counts upload={upload} />
        {fault && (
          <p className="text-bad [overflow-wrap:anywhere]">
            {visible(fault)}
            {standing === 'waiting' && `; tried ${attempts} times, and tried again in a moment`}
          </p>
        )}
        {standing === 'failed' && (
          <form action={retryFailedUpload} className="mt-1">
            <input type="hidden" name="sourceId" value={upload.sourceId} />
            <input type="hidden" name="uploadId" value={upload.id} />
            <p className="flex items-center gap-3 text-ink-3 text-xs">
              {attempts > 0 ? (
                <SubmitButton label={`Read ${name} again`}>Read again</SubmitButton>
              ) : (
                'What is wrong is wrong with the file itself: mend it, or name its format, and bring it again.'
              )}
            </p>
          </form>
        )}
        {examples.length > 0 && (
          <details className="mt-1">
            <summary className="text-xs hover:bg-raised">The first that were not understood</summary>
            <ul>
              {examples.map(({ reason, text }) => (
                <li key={text} className="border-line border-b py-1 last:border-b-0">
                  <span className="text-ink-2 text-xs">{visible(reason)}</span>
                  <span className="block break-all font-mono text-xs">
                    <bdi>{visible(text)}</bdi>
                  </span>
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </li>
  );
}

function Counts({
  upload: { events, outcomes, records, knownBytes, readBytes, state },
}: {
  upload: UploadSummary;
}) {
  if (readBytes === 0) return null;
  const parts = Object.entries(outcomes)
    .sort(([, a], [, b]) => b - a)
    .map(([outcome, count]) => `${exact(count)} ${outcome}`);
  const known = state === 'done' && knownBytes >= readBytes;
  return (
    <>
      <p>
        <span className="font-medium">{exact(events)} events</span>
        {parts.length > 0 && `: ${parts.join(', ')}`}
      </p>
      <p className="text-ink-2 text-xs">
        {exact(records.context)} records of context, {exact(records.ignored)} ignored,{' '}
        <span className={records.unparsed > 0 ? 'text-warn' : ''}>
          {exact(records.unparsed)} not understood
        </span>
        {known && '. All of it had been brought before: nothing was counted again'}
        {!known && knownBytes > 0 && `. ${bytes(knownBytes)} of it had been brought before`}
      </p>
    </>
  );
}
