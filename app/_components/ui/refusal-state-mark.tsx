import { CircleCheck, Hourglass, OctagonX } from 'lucide-react';
import type { RefusalState } from '../../_findings/requirement-findings';

const STATES: Record<RefusalState, { word: string; Icon: typeof OctagonX; colour: string }> = {
  rejecting: { word: 'rejects', Icon: OctagonX, colour: 'text-bad' },
  deferring: { word: 'defers', Icon: Hourglass, colour: 'text-warn' },
  stopped: { word: 'stopped', Icon: CircleCheck, colour: 'text-ink-2' },
};

/** What a provider does for an unmet requirement: an icon, a colour, and always the word. */
export function RefusalStateMark({ state }: { state: RefusalState }) {
  const { word, Icon, colour } = STATES[state];
  return (
    <span className={`inline-flex items-baseline gap-1 whitespace-nowrap font-medium ${colour}`}>
      <Icon aria-hidden className="size-3.5 shrink-0 self-center" /> {word}
    </span>
  );
}
