'use client';

import { usePathname } from 'next/navigation';
import { stamp } from '../format/time';
import type { ZoneChoice } from '../format/zone-choice';
import { Mark } from './mark';
import { isTimeless } from './timeless';
import { useRange } from './use-range';

/** What a printed page says that the bar on top says on a screen: of which time it is, and when it was asked. */
export function PrintedTitle({ now, zone: { timeZone } }: { now: number; zone: ZoneChoice }) {
  const { range } = useRange(now, timeZone);
  const timeless = isTimeless(usePathname());
  return (
    <div className="mb-4 hidden items-baseline gap-3 border-line-strong border-b pb-2 print:flex">
      <span className="inline-flex items-center gap-1.5 self-center font-semibold text-sm">
        <Mark /> Bounceboard
      </span>
      {!timeless && (
        <span>
          {stamp(range.from, timeZone).slice(0, 16)} – {stamp(range.to, timeZone).slice(0, 16)}
        </span>
      )}
      <span className="ml-auto text-ink-2">
        as of {stamp(now, timeZone)}, times in {timeZone}
      </span>
    </div>
  );
}
