'use client';

import { Fold } from './fold';
import { type Remedies, Repair, type RepairRow } from './repair';

/** Those that are alike in how grave they are; `more`: what is said of those that are not shown. */
export function RepairGroup({
  title,
  isOpen,
  rows,
  more,
  remedies,
}: {
  title: string;
  isOpen: boolean;
  rows: readonly RepairRow[];
  more: string | null;
  remedies: Remedies;
}) {
  return (
    <Fold
      anchors={rows.map(({ anchor }) => anchor)}
      isOpen={isOpen}
      className="mb-4"
      summaryClassName="py-1 text-ink-2 text-xs hover:bg-raised"
      summary={title}
    >
      {() => (
        <>
          <ul>
            {rows.map((row) => (
              <li key={row.anchor} className="border-line border-b">
                <Repair row={row} remedies={remedies} />
              </li>
            ))}
          </ul>
          {more !== null && <p className="mt-2 text-ink-3 text-xs">{more}</p>}
        </>
      )}
    </Fold>
  );
}
