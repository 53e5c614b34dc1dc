import { storeFor } from '@/app/_access/store';
import { sourceGaps } from '@/lib/queries/source-gaps';
import { recordTotal, type SourceSummary } from '@/lib/queries/source-list';
import { unparsedExamples } from '@/lib/queries/unparsed-examples';
import { bytes } from '../_components/format/bytes';
import { visible } from '../_components/format/foreign-text';
import { exact } from '../_components/format/number';
import { percent } from '../_components/format/rate';
import { stamp } from '../_components/format/time';
import { PanelHeader } from '../_components/ui/panel-header';
import type { Question } from './question';

const RECORDS = [
  { key: 'event', title: 'Event records', what: 'said what became of a message' },
  { key: 'context', title: 'Context', what: 'joined to later events' },
  { key: 'ignored', title: 'Ignored', what: 'about something else' },
  { key: 'unparsed', title: 'Not understood', what: 'no format knows them' },
] as const;
const EXAMPLES = 20;

/** Is all that came in understood, and is anything missing? */
export async function sourceRecords({ timeZone }: Question, source: SourceSummary) {
  const [examples, gaps] = await Promise.all([
    unparsedExamples(await storeFor('viewer'), source.id, EXAMPLES),
    sourceGaps(await storeFor('viewer'), source.id, EXAMPLES),
  ]);
  const { records } = source;
  const all = recordTotal(records);
  return (
    <>
      <PanelHeader
        title={
          records.unparsed === 0
            ? `All of ${exact(all)} records understood`
            : `${exact(records.unparsed)} of ${exact(all)} records not understood (${percent(records.unparsed / all)})`
        }
        note={`They gave ${exact(source.events)} events, one a recipient and attempt`}
      />
      <dl className="mb-4 grid grid-cols-2 gap-x-8 gap-y-2 sm:grid-cols-4">
        {RECORDS.map(({ key, title, what }) => (
          <div key={key}>
            <dt className="text-ink-2">{title}</dt>
            <dd>
              <span
                className={`block font-semibold text-lg ${key === 'unparsed' && records[key] > 0 ? 'text-warn' : ''}`}
              >
                {exact(records[key])}
              </span>
              <span className="text-ink-3 text-xs">{what}</span>
            </dd>
          </div>
        ))}
      </dl>
      {examples.length > 0 && (
        <>
          <h3 className="font-medium text-xs">Not understood, the latest</h3>
          <ul className="mt-1 mb-4">
            {examples.map(({ id, reason, text }) => (
              <li key={id} className="border-line border-b py-1">
                <span className="text-ink-2 text-xs">{visible(reason)}</span>
                <span className="block break-all font-mono text-xs">
                  <bdi>{visible(text)}</bdi>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {gaps.length > 0 && (
        <>
          <h3 className="font-medium text-xs">Lost before it could be read, the latest</h3>
          <ul className="mt-1">
            {gaps.map((gap) => (
              <li key={gap.id} className="border-line border-b py-1">
                <span className="text-warn">{gap.bytes === null ? 'Some bytes' : bytes(gap.bytes)}</span>{' '}
                <span className="text-ink-2">{visible(gap.reason)}</span>{' '}
                <span className="text-ink-3 text-xs">{stamp(gap.seenAt, timeZone)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
