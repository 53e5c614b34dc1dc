import Link from 'next/link';
import { storeFor } from '@/app/_access/store';
import { suppressionList as listed, type SuppressionRow } from '@/lib/queries/suppression-list';
import { visible } from '../_components/format/foreign-text';
import { exact } from '../_components/format/number';
import { date, stamp } from '../_components/format/time';
import { EmptyState } from '../_components/ui/empty-state';
import { PanelHeader } from '../_components/ui/panel-header';
import { type SuppressionQuestion, writePlace } from './suppression-question';
import { codeInWords, reasonWords, writeRecipient } from './suppression-words';

const A_PAGE = 50;
const LISTS = {
  suppressed: {
    title: 'Suppressed',
    nobody: 'Nobody is suppressed here',
    label: 'Suppressed addresses',
  },
  reinstated: { title: 'Reinstated', nobody: 'Nobody was reinstated', label: 'Reinstated addresses' },
  any: {
    title: 'Suppressed or reinstated, for any reason',
    nobody: 'Neither suppressed nor reinstated',
    label: 'Addresses that were found',
  },
} as const;

/** Who is it, and what speaks against each? */
export async function suppressionList(question: SuppressionQuestion, timeZone: string) {
  const { search, after, href, rowHref } = question;
  const rows = await listed(await storeFor('viewer'), search, after, A_PAGE + 1);
  const shown = rows.slice(0, A_PAGE);
  const last = rows.length > A_PAGE ? shown.at(-1) : undefined;
  const narrowed = [
    search.domain && `at ${visible(search.domain)}`,
    search.recipientHash !== null && 'of the address that was searched for',
  ].filter(Boolean);
  return (
    <>
      <PanelHeader
        title={`${LISTS[search.state].title}${search.reason ? `: ${reasonWords(search.reason)?.title.toLowerCase()}` : ''}`}
        note={
          narrowed.length > 0 ? (
            <>
              Only {narrowed.join(', ')}.{' '}
              <Link
                href={href({
                  state: search.state === 'any' ? 'suppressed' : search.state,
                  domain: null,
                  who: null,
                })}
                className="text-accent underline underline-offset-2"
              >
                Show all
              </Link>
            </>
          ) : (
            'The latest first; recipients are masked'
          )
        }
      />
      {shown.length === 0 && (
        <EmptyState title={LISTS[search.state].nobody}>
          Dead and disabled addresses and complaints appear here within a minute, soft bounces once there are
          enough in a row. Refusals for policy, authentication, blocklists and rate never do.
        </EmptyState>
      )}
      <ul aria-label={LISTS[search.state].label}>
        {shown.map((row) => (
          <Row key={writeRecipient(row)} row={row} href={rowHref(row)} timeZone={timeZone} />
        ))}
      </ul>
      {(last || after) && (
        <nav aria-label="Further pages" className="mt-3 flex gap-4">
          {last && (
            <Link
              href={href({ after: writePlace(last) })}
              className="border border-line-strong px-3 py-1 hover:bg-raised"
            >
              Earlier
            </Link>
          )}
          {after && (
            <Link href={href({})} className="text-accent underline underline-offset-2">
              Back to the latest
            </Link>
          )}
        </nav>
      )}
    </>
  );
}

function Row({ row, href, timeZone }: { row: SuppressionRow; href: string; timeZone: string }) {
  const reason = reasonWords(row.reason);
  return (
    <li className="border-line border-b">
      <Link
        href={href}
        className="grid gap-x-4 gap-y-0.5 py-1.5 hover:bg-raised md:grid-cols-[16rem_12rem_minmax(0,1fr)_auto]"
      >
        <span className="min-w-0 break-all font-mono text-xs leading-5">
          <bdi>{visible(row.recipient)}</bdi>
        </span>
        <span className="flex items-center gap-1.5">
          {reason && <span aria-hidden className="size-2 shrink-0" style={{ background: reason.colour }} />}
          {row.state === 'reinstated'
            ? `Reinstated by ${visible(row.handBy ?? 'somebody')}`
            : (reason?.title ?? `By ${visible(row.handBy ?? 'somebody')}`)}
        </span>
        <span className="min-w-0 text-ink-2 text-xs leading-5 [overflow-wrap:anywhere]">
          {said(row)}
          {row.deliveredAt && (
            <span className="ml-2 whitespace-nowrap text-ink">
              delivered since, {date(row.deliveredAt, timeZone)}
            </span>
          )}
        </span>
        <time
          dateTime={row.at.toISOString()}
          title={stamp(row.at, timeZone)}
          className="text-ink-3 text-xs leading-5"
        >
          {date(row.at, timeZone)}
        </time>
      </Link>
    </li>
  );
}

function said(row: SuppressionRow): string {
  if (row.state === 'reinstated' || row.reason === 'by-hand') return visible(row.handNote ?? '');
  const times = row.faults > 1 ? `, ${exact(row.faults)} times` : '';
  return `${codeInWords(row) || reasonWords(row.reason)?.because || ''}${times}`;
}
