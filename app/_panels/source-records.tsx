import { TriangleAlert } from 'lucide-react';
import { webDb } from '@/lib/db';
import { type SourceGap, sourceGaps } from '@/lib/queries/source-gaps';
import { type SourceSummary, sourceList } from '@/lib/queries/source-list';
import { type UnparsedRecord, unparsedExamples } from '@/lib/queries/unparsed-examples';
import { bytes } from '../_components/format/bytes';
import { visible } from '../_components/format/foreign-text';
import { exact } from '../_components/format/number';
import { duration, stamp } from '../_components/format/time';
import { EmptyState } from '../_components/ui/empty-state';
import { PanelHeader } from '../_components/ui/panel-header';
import type { Question } from './question';

const RECORDS = [
  { key: 'event', title: 'Event records', what: 'said what became of a message' },
  { key: 'context', title: 'Context', what: 'joined to later events' },
  { key: 'ignored', title: 'Ignored', what: 'about something else' },
  { key: 'unparsed', title: 'Not understood', what: 'no format knows them' },
] as const;

/** Do all sources speak, and is all of it understood? */
export async function sourceRecords({ scope, timeZone }: Question) {
  const db = webDb();
  const [sources, examples, gaps] = await Promise.all([sourceList(db), unparsedExamples(db), sourceGaps(db)]);
  if (sources.length === 0) {
    return (
      <EmptyState title="No source yet">
        Connect a log below: the first numbers are here within a minute.
      </EmptyState>
    );
  }
  return (
    <ul>
      {sources.map((source) => (
        <li key={source.id} className="border-line border-t py-4 first:border-t-0 first:pt-0">
          <Source
            source={source}
            examples={examples.filter(({ sourceId }) => sourceId === source.id)}
            gaps={gaps.filter(({ sourceId }) => sourceId === source.id)}
            now={scope.range.now}
            timeZone={timeZone}
          />
        </li>
      ))}
    </ul>
  );
}

interface Shown {
  source: SourceSummary;
  examples: UnparsedRecord[];
  gaps: SourceGap[];
  now: Date;
  timeZone: string;
}

function Source({ source, examples, gaps, now, timeZone }: Shown) {
  const { lastEventAt, paused } = source;
  const age = lastEventAt && duration(now.getTime() - lastEventAt.getTime());
  return (
    <>
      <PanelHeader
        title={`${source.name}: ${lastEventAt ? `last event ${age} ago` : 'no event yet'}${paused ? ', paused' : ''}`}
        note={
          <>
            {source.kind}, format {source.format}
            {lastEventAt && `, ${stamp(lastEventAt, timeZone)}`}
            {source.paths.length > 0 && <span className="font-mono"> {source.paths.join(', ')}</span>}
          </>
        }
      />
      {source.faults.map((fault) => (
        <p key={fault} className="mb-2 flex items-baseline gap-2 text-bad">
          <TriangleAlert aria-hidden className="size-3.5 shrink-0 self-center" /> {visible(fault)}
        </p>
      ))}
      <dl className="grid grid-cols-2 gap-x-8 gap-y-2 sm:grid-cols-[repeat(auto-fill,10.5rem)]">
        <Count title="Events" value={exact(source.events)} what="attempts, one a recipient" />
        {RECORDS.map(({ key, title, what }) => (
          <Count
            key={key}
            title={title}
            value={exact(source.records[key])}
            what={what}
            warn={key === 'unparsed' && source.records[key] > 0}
          />
        ))}
        {source.behindBytes > 0 && (
          <Count title="Behind" value={bytes(source.behindBytes)} what="on disk, not read yet" />
        )}
        {source.waitingBatches > 0 && (
          <Count title="Waiting" value={exact(source.waitingBatches)} what="pushed, not read yet" />
        )}
      </dl>
      {gaps.length > 0 && (
        <ul className="mt-3 text-warn">
          {gaps.map((gap) => (
            <li key={gap.id}>
              {gap.bytes === null ? 'Bytes' : bytes(gap.bytes)} lost, seen {stamp(gap.seenAt, timeZone)}:{' '}
              {visible(gap.reason)}
            </li>
          ))}
        </ul>
      )}
      {examples.length > 0 && (
        <details className="mt-3">
          <summary className="hover:bg-raised">What was not understood, the latest</summary>
          <ul className="mt-1">
            {examples.map(({ id, reason, text }) => (
              <li key={id} className="border-line border-b py-1">
                <span className="text-ink-2 text-xs">{visible(reason)}</span>
                <span className="block break-all font-mono text-xs">
                  <bdi>{visible(text)}</bdi>
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Count({
  title,
  value,
  what,
  warn = false,
}: {
  title: string;
  value: string;
  what: string;
  warn?: boolean;
}) {
  return (
    <div>
      <dt className="text-ink-2">{title}</dt>
      <dd>
        <span className={`block font-semibold text-lg ${warn ? 'text-warn' : ''}`}>{value}</span>
        <span className="text-ink-3 text-xs">{what}</span>
      </dd>
    </div>
  );
}
