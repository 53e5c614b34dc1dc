import { ArrowDown, ArrowUp, Minus } from 'lucide-react';

/** How a number moved against an earlier time. Worse is coloured, and what chance explains is grey; the arrow and the
 * words say the same. */
export function Change({
  text,
  worse,
  isReal,
}: {
  text: string | null;
  worse: 'up' | 'down';
  isReal: boolean;
}) {
  if (text === null) return <span className="text-ink-3">no comparison</span>;
  const direction = text.startsWith('+') ? 'up' : text.startsWith('−') ? 'down' : null;
  const Arrow = direction === 'up' ? ArrowUp : direction === 'down' ? ArrowDown : Minus;
  const bad = isReal && direction !== null && direction === worse;
  return (
    <span
      className={`inline-flex items-center gap-0.5 whitespace-nowrap ${bad ? 'text-bad' : isReal ? 'text-ink-2' : 'text-ink-3'}`}
      title={isReal ? undefined : 'No more than chance explains'}
    >
      <Arrow aria-hidden className="size-3" />
      {text}
    </span>
  );
}
