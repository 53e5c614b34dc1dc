import { ScrollArea } from '@base-ui/react/scroll-area';
import { visible } from '../format/foreign-text';
import { bucketSpan } from '../format/time';
import { MarkList } from './mark-list';
import { countsIn, readingAt } from './rate-points';
import { bucketEnd, isRate, isSilent, missingAt, type Series, type TimeAxis } from './time-series';
import { fullValue, type Unit } from './value-scale';

/** The same numbers as the chart, newest first: of a rate at every bucket what the tooltip says there. */
export function SeriesTable({
  axis,
  series,
  unit,
  caption,
}: {
  axis: TimeAxis;
  series: Series[];
  unit: Unit;
  caption: string;
}) {
  return (
    <ScrollArea.Root className="h-full">
      <ScrollArea.Viewport className="h-full overflow-auto" aria-label={caption} role="region">
        <MarkList axis={axis} />
        <table className="w-full text-xs">
          <caption className="sr-only">{caption}</caption>
          <thead className="sticky top-0 bg-surface">
            <tr className="border-line border-b text-left text-ink-3">
              <th scope="col" className="py-1 pr-3 font-normal">
                Time
              </th>
              {series.map(({ id, label }) => (
                <th key={id} scope="col" className="whitespace-nowrap py-1 pl-3 text-right font-normal">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {axis.starts
              .map((start, index) => (
                <tr key={start} className="border-line/60 border-b">
                  <th scope="row" className="whitespace-nowrap py-0.5 pr-3 text-left font-normal text-ink-2">
                    {bucketSpan(start, bucketEnd(axis, index), axis.timeZone)}
                    {missingAt(axis, index).length > 0 && !isSilent(axis, index) && (
                      <span className="pl-2 text-warn">
                        without {missingAt(axis, index).map(visible).join(', ')}
                      </span>
                    )}
                  </th>
                  {series.map((column) => (
                    <td key={column.id} className="whitespace-nowrap py-0.5 pl-3 text-right">
                      {isSilent(axis, index) ? 'no records' : fullValue(readingAt(column, index), unit)}
                      {isRate(column) && !isSilent(axis, index) && (
                        <span className="pl-2 text-ink-3">{countsIn(column, index, axis)}</span>
                      )}
                    </td>
                  ))}
                </tr>
              ))
              .reverse()}
          </tbody>
        </table>
      </ScrollArea.Viewport>
    </ScrollArea.Root>
  );
}
