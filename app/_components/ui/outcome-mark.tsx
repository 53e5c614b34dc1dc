import {
  Ban,
  CheckCircle2,
  CircleSlash,
  Clock,
  CornerDownRight,
  MessageSquareWarning,
  XCircle,
} from 'lucide-react';

const OUTCOMES: Record<string, { Icon: typeof Clock; colour: string }> = {
  delivered: { Icon: CheckCircle2, colour: 'text-good' },
  deferred: { Icon: Clock, colour: 'text-warn' },
  bounced: { Icon: XCircle, colour: 'text-bad' },
  complained: { Icon: MessageSquareWarning, colour: 'text-bad' },
  suppressed: { Icon: Ban, colour: 'text-ink-2' },
  relayed: { Icon: CornerDownRight, colour: 'text-ink-3' },
};

/** What became of an attempt: an icon, a colour, and always the word. */
export function OutcomeMark({ outcome }: { outcome: string }) {
  const { Icon, colour } = OUTCOMES[outcome] ?? { Icon: CircleSlash, colour: 'text-ink-3' };
  return (
    <span className={`inline-flex items-baseline gap-1 whitespace-nowrap ${colour}`}>
      <Icon aria-hidden className="size-3.5 shrink-0 self-center" /> {outcome}
    </span>
  );
}
