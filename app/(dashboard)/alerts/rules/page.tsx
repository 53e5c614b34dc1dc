import Link from 'next/link';
import { requireRole } from '@/app/_access/person';
import { PageTitle } from '@/app/_components/ui/page-title';
import { Panel } from '@/app/_components/ui/panel';
import { alertRuleList } from '@/app/_panels/alert-rule-list';
import { questionOf, type SearchParams } from '@/app/_panels/question';
import { RULE_KINDS } from '@/lib/alerts/rules';

export const metadata = { title: 'Alert rules' };

export default async function Rules({ searchParams }: { searchParams: SearchParams }) {
  await requireRole('viewer');
  const question = await questionOf(searchParams);
  return (
    <>
      <PageTitle title="Rules" />
      <div className="grid gap-x-10 gap-y-8 xl:grid-cols-[minmax(0,1fr)_20rem]">
        <Panel name="Rules" height={640} answer={() => alertRuleList(question)} />
        <section aria-label="New rule">
          <h2 className="mb-2 font-semibold text-sm">Be alarmed when</h2>
          <ul>
            {RULE_KINDS.map(({ kind, title }) => (
              <li key={kind} className="border-line border-b">
                <Link
                  href={question.link(`/alerts/rules/new/${kind}`)}
                  className="block py-1.5 text-accent hover:bg-raised"
                >
                  {title}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </>
  );
}
