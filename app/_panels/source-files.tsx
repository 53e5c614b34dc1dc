import { storeFor } from '@/app/_access/store';
import { sourceFiles as filesOf } from '@/lib/queries/source-files';
import { bytes } from '../_components/format/bytes';
import { visible } from '../_components/format/foreign-text';
import { exact } from '../_components/format/number';
import { stamp } from '../_components/format/time';
import { PanelHeader } from '../_components/ui/panel-header';
import type { Question } from './question';

/** Which files were read, and how far? */
export async function sourceFiles({ timeZone }: Question, sourceId: number) {
  const files = await filesOf(await storeFor('viewer'), sourceId);
  if (files.length === 0) return null;
  return (
    <>
      <PanelHeader title="Files" note="A file that was rotated is one of its own; the last read first" />
      <ul>
        {files.map(({ id, path, format, readBytes, events, unparsed, fault, updatedAt }) => (
          <li key={id} className="flex flex-wrap items-baseline gap-x-4 border-line border-b py-1.5">
            <span className="min-w-0 break-all font-mono text-xs">{visible(path)}</span>
            <span className="text-ink-3 text-xs">{format}</span>
            <span className="ml-auto whitespace-nowrap text-right">
              {exact(events)} events{' '}
              <span className="text-ink-3 text-xs">
                of {bytes(readBytes)} read
                {unparsed > 0 && <span className="text-warn">, {exact(unparsed)} not understood</span>}, last{' '}
                {stamp(updatedAt, timeZone)}
              </span>
            </span>
            {fault && <span className="w-full text-bad text-xs">{visible(fault)}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}
