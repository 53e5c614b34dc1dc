import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import {
  attempts,
  bounceRate,
  deferralRate,
  enforcementRate,
  finished,
  type Rate,
  rate,
} from '@/lib/queries/rates';
import { addTallies, EMPTY_TALLY, type Tally } from '@/lib/queries/tally';
import { Sparkline } from '../_components/charts/sparkline';
import { exact } from '../_components/format/number';
import { fraction, isLowVolume, percent, points } from '../_components/format/rate';
import { Change } from '../_components/ui/change';
import { PanelHeader } from '../_components/ui/panel-header';
import { TableFile } from '../_components/ui/table-file';
import { isRealChange } from '../_findings/real-change';
import { coveredBuckets, givenCodes, talliesByProvider, talliesByProviderOverTime } from './answers';
import { providerName } from './dictionary';
import { earlierScope } from './earlier';
import { codeOf, type Given, meaningGiven } from './meaning-given';
import type { Question } from './question';
import { sparkValues } from './spark-values';
import { tableAlong } from './take-along';
import { timeAxis } from './time-axis';

/** Where does the mail go, and how is it received there? */
export async function providerTable(question: Question) {
  const { scope, timeZone, compare, link } = question;
  const compared = earlierScope(scope, compare, timeZone);
  const [byProvider, covered, earlier, codes] = await Promise.all([
    talliesByProviderOverTime(scope),
    coveredBuckets(scope),
    talliesByProvider(compared.upToNow),
    givenCodes(scope),
  ]);
  const axis = timeAxis(scope.range, covered, timeZone);
  const rows = [...byProvider]
    .map(([provider, tallies]) => ({ provider, tallies, total: addTallies(tallies.values()) }))
    .map((row) => ({ ...row, ...worsening(row.total, earlier.get(row.provider) ?? EMPTY_TALLY) }))
    .sort((a, b) => b.worse - a.worse || attempts(b.total) - attempts(a.total));
  const worsened = rows.find(({ worse }) => worse > 0);
  const worst = rows.filter(({ total }) => !isLowVolume(bounceRate(total))).sort(byBounceRate)[0];
  return (
    <>
      <PanelHeader
        title={
          worsened
            ? `${providerName(worsened.provider)} has got worse: ${percent(bounceRate(worsened.total).value)} bounce, ${percent(worsened.before)} before`
            : worst && worst.total.bounced > 0
              ? `${providerName(worst.provider)} bounces most: ${percent(bounceRate(worst.total).value)}`
              : `${rows.length} providers`
        }
        note={`Those that got worse first, then by attempts; change is the bounce rate against ${compared.words}, grey where chance explains it`}
      >
        <TableFile title="Providers" {...tableAlong(question, 'providers')} />
      </PanelHeader>
      <div className="-mx-4 overflow-x-auto px-4 lg:mx-0 lg:px-0">
        <table className="w-full">
          <thead>
            <tr className="border-line-strong border-b text-right text-ink-3 text-xs">
              <Head left>Provider</Head>
              <Head>Attempts</Head>
              <Head wide>Delivered</Head>
              <Head>Bounce rate</Head>
              <Head wide>over time</Head>
              <Head>Change</Head>
              <Head wide>Deferral rate</Head>
              <Head wide>Enforcement</Head>
              <Head left wide>
                Top code
              </Head>
              <th>
                <span className="sr-only">Open</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ provider, tallies, total }) => {
              const top = topCode(codes.filter((one) => one.provider === provider));
              const past = earlier.get(provider) ?? EMPTY_TALLY;
              return (
                <tr key={provider} className="group relative border-line border-b hover:bg-raised">
                  <th scope="row" className="py-1.5 pr-3 text-left font-medium">
                    <Link href={link(`/providers/${provider}`)} className="after:absolute after:inset-0">
                      {providerName(provider)}
                    </Link>
                  </th>
                  <td className="px-2 text-right">{exact(attempts(total))}</td>
                  <RateCell rate={rate(total.delivered, attempts(total))} wide />
                  <RateCell rate={bounceRate(total)} />
                  <td className="hidden w-28 px-2 sm:table-cell">
                    <Sparkline
                      values={sparkValues(axis, tallies, bounceRate)}
                      height={18}
                      label={`Bounce rate at ${providerName(provider)} over the range`}
                    />
                  </td>
                  <td className="px-2 text-right text-xs">
                    {bounceRate(past).value === null ? (
                      <span className="text-ink-3" title="Nothing was sent there in the period before">
                        –
                      </span>
                    ) : (
                      <Change
                        text={points(bounceRate(total).value, bounceRate(past).value)}
                        worse="up"
                        isReal={isRealChange(bounceRate(total), bounceRate(past))}
                      />
                    )}
                  </td>
                  <RateCell rate={deferralRate(total)} wide />
                  <RateCell rate={enforcementRate(total)} wide />
                  <td className="hidden max-w-72 truncate pl-4 sm:table-cell">
                    {top ? (
                      <>
                        <span className="font-mono text-xs">{top.code}</span>{' '}
                        <span className="text-ink-3 text-xs">{top.title}</span>
                      </>
                    ) : (
                      <span className="text-ink-3 text-xs">nothing refused</span>
                    )}
                  </td>
                  <td className="w-5 text-ink-3">
                    <ChevronRight aria-hidden className="size-4" />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** What a provider refuses with most, and what it means there. */
function topCode(codes: readonly Given[]): { code: string; title: string | null } | null {
  const events = new Map<string, number>();
  for (const one of codes) {
    const code = codeOf(one);
    if (code !== null) events.set(code, (events.get(code) ?? 0) + one.events);
  }
  const [top] = [...events].sort((a, b) => b[1] - a[1]);
  return top ? { code: top[0], title: meaningGiven(top[0], codes)?.title ?? null } : null;
}

/** By how much more of the mail bounces than before, as far as it is not chance. */
function worsening(total: Tally, past: Tally): { worse: number; before: number | null } {
  const [now, before] = [bounceRate(total), bounceRate(past)];
  const step = (now.value ?? 0) - (before.value ?? 0);
  return { worse: isRealChange(now, before) ? Math.max(0, step) : 0, before: before.value };
}

const byBounceRate = (a: { total: Tally }, b: { total: Tally }): number =>
  b.total.bounced / finished(b.total) - a.total.bounced / finished(a.total);

function Head({
  children,
  left = false,
  wide = false,
}: {
  children: string;
  left?: boolean;
  wide?: boolean;
}) {
  return (
    <th
      scope="col"
      className={`px-2 py-1 font-normal first:pl-0 ${left ? 'text-left' : ''} ${wide ? 'hidden sm:table-cell' : ''} ${left && wide ? 'pl-4' : ''}`}
    >
      {children}
    </th>
  );
}

function RateCell({ rate: shown, wide = false }: { rate: Rate; wide?: boolean }) {
  return (
    <td
      title={`${fraction(shown)}${isLowVolume(shown) ? ', low volume: fewer than 50' : ''}`}
      className={`px-2 text-right ${wide ? 'hidden sm:table-cell' : ''} ${isLowVolume(shown) ? 'text-ink-3' : ''}`}
    >
      {percent(shown.value)}
    </td>
  );
}
