import { ArrowDown, ArrowUp, Minus } from 'lucide-react';

/** How a number moved against the period before. Worse is coloured; the arrow and the words say the same. */
export function Change({ text, worse }: { text: string | null; worse: 'up' | 'down' | null }) {
  if (text === null) return <span className="text-ink-3">no comparison</span>;
  const direction = text.startsWith('+') ? 'up' : text.startsWith('−') ? 'down' : null;
  const Arrow = direction === 'up' ? ArrowUp : direction === 'down' ? ArrowDown : Minus;
  const bad = direction !== null && direction === worse;
  return (
    <span className={`inline-flex items-center gap-0.5 whitespace-nowrap ${bad ? 'text-bad' : 'text-ink-2'}`}>
      <Arrow aria-hidden className="size-3" />
      {text}
    </span>
  );
}
