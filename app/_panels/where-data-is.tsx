import Link from 'next/link';
import type { ReactNode } from 'react';
import { date } from '../_components/format/time';
import { EmptyState } from '../_components/ui/empty-state';
import { Panel } from '../_components/ui/panel';
import { dataExtent } from './answers';
import { ConnectALog } from './connect-a-log';
import { FirstSteps } from './first-steps';
import { PageFilters } from './page-filters';
import type { Question } from './question';

const DAY = 24 * 60 * 60_000;

/** The page's panels where there is something to show; else why there is not, and where to look instead. */
export function WhereDataIs({
  question,
  pathname,
  children,
}: {
  question: Question;
  pathname: string;
  children: ReactNode;
}) {
  return (
    <Panel
      name="The store"
      height={600}
      answer={async () =>
        (await missingData(question, pathname)) ?? (
          <>
            <PageFilters question={question} />
            {children}
          </>
        )
      }
    />
  );
}

async function missingData({ scope, timeZone }: Question, pathname: string) {
  const extent = await dataExtent();
  if (extent === null) {
    return (
      <div className="grid gap-6">
        <EmptyState title="No mail has been recorded yet">
          Bounceboard reads what your mail servers write down. Connect a log, or look around in sample data.
        </EmptyState>
        <FirstSteps />
        <ConnectALog />
      </div>
    );
  }
  const { from, to } = scope.range;
  if (from <= extent.lastAt && to > extent.firstAt) return null;
  // The last month of what there is, or all of it.
  const end = new Date(extent.lastAt.getTime() + 1);
  const begin = new Date(Math.max(extent.firstAt.getTime(), end.getTime() - 30 * DAY));
  return (
    <EmptyState title="Nothing was recorded in this range">
      <p>
        The store holds mail from {date(extent.firstAt, timeZone)} to {date(extent.lastAt, timeZone)}.
      </p>
      <p>
        <Link
          href={`${pathname}?${new URLSearchParams({ from: begin.toISOString(), to: end.toISOString() })}`}
          className="text-accent underline underline-offset-2"
        >
          Show {date(begin, timeZone)} to {date(end, timeZone)}
        </Link>
      </p>
    </EmptyState>
  );
}
