import {
  Activity,
  CheckCircle2,
  CircleDashed,
  FileQuestion,
  PauseCircle,
  TriangleAlert,
  VolumeX,
} from 'lucide-react';
import type { SourceState } from '../../_findings/source-state';

const STATES: Record<SourceState, { word: string; Icon: typeof Activity; colour: string }> = {
  failing: { word: 'Failing', Icon: TriangleAlert, colour: 'text-bad' },
  silent: { word: 'Silent', Icon: VolumeX, colour: 'text-bad' },
  unparsed: { word: 'Mostly unparsed', Icon: FileQuestion, colour: 'text-warn' },
  waiting: { word: 'Waiting for the first event', Icon: CircleDashed, colour: 'text-ink-2' },
  paused: { word: 'Paused', Icon: PauseCircle, colour: 'text-ink-3' },
  flowing: { word: 'Flowing', Icon: Activity, colour: 'text-good' },
  complete: { word: 'Read', Icon: CheckCircle2, colour: 'text-ink-2' },
};

/** How a source stands: an icon, a colour, and always the word. */
export function SourceStateMark({ state }: { state: SourceState }) {
  const { word, Icon, colour } = STATES[state];
  return (
    <span className={`inline-flex items-baseline gap-1.5 font-medium ${colour}`}>
      <Icon aria-hidden className="size-3.5 shrink-0 self-center" /> {word}
    </span>
  );
}
