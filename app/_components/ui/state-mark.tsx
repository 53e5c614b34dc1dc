import { BellRing, CheckCircle2, CircleDashed, CircleSlash, Clock, PauseCircle } from 'lucide-react';

const STATES: Record<string, { word: string; Icon: typeof BellRing; colour: string }> = {
  firing: { word: 'Firing', Icon: BellRing, colour: 'text-bad' },
  pending: { word: 'Pending', Icon: Clock, colour: 'text-warn' },
  resolved: { word: 'Resolved', Icon: CheckCircle2, colour: 'text-good' },
  inactive: { word: 'In order', Icon: CheckCircle2, colour: 'text-ink-3' },
  'no-data': { word: 'No data', Icon: CircleDashed, colour: 'text-ink-2' },
  unmeasured: { word: 'Not measured yet', Icon: CircleDashed, colour: 'text-ink-3' },
  paused: { word: 'Paused', Icon: PauseCircle, colour: 'text-ink-3' },
};

/** A state of an alert: an icon, a colour, and always the word. */
export function StateMark({ state }: { state: string }) {
  const { word, Icon, colour } = STATES[state] ?? { word: state, Icon: CircleSlash, colour: 'text-ink-2' };
  return (
    <span className={`inline-flex items-center gap-1 whitespace-nowrap font-medium ${colour}`}>
      <Icon aria-hidden className="size-3.5" /> {word}
    </span>
  );
}
