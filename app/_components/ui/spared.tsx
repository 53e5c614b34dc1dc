'use client';

import { Fold } from './fold';

/** Who has nothing to mend: one line, and the names for who asks. */
export function Spared({
  summary,
  isMono,
  names,
  more,
}: {
  summary: string;
  isMono: boolean;
  names: readonly { name: string; attempts: string }[];
  more: string | null;
}) {
  return (
    <Fold anchors={[]} className="mt-2" summaryClassName="py-1 text-ink-2 hover:bg-raised" summary={summary}>
      {() => (
        <ul className="columns-1 gap-x-8 pt-1 text-xs sm:columns-2 lg:columns-3 2xl:columns-4">
          {names.map(({ name, attempts }) => (
            <li key={name} className="flex break-inside-avoid justify-between gap-3 py-0.5">
              <span className={`block min-w-0 break-words ${isMono ? 'font-mono text-xs' : ''}`}>{name}</span>
              <span className="shrink-0 text-ink-3">{attempts} attempts</span>
            </li>
          ))}
          {more !== null && <li className="py-0.5 text-ink-3">{more}</li>}
        </ul>
      )}
    </Fold>
  );
}
