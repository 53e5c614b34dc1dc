import { FlaskConical } from 'lucide-react';
import type { ReactNode } from 'react';

/** Above whatever shows mail that was made up. */
export function SampleNotice({ children }: { children: ReactNode }) {
  return (
    <section
      aria-label="Sample data"
      className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-2 border-warn border-y py-2"
    >
      <span className="inline-flex items-center gap-1.5 font-medium">
        <FlaskConical aria-hidden className="size-4 text-warn" /> Sample data
      </span>
      {children}
    </section>
  );
}
