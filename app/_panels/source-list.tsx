import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { storeFor } from '@/app/_access/store';
import { type SourcePulse, sourcePulse } from '@/lib/queries/source-pulse';
import { Sparkline } from '../_components/charts/sparkline';
import { visible } from '../_components/format/foreign-text';
import { compact, exact } from '../_components/format/number';
import { percent } from '../_components/format/rate';
import { duration, stamp } from '../_components/format/time';
import { EmptyState } from '../_components/ui/empty-state';
import { PanelHeader } from '../_components/ui/panel-header';
import { SourceStateMark } from '../_components/ui/source-state-mark';
import { SOURCE_STATES, unparsedShare } from '../_findings/source-state';
import type { Question } from './question';
import { type SourceStanding, sourceStandings } from './source-answers';
import { sourceLag, sourceNotices } from './source-notices';

/** Do all sources speak, and is all of it understood? */
export async function sourceList({ scope, timeZone, link }: Question) {
  const { now } = scope.range;
  const [standings, pulse] = await Promise.all([
    sourceStandings(now),
    sourcePulse(await storeFor('viewer'), now),
  ]);
  if (standings.length === 0) {
    return (
      <EmptyState title="No source yet">
        Connect a mail server or a sending service, upload a log, or follow one below: the first numbers are
        here within a minute.
      </EmptyState>
    );
  }
  const sorted = [...standings].sort(
    (a, b) =>
      SOURCE_STATES.indexOf(a.state) - SOURCE_STATES.indexOf(b.state) ||
      a.source.name.localeCompare(b.source.name, 'en'),
  );
  return (
    <>
      <PanelHeader title={finding(sorted)} note="The most pressing first; events of the last 24 hours" />
      <table className="w-full">
        <thead>
          <tr className="border-line-strong border-b text-left text-ink-3 text-xs max-sm:sr-only">
            <Head>Source</Head>
            <Head>State</Head>
            <Head right>Last event</Head>
            <Head right>Events/min</Head>
            <Head>24 hours</Head>
            <Head right>Not understood</Head>
            <Head>Lag</Head>
            <th>
              <span className="sr-only">Open</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((standing) => (
            <Row
              key={standing.source.id}
              standing={standing}
              pulse={pulse}
              now={now}
              timeZone={timeZone}
              href={link(`/sources/${standing.source.id}`)}
            />
          ))}
        </tbody>
      </table>
    </>
  );
}

/** How the whole stands, in one sentence. */
function finding(standings: readonly SourceStanding[]): string {
  const [first] = standings;
  const count = `${standings.length} ${standings.length === 1 ? 'source' : 'sources'}`;
  const pressing = standings.filter(({ state }) => ['failing', 'silent', 'unparsed'].includes(state));
  if (!first || pressing.length === 0)
    return standings.length === 1 ? `${count}, in order` : `${count}, all of them in order`;
  const what = { failing: 'is failing', silent: 'is silent', unparsed: 'is mostly unparsed' };
  const said = `${visible(first.source.name)} ${what[first.state as keyof typeof what]}`;
  return pressing.length === 1
    ? `${said}; ${count} in all`
    : `${said}, and ${pressing.length - 1} more want a look`;
}

const CELL = 'py-1.5 align-baseline max-sm:py-0';

function Row({
  standing: { source, state },
  pulse,
  now,
  timeZone,
  href,
}: {
  standing: SourceStanding;
  pulse: SourcePulse;
  now: Date;
  timeZone: string;
  href: string;
}) {
  const { lastEventAt } = source;
  const share = unparsedShare(source);
  const lag = sourceLag(source, now);
  const notices = sourceNotices(source);
  const values = sparkline(pulse, { source, state });
  return (
    <tr className="group relative border-line border-b hover:bg-raised max-sm:flex max-sm:flex-wrap max-sm:gap-x-4 max-sm:py-2">
      <th scope="row" className={`${CELL} max-w-96 pr-4 text-left font-normal max-sm:w-full`}>
        <Link href={href} className="break-all font-medium after:absolute after:inset-0">
          {visible(source.name)}
        </Link>{' '}
        <span className="whitespace-nowrap text-ink-3 text-xs">
          {source.kind}, {source.format === 'auto' ? 'any format' : source.format}
        </span>
        {source.faults.slice(0, 1).map((fault) => (
          <span key={fault} className="block text-bad text-xs">
            {visible(fault)}
          </span>
        ))}
        {notices.length > 0 && <span className="block text-ink-2 text-xs">{notices.join(' · ')}</span>}
      </th>
      <td className={`${CELL} pr-4`}>
        <SourceStateMark state={state} />
      </td>
      <td
        className={`${CELL} whitespace-nowrap pr-4 text-right max-sm:ml-auto max-sm:pr-0`}
        title={lastEventAt ? stamp(lastEventAt, timeZone) : undefined}
      >
        {lastEventAt ? age(lastEventAt, now) : <span className="text-ink-3">none yet</span>}
      </td>
      <td className={`${CELL} pr-4 text-right max-sm:hidden`}>{perMinute(pulse, source.id, now)}</td>
      <td className={`${CELL} w-32 pr-4 max-lg:hidden`}>
        <Sparkline values={values} height={18} label={`Events of ${visible(source.name)} over 24 hours`} />
      </td>
      <td
        className={`${CELL} pr-4 text-right max-sm:hidden ${share ? 'text-warn' : 'text-ink-3'}`}
        title={`${exact(source.lately.unparsed)} records in 24 hours`}
      >
        {percent(share)}
      </td>
      <td className={`${CELL} text-xs max-sm:hidden ${lag ? '' : 'text-ink-3'}`}>{lag ?? 'none'}</td>
      <td className="w-5 text-ink-3 max-sm:hidden">
        <ChevronRight aria-hidden className="size-4" />
      </td>
    </tr>
  );
}

function Head({ children, right = false }: { children: string; right?: boolean }) {
  const hidden = children === '24 hours' ? 'max-lg:hidden' : '';
  return (
    <th scope="col" className={`py-1 pr-4 font-normal ${right ? 'text-right' : ''} ${hidden}`}>
      {children}
    </th>
  );
}

const age = (at: Date, now: Date): string =>
  at > now ? 'just now' : `${duration(now.getTime() - at.getTime())} ago`;

/** Before the first event of the day, and after the last of a source that should speak, nothing is known to have been
 * zero. */
function sparkline({ starts, events }: SourcePulse, { source, state }: SourceStanding): (number | null)[] {
  const counts = events.get(source.id) ?? new Map<number, number>();
  const heard = starts.map((start) => counts.has(start));
  const first = heard.indexOf(true);
  const last = state === 'flowing' ? starts.length : heard.lastIndexOf(true);
  return starts.map((start, index) =>
    first < 0 || index < first || index > last ? null : (counts.get(start) ?? 0),
  );
}

const MINUTE = 60_000;

/** Over the last full bucket and the one that has begun. */
function perMinute({ starts, bucketMinutes, events }: SourcePulse, sourceId: number, now: Date): string {
  const counts = events.get(sourceId);
  const [before, last] = starts.slice(-2);
  if (!counts || before === undefined || last === undefined) return '0';
  const minutes = bucketMinutes + Math.max(1, (now.getTime() - last) / MINUTE);
  return compact(((counts.get(before) ?? 0) + (counts.get(last) ?? 0)) / minutes);
}
