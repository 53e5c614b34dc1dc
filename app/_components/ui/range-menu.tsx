'use client';

import { Popover } from '@base-ui/react/popover';
import type { ReactNode } from 'react';
import { NAMED_RANGES } from '@/lib/queries/named-range';
import { moving, type RangeChange } from '@/lib/queries/range-steps';
import { QUICK_RANGES, type TimeRange } from '@/lib/queries/time-range';
import type { ZoneChoice } from '../format/zone-choice';
import { CopyLink } from './copy-link';
import { PlainChoice } from './plain-choice';
import { REFRESH_CHOICES } from './refresh-choices';
import { TypedRange } from './typed-range';
import { ZonePicker } from './zone-picker';

const COMPARED_WITH = [
  { id: '', title: 'Nothing' },
  { id: 'previous', title: 'The period before' },
  { id: 'weekday', title: 'Same weekday' },
];

/** Everything that can be said of the time that a page shows. */
export function RangeMenu({
  now,
  zone,
  range,
  onChoose,
}: {
  now: number;
  zone: ZoneChoice;
  range: TimeRange;
  onChoose: (change: RangeChange) => void;
}) {
  return (
    <>
      <Popover.Title className="mb-2 font-semibold text-sm">Time range</Popover.Title>
      <TypedRange range={range} timeZone={zone.timeZone} onChoose={onChoose} />
      <div className="mt-2 grid grid-cols-2 gap-px">
        {[...QUICK_RANGES, ...NAMED_RANGES].map(({ id, title }) => (
          <button
            key={id}
            type="button"
            aria-pressed={id === range.relative}
            onClick={() => onChoose(moving(id))}
            className="px-2 py-1 text-left hover:bg-raised aria-pressed:bg-ink aria-pressed:text-page"
          >
            {title}
          </button>
        ))}
      </div>
      <Section title="Compare with">
        <PlainChoice name="compare" label="Compare with" options={COMPARED_WITH} />
      </Section>
      <Section title="Ask again">
        <PlainChoice name="refresh" label="Ask again" options={REFRESH_CHOICES} />
      </Section>
      <Section title="Times in">
        <ZonePicker zone={zone} now={now} />
      </Section>
      <Section title="Link to this page">
        <CopyLink timeZone={zone.timeZone} />
      </Section>
    </>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-3 border-line border-t pt-2">
      <h3 className="mb-1 text-ink-3 text-xs">{title}</h3>
      {children}
    </section>
  );
}
