import { CheckCircle2, CircleDashed, PauseCircle, RotateCw, TriangleAlert } from 'lucide-react';
import type { ChannelState } from '../../_findings/channel-state';

const STATES: Record<ChannelState, { word: string; Icon: typeof TriangleAlert; colour: string }> = {
  broken: { word: 'Out of order', Icon: TriangleAlert, colour: 'text-bad' },
  failing: { word: 'Failing', Icon: RotateCw, colour: 'text-warn' },
  untried: { word: 'Not tried yet', Icon: CircleDashed, colour: 'text-ink-2' },
  paused: { word: 'Paused', Icon: PauseCircle, colour: 'text-ink-3' },
  working: { word: 'Working', Icon: CheckCircle2, colour: 'text-good' },
};

/** How a channel stands: an icon, a colour, and always the word. */
export function ChannelStateMark({ state }: { state: ChannelState }) {
  const { word, Icon, colour } = STATES[state];
  return (
    <span className={`inline-flex items-baseline gap-1.5 whitespace-nowrap font-medium ${colour}`}>
      <Icon aria-hidden className="size-3.5 shrink-0 self-center" /> {word}
    </span>
  );
}
