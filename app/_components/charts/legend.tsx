import Link from 'next/link';

export interface LegendEntry {
  id: string;
  colour: string;
  /** A code, in mono, or a name. */
  label: string;
  mono: boolean;
  meaning: string | null;
  value: string;
  href?: string;
}

/** The series by name, in the order in which they lie on each other, each with its total and its next click. */
export function Legend({ entries }: { entries: LegendEntry[] }) {
  return (
    <ul className="text-xs">
      {entries.map(({ id, href, ...entry }) => (
        <li key={id} className="border-line border-b last:border-b-0">
          {href ? (
            <Link href={href} className="block hover:bg-raised">
              <Entry {...entry} />
            </Link>
          ) : (
            <Entry {...entry} />
          )}
        </li>
      ))}
    </ul>
  );
}

function Entry({ colour, label, mono, meaning, value }: Omit<LegendEntry, 'id' | 'href'>) {
  return (
    <span className="flex items-baseline gap-2 py-1">
      <span aria-hidden className="size-2.5 shrink-0 self-center" style={{ background: colour }} />
      <span className={`shrink-0 ${mono ? 'font-mono' : ''}`}>{label}</span>
      <span className="min-w-0 truncate text-ink-3" title={meaning ?? undefined}>
        {meaning}
      </span>
      <span className="ml-auto shrink-0 pl-1 text-right">{value}</span>
    </span>
  );
}
