import { Ban, CheckCircle2, Clock, RotateCw, XCircle } from 'lucide-react';

const STATES: Record<string, { word: string; Icon: typeof Clock; colour: string }> = {
  waiting: { word: 'Waiting', Icon: Clock, colour: 'text-ink-2' },
  retrying: { word: 'Trying again', Icon: RotateCw, colour: 'text-warn' },
  sent: { word: 'Sent', Icon: CheckCircle2, colour: 'text-good' },
  failed: { word: 'Failed', Icon: XCircle, colour: 'text-bad' },
  dropped: { word: 'Not needed', Icon: Ban, colour: 'text-ink-3' },
};

/** What became of a message: an icon, a colour, and always the word. */
export function DeliveryMark({ state, attempts }: { state: string; attempts: number }) {
  const shown = state === 'waiting' && attempts > 0 ? 'retrying' : state;
  const { word, Icon, colour } = STATES[shown] ?? STATES.waiting!;
  return (
    <span className={`inline-flex items-baseline gap-1.5 whitespace-nowrap font-medium ${colour}`}>
      <Icon aria-hidden className="size-3.5 shrink-0 self-center" /> {word}
    </span>
  );
}
