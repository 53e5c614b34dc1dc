import { TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { deleteSource, pauseSource } from '@/app/(dashboard)/sources/actions';
import type { SourceSummary } from '@/lib/queries/source-list';
import { visible } from '../_components/format/foreign-text';
import { exact } from '../_components/format/number';
import { duration, stamp } from '../_components/format/time';
import { SourceStateMark } from '../_components/ui/source-state-mark';
import { SubmitButton } from '../_components/ui/submit-button';
import type { Question } from './question';
import type { SourceStanding } from './source-answers';
import { isEditable } from './source-editor';
import { clockSkew, sourceLag } from './source-notices';

/** How does this source stand, and what can be done with it? */
export function SourceHead({ standing, question }: { standing: SourceStanding; question: Question }) {
  const { source, state } = standing;
  const { timeZone } = question;
  const { now } = question.scope.range;
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <SourceStateMark state={state} />
        <div className="ml-auto flex gap-2">
          {isEditable(source) && (
            <Link
              href={question.link(`/sources/${source.id}/edit`)}
              className="border border-line-strong px-2.5 py-0.5 text-ink text-xs hover:bg-raised"
            >
              Edit
            </Link>
          )}
          <Actions source={source} />
        </div>
      </div>
      {source.faults.map((fault) => (
        <p key={fault} role="alert" className="flex gap-2 border-bad border-l-2 py-1 pl-3">
          <TriangleAlert aria-hidden className="mt-1 size-3.5 shrink-0 text-bad" />
          <span className="[overflow-wrap:anywhere]">{visible(fault)}</span>
        </p>
      ))}
      <dl className="grid grid-cols-2 gap-px border-line border-y bg-line sm:grid-cols-3 xl:grid-cols-6">
        <Fact title="Last event">
          {source.lastEventAt ? (
            <Age at={source.lastEventAt} now={now} timeZone={timeZone} />
          ) : (
            <span className="text-ink-3">none yet</span>
          )}
        </Fact>
        <Fact title="Last arrival">
          {source.receivedAt ? (
            <Age at={source.receivedAt} now={now} timeZone={timeZone} />
          ) : (
            <span className="text-ink-3">not noted</span>
          )}
        </Fact>
        <Fact title="Lag">{sourceLag(source, now) ?? 'none'}</Fact>
        <Fact title="Sender’s clock">
          {source.clockSkewMs === null ? (
            <span className="text-ink-3">not known</span>
          ) : (
            (clockSkew(source.clockSkewMs) ?? 'agrees with ours')
          )}
        </Fact>
        <Fact title="Duplicates recognised">{exact(source.duplicates)}</Fact>
        <Fact title="Reads">
          {source.kind}, {source.format === 'auto' ? 'any format' : source.format}, {source.timeZone}
        </Fact>
      </dl>
      {source.paths.length > 0 && (
        <p className="text-ink-2 text-xs">
          Follows{' '}
          {source.paths.map((path) => (
            <code key={path} className="mr-2 break-all font-mono">
              {visible(path)}
            </code>
          ))}
        </p>
      )}
    </div>
  );
}

function Fact({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="min-w-0 bg-page px-3 py-2 first:pl-3 xl:first:pl-0">
      <dt className="text-ink-3 text-xs">{title}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}

function Age({ at, now, timeZone }: { at: Date; now: Date; timeZone: string }) {
  return (
    <>
      {at > now ? 'just now' : `${duration(now.getTime() - at.getTime())} ago`}
      <span className="block font-mono font-normal text-2xs text-ink-3">{stamp(at, timeZone)}</span>
    </>
  );
}

/** What has brought events is part of every count, and can only be paused. */
function Actions({ source }: { source: SourceSummary }) {
  return (
    <>
      <form action={pauseSource}>
        <input type="hidden" name="id" value={source.id} />
        <input type="hidden" name="paused" value={String(!source.paused)} />
        <SubmitButton label={`${source.paused ? 'Resume' : 'Pause'} ${source.name}`}>
          {source.paused ? 'Resume' : 'Pause'}
        </SubmitButton>
      </form>
      {source.paused && source.events === 0 && (
        <form action={deleteSource}>
          <input type="hidden" name="id" value={source.id} />
          <SubmitButton label={`Delete ${source.name}, which has brought no event`}>Delete</SubmitButton>
        </form>
      )}
    </>
  );
}
