import Link from 'next/link';
import { requireRole } from '@/app/_access/person';
import { PageTitle } from '@/app/_components/ui/page-title';
import { Panel } from '@/app/_components/ui/panel';
import { questionOf, type SearchParams } from '@/app/_panels/question';
import { suppressionAdditions } from '@/app/_panels/suppression-additions';
import { suppressionExport } from '@/app/_panels/suppression-export';
import { suppressionHeadline } from '@/app/_panels/suppression-headline';
import { suppressionList } from '@/app/_panels/suppression-list';
import { suppressionQuestionOf } from '@/app/_panels/suppression-question';
import { suppressionSettings } from '@/app/_panels/suppression-settings';
import { mayActAs } from '@/lib/auth/person';
import { findSuppression } from './actions';

export const metadata = { title: 'Suppressions' };

export default async function Suppressions({ searchParams }: { searchParams: SearchParams }) {
  const visitor = await requireRole('viewer');
  const given = await searchParams;
  const question = await questionOf(searchParams);
  const asked = suppressionQuestionOf(given);
  return (
    <>
      <PageTitle title="Suppressions">
        {mayActAs(visitor, 'operator') && (
          <Link
            href={question.link('/suppressions/audit')}
            className="text-accent underline underline-offset-2"
          >
            Audit a list
          </Link>
        )}
        <form action={findSuppression} className="ml-auto flex gap-2 max-sm:w-full">
          <input
            type="hidden"
            name="carried"
            value={asked.href({ state: 'any', reason: null, domain: null, who: null })}
          />
          <input
            type="search"
            name="text"
            aria-label="Address or domain"
            placeholder="Address or domain, in all lists"
            autoComplete="off"
            className="w-full border border-line-strong bg-surface px-2 py-1 font-mono text-xs sm:w-64"
          />
          <button type="submit" className="border border-line-strong px-3 py-1 text-xs hover:bg-raised">
            Find
          </button>
        </form>
      </PageTitle>
      <div className="grid gap-y-8">
        <Panel name="Suppressed, by reason" height={96} answer={() => suppressionHeadline(asked)} />
        <Panel name="Additions" height={240} answer={() => suppressionAdditions(question, 180)} />
        <div className="grid gap-x-10 gap-y-8 xl:grid-cols-[minmax(0,1fr)_22rem]">
          <Panel name="Addresses" height={640} answer={() => suppressionList(asked, question.timeZone)} />
          <div className="grid content-start gap-y-8">
            <Panel name="Export" height={240} answer={() => suppressionExport(visitor)} />
            <Panel name="Rules" height={240} answer={() => suppressionSettings(visitor)} />
          </div>
        </div>
      </div>
    </>
  );
}
