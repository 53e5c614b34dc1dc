import { wholeStoreFor } from '@/app/_access/store';
import { keptSince } from '@/lib/queries/kept-since';
import { KEPT, type KeptDays } from '@/lib/retention';
import { date } from '../_components/format/time';
import { PanelHeader } from '../_components/ui/panel-header';

/** What is kept for how long, and since when is there any of it? */
export async function retentionList({ keptDays, timeZone }: { keptDays: KeptDays; timeZone: string }) {
  const oldest = await keptSince(await wholeStoreFor('administrator'));
  const ending = KEPT.filter(({ kind }) => keptDays[kind] !== null).length;
  return (
    <>
      <PanelHeader
        title={`${ending} of ${KEPT.length} kinds of data have an end`}
        note="What is past it is deleted every hour. The days are set in the environment; docs/settings.md names the variables."
      />
      <table className="w-full max-w-3xl">
        <thead>
          <tr className="border-line-strong border-b text-ink-3 text-xs">
            <th scope="col" className="py-1 text-left font-normal">
              What is kept
            </th>
            <th scope="col" className="pl-4 text-right font-normal">
              For
            </th>
            <th scope="col" className="pl-4 text-right font-normal">
              The oldest
            </th>
          </tr>
        </thead>
        <tbody>
          {KEPT.map(({ kind, title, since }) => (
            <tr key={kind} className="border-line border-b align-top">
              <th scope="row" className="py-1.5 text-left font-normal">
                {title}
                <span className="block text-ink-3 text-xs">counted from when {since}</span>
              </th>
              <td className="whitespace-nowrap py-1.5 pl-4 text-right tabular-nums">
                {lasting(kind, keptDays[kind])}
              </td>
              <td className="whitespace-nowrap py-1.5 pl-4 text-right text-ink-2 tabular-nums">
                {oldest[kind] ? date(oldest[kind], timeZone) : 'none'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function lasting(kind: string, days: number | null): string {
  if (days === null) return kind === 'addresses' ? 'not kept' : 'for ever';
  return days === 1 ? '1 day' : `${days} days`;
}
