import { ArrowRight } from 'lucide-react';
import Link from 'next/link';
import { visible } from '../_components/format/foreign-text';
import { since } from '../_components/format/time';
import { SourceStateMark } from '../_components/ui/source-state-mark';
import type { SourceState } from '../_findings/source-state';
import type { Question } from './question';
import { type SourceStanding, sourceStandings } from './source-answers';

const PRESSING: readonly SourceState[] = ['failing', 'silent', 'unparsed'];

/** Is something missing from all that this page shows? One line either way. */
export async function sourceTrouble({ scope, timeZone, link }: Question) {
  const { now } = scope.range;
  const standings = await sourceStandings(now);
  const troubled = standings
    .filter(({ state }) => PRESSING.includes(state))
    .sort((a, b) => PRESSING.indexOf(a.state) - PRESSING.indexOf(b.state));
  const [first] = troubled;
  if (!first) return <Complete standings={standings} now={now} timeZone={timeZone} href={link('/sources')} />;
  const alone = troubled.length === 1;
  return (
    <Link
      href={link(alone ? `/sources/${first.source.id}` : '/sources')}
      className="mb-4 flex items-baseline gap-x-3 border-line border-y py-2 hover:bg-raised"
    >
      <SourceStateMark state={first.state} />
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {inWords(first, now, timeZone)}
        {!alone && (
          <span className="text-ink-2"> And {troubled.length - 1} more of the sources want a look.</span>
        )}
      </span>
      <ArrowRight aria-hidden className="ml-auto size-4 shrink-0 self-center text-ink-3" />
    </Link>
  );
}

/** What the numbers are of, where nothing is missing. */
function Complete({
  standings,
  now,
  timeZone,
  href,
}: {
  standings: readonly SourceStanding[];
  now: Date;
  timeZone: string;
  href: string;
}) {
  const heard = standings.flatMap(({ source, state }) =>
    state === 'flowing' && source.lastEventAt ? [source.lastEventAt] : [],
  );
  const paused = standings.filter(({ state }) => state === 'paused').length;
  if (heard.length + paused === 0) return null;
  const last = new Date(Math.max(...heard.map((at) => at.getTime())));
  return (
    <Link href={href} className="mb-2 block text-ink-2 text-xs hover:text-ink">
      {heard.length === 1 ? 'One source is heard' : `${heard.length} sources are heard`}
      {heard.length > 0 && `, the last record at ${since(last, now, timeZone)}`}
      {paused > 0 && `; ${paused} paused`}
    </Link>
  );
}

function inWords({ source, state }: SourceStanding, now: Date, timeZone: string): string {
  const name = visible(source.name);
  const last = source.lastEventAt && since(source.lastEventAt, now, timeZone);
  const missing = last ? `nothing of it is counted since ${last}` : 'nothing of it is counted';
  if (state === 'silent') return `${name} has sent nothing since ${last}: rates are of the other sources.`;
  if (state === 'failing') return `${name} cannot be read on: ${missing}.`;
  return `Most of what ${name} sends is understood by no format, and counted in no rate.`;
}
