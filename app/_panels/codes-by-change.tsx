import Link from 'next/link';
import { attempts } from '@/lib/queries/rates';
import { addTallies } from '@/lib/queries/tally';
import { fraction, percent, points } from '../_components/format/rate';
import { Change } from '../_components/ui/change';
import { EmptyState } from '../_components/ui/empty-state';
import { PanelHeader } from '../_components/ui/panel-header';
import { codeChanges } from '../_findings/code-changes';
import { failureCodes, talliesByProvider, talliesOverTime } from './answers';
import { providerName } from './dictionary';
import { earlierScope } from './earlier';
import { meaningGiven } from './meaning-given';
import type { Question } from './question';

const MOST_SHOWN = 7;

/** What is refused more, or less, than before? */
export async function codesByChange({ scope, timeZone, compare, link }: Question, provider: string) {
  const compared = earlierScope(scope, compare, timeZone);
  const note = `Share of attempts, against ${compared.words}; grey where chance explains it`;
  const [codes, before, tallies, earlier] = await Promise.all([
    failureCodes(scope),
    failureCodes(compared.upToNow),
    talliesOverTime(scope),
    talliesByProvider(compared.upToNow),
  ]);
  const sentBefore = attempts(addTallies(earlier.values()));
  if (sentBefore === 0) {
    return (
      <>
        <PanelHeader title="Codes by change" note={note} />
        <EmptyState title="Nothing to compare with">
          Nothing was sent to {providerName(provider)} in {compared.span}.
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
        note={note}
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
                <Change text={points(now.value, past.value)} worse="up" isReal={isReal} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {changes.length === 0 && <EmptyState title="Nothing was refused, now or before" />}
    </>
  );
}
