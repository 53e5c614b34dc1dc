import Link from 'next/link';
import { storeFor } from '@/app/_access/store';
import { destinationTallies } from '@/lib/queries/destination-tallies';
import { type NewestOfDestination, newestOfDestinations } from '@/lib/queries/newest-of-destinations';
import { visible } from '../_components/format/foreign-text';
import { exact } from '../_components/format/number';
import { fraction, isLowVolume, percent } from '../_components/format/rate';
import { since } from '../_components/format/time';
import { CategoryMark } from '../_components/ui/category-mark';
import { EmptyState } from '../_components/ui/empty-state';
import { PanelHeader } from '../_components/ui/panel-header';
import { TableFile } from '../_components/ui/table-file';
import { rankedHosts, type SmallHost } from '../_findings/small-hosts';
import { eventsLink } from './events-link';
import type { Question } from './question';
import { tableAlong } from './take-along';

const NOTE =
  'Refused for authentication, policy, a blocklist, rate or content ÷ attempts without dead addresses; ranked by the lower end of the 95% interval';
const MOST_SHOWN = 30;

/** Which small host refuses us, behind all that goes to addresses that do not exist? */
export async function smallHosts(question: Question) {
  const { scope } = question;
  const db = await storeFor('viewer');
  const hosts = rankedHosts(await destinationTallies(db, scope));
  const refusing = hosts.filter(({ refused }) => refused > 0);
  const shown = refusing.slice(0, MOST_SHOWN);
  const newest = await newestOfDestinations(
    db,
    scope,
    shown.map(({ destination }) => destination),
  );
  const said = new Map(newest.map((one) => [one.destination, one]));
  const attempts = hosts.reduce((sum, host) => sum + host.attempts, 0);
  return (
    <>
      <PanelHeader title={titleOf(refusing, hosts.length)} note={NOTE}>
        <TableFile title="Small hosts" {...tableAlong(question, 'small-hosts')} />
      </PanelHeader>
      {hosts.length === 0 && (
        <EmptyState title="Nothing was sent to small hosts in this range">
          All mail went to providers that are known by name.
        </EmptyState>
      )}
      <ol>
        {shown.map((host) => (
          <li key={host.destination} className="border-line border-b py-2">
            <Host host={host} said={said.get(host.destination) ?? null} question={question} />
          </li>
        ))}
      </ol>
      {hosts.length > 0 && (
        <p className="mt-2 text-ink-3 text-xs">
          {exact(hosts.length)} hosts, {exact(attempts)} attempts in all;{' '}
          {exact(hosts.length - refusing.length)} refused nothing because of the sender
          {refusing.length > MOST_SHOWN && `, and ${exact(refusing.length - MOST_SHOWN)} more did`}.
        </p>
      )}
    </>
  );
}

function Host({
  host,
  said,
  question,
}: {
  host: SmallHost;
  said: NewestOfDestination | null;
  question: Question;
}) {
  const { destination, share, lower, upper, dead, category, firstAt, bounced, refused } = host;
  const { scope, timeZone } = question;
  const few = isLowVolume(share);
  return (
    <>
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
        <Link
          href={eventsLink(question, { destination })}
          title="Its single events"
          className={`break-all font-mono hover:underline ${few ? 'text-ink-2' : 'font-medium'}`}
        >
          {visible(destination)}
        </Link>
        <span className="text-ink-2 text-xs">
          <CategoryMark category={category} />
        </span>
        {firstAt !== null && (
          <span className="text-ink-2 text-xs">
            first after {since(new Date(firstAt), scope.range.now, timeZone)}
          </span>
        )}
        <span className="ml-auto whitespace-nowrap text-right max-sm:ml-0">
          <span className={few ? 'text-ink-3' : 'font-medium'}>{percent(share.value)}</span>{' '}
          <span className="text-ink-3 text-xs">
            {fraction(share)}, {percent(lower)} to {percent(upper)}
            {few && `; low volume: fewer than 50 attempts`}
          </span>
        </span>
      </div>
      <p className="text-ink-3 text-xs">
        {exact(bounced)} bounced, {exact(refused - bounced)} deferred
        {dead > 0 && `; besides, ${exact(dead)} to addresses that do not exist`}
      </p>
      {said && (
        <p className="mt-0.5 whitespace-pre-wrap break-words font-mono text-xs leading-5">
          <bdi>{visible(said.diagnostic)}</bdi>
        </p>
      )}
    </>
  );
}

function titleOf(refusing: readonly SmallHost[], all: number): string {
  const first = refusing.find(({ share }) => !isLowVolume(share)) ?? refusing[0];
  if (!first) return all === 0 ? 'Small hosts' : 'No small host refuses because of the sender';
  return `${visible(first.destination)} refuses ${percent(first.share.value)} of what does not go to a dead address`;
}
