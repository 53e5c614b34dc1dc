import Link from 'next/link';
import { attempts } from '@/lib/queries/rates';
import { addTallies } from '@/lib/queries/tally';
import { fraction, percent, points } from '../_components/format/rate';
import { Change } from '../_components/ui/change';
import { EmptyState } from '../_components/ui/empty-state';
import { PanelHeader } from '../_components/ui/panel-header';
import { codeChanges } from '../_findings/code-changes';
import { earlierCodes, earlierTallies, failureCodes, talliesOverTime } from './answers';
import { providerName } from './dictionary';
import { meaningGiven } from './meaning-given';
import type { Question } from './question';

const MOST_SHOWN = 7;
const NOTE = 'Share of attempts, against the period of the same length before';

/** What is refused more, or less, than before? */
export async function codesByChange({ scope, link }: Question, provider: string) {
  const [codes, before, tallies, earlier] = await Promise.all([
    failureCodes(scope),
    earlierCodes(scope),
    talliesOverTime(scope),
    earlierTallies(scope),
  ]);
  const sentBefore = attempts(addTallies(earlier.values()));
  if (sentBefore === 0) {
    return (
      <>
        <PanelHeader title="Codes by change" note={NOTE} />
        <EmptyState title="Nothing to compare with">
          Nothing was sent to {providerName(provider)} in the period before.
        </EmptyState>
      </>
    );
  }
  const changes = codeChanges(codes, before, attempts(addTallies(tallies.values())), sentBefore);
  const real = changes.filter(({ isReal }) => isReal).length;
  return (
    <>
      <PanelHeader
        title={
          real === 0 ? 'No code has changed' : `${real} ${real === 1 ? 'code has' : 'codes have'} changed`
        }
        note={NOTE}
      />
      <ul>
        {changes.slice(0, MOST_SHOWN).map(({ code, now, before: past, isReal }) => (
          <li key={code} className="border-line border-b py-1">
            <Link href={link(`/codes/${code}`)} className="flex items-baseline gap-x-3 hover:bg-raised">
              <span className="w-14 shrink-0 font-mono">{code}</span>
              <span className="min-w-0 flex-1 truncate text-ink-2 text-xs">
                {meaningGiven(code, codes.length > 0 ? codes : before)?.title}
              </span>
              <span
                className={`whitespace-nowrap text-xs ${isReal ? '' : 'text-ink-3'}`}
                title={`${fraction(now)} attempts, ${fraction(past)} before${isReal ? '' : '; may be chance'}`}
              >
                {percent(now.value)}{' '}
                <Change text={points(now.value, past.value)} worse={isReal ? 'up' : null} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {changes.length === 0 && <EmptyState title="Nothing was refused, now or before" />}
    </>
  );
}
