import Link from 'next/link';
import { exact } from '../_components/format/number';
import { percent } from '../_components/format/rate';
import { suppressionCounts } from './answers';
import type { SuppressionQuestion } from './suppression-question';
import { REASONS } from './suppression-words';

/** How many are suppressed, and why? */
export async function suppressionHeadline({ search, href }: SuppressionQuestion) {
  const counts = await suppressionCounts();
  const card = 'flex min-w-0 flex-col bg-page px-3 py-2.5 aria-[current=true]:bg-raised hover:bg-raised';
  return (
    <ul
      aria-label="Suppressed, by reason"
      className="grid grid-cols-2 gap-px border-line border-y bg-line sm:grid-cols-3 xl:grid-cols-7"
    >
      <li className="contents">
        <Link
          href={href({ state: 'suppressed', reason: null })}
          aria-current={search.state === 'suppressed' && search.reason === null}
          className={card}
        >
          <span className="text-ink-2">Suppressed</span>
          <span className="font-semibold text-[28px] leading-9 tracking-tight">
            {exact(counts.suppressed)}
          </span>
          <span className="text-ink-3 text-xs">addresses that take no mail</span>
        </Link>
      </li>
      {REASONS.map(({ id, title, because, colour }) => {
        const count = counts.byReason.get(id) ?? 0;
        return (
          <li key={id} className="contents">
            <Link
              href={href({ state: 'suppressed', reason: id })}
              aria-current={search.reason === id}
              title={because}
              className={card}
            >
              <span className="flex items-center gap-1.5 text-ink-2">
                <span aria-hidden className="size-2 shrink-0" style={{ background: colour }} />
                {title}
              </span>
              <span className="font-semibold text-[28px] leading-9 tracking-tight">{exact(count)}</span>
              <span className="text-ink-3 text-xs">
                {counts.suppressed > 0 ? `${percent(count / counts.suppressed)} of the list` : 'none'}
              </span>
            </Link>
          </li>
        );
      })}
      <li className="contents">
        <Link
          href={href({ state: 'reinstated', reason: null })}
          aria-current={search.state === 'reinstated'}
          className={card}
        >
          <span className="text-ink-2">Reinstated</span>
          <span className="font-semibold text-[28px] leading-9 tracking-tight">
            {exact(counts.reinstated)}
          </span>
          <span className="text-ink-3 text-xs">until something new happens</span>
        </Link>
      </li>
    </ul>
  );
}
