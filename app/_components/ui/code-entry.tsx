import Link from 'next/link';
import { exact } from '../format/number';
import { CategoryMark } from './category-mark';

/** A row of the dictionary, as it is listed. */
export interface CodeEntry {
  id: string;
  codes: string;
  owner: string;
  title: string;
  category: string;
  /** Refused attempts within the range. */
  events: number;
  /** `null`: known by words alone. */
  href: string | null;
}

/** Rows of the dictionary, one a line; `owned` where they are of several owners. */
export function CodeEntries({ entries, owned = false }: { entries: readonly CodeEntry[]; owned?: boolean }) {
  const columns = owned
    ? 'sm:grid-cols-[10rem_11rem_minmax(0,1fr)_9rem_4rem]'
    : 'sm:grid-cols-[10rem_minmax(0,1fr)_9rem_4rem]';
  return (
    <ul>
      {entries.map(({ href, ...entry }) => {
        const className = `grid grid-cols-[6.5rem_minmax(0,1fr)_auto] items-baseline gap-x-4 py-1 ${columns}`;
        return (
          <li key={entry.id} className="border-line border-b">
            {href === null ? (
              <span className={className}>
                <Cells {...entry} owned={owned} />
              </span>
            ) : (
              <Link href={href} className={`${className} hover:bg-raised`}>
                <Cells {...entry} owned={owned} />
              </Link>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Cells({
  codes,
  owner,
  title,
  category,
  events,
  owned,
}: Omit<CodeEntry, 'id' | 'href'> & { owned: boolean }) {
  return (
    <>
      <span className={`truncate ${/^\d|^X/.test(codes) ? 'font-mono' : 'text-ink-3'}`} title={codes}>
        {codes}
      </span>
      {owned && (
        <span className="hidden truncate text-ink-2 sm:block" title={owner}>
          {owner}
        </span>
      )}
      <span className="min-w-0">
        {title} {owned && <span className="text-ink-3 text-xs sm:hidden">{owner}</span>}
      </span>
      <span className="hidden text-xs sm:block">
        <CategoryMark category={category} />
      </span>
      <span className="text-right">{events === 0 ? '' : exact(events)}</span>
    </>
  );
}
