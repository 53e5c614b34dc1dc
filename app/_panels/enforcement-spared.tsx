import { exact } from '../_components/format/number';
import { providerName } from './dictionary';
import type { MatrixRow, RowsBy } from './enforcement-rows';
import { domainName } from './enforcement-words';

const MOST_SPARED = 120;

/** Who has nothing to mend: one line, and the names for who asks. */
export function Spared({ rows, by, isAll }: { rows: readonly MatrixRow[]; by: RowsBy; isAll: boolean }) {
  const noun = `${by}${rows.length === 1 ? '' : 's'}`;
  const which = `${isAll && rows.length > 1 ? 'All ' : ''}${exact(rows.length)} ${noun}`;
  const does = by === 'domain' ? 'refused nowhere' : `${rows.length === 1 ? 'refuses' : 'refuse'} nothing`;
  return (
    <details className="mt-2">
      <summary className="py-1 text-ink-2 hover:bg-raised">
        {which} {does} for a requirement
      </summary>
      <ul className="columns-1 gap-x-8 pt-1 text-xs sm:columns-2 lg:columns-3 2xl:columns-4">
        {rows.slice(0, MOST_SPARED).map((row) => (
          <li key={row.key} className="flex break-inside-avoid justify-between gap-3 py-0.5">
            <RowName row={row} by={by} />
            <span className="shrink-0 text-ink-3">{exact(row.attempts)} attempts</span>
          </li>
        ))}
        {rows.length > MOST_SPARED && (
          <li className="py-0.5 text-ink-3">and {exact(rows.length - MOST_SPARED)} with less mail</li>
        )}
      </ul>
    </details>
  );
}

export function RowName({ row: { name }, by }: { row: MatrixRow; by: RowsBy }) {
  return (
    <span className={`block min-w-0 break-words ${by === 'domain' ? 'font-mono text-xs' : ''}`}>
      {by === 'domain' ? domainName(name) : providerName(name ?? '')}
    </span>
  );
}
