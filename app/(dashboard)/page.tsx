import { requireRole } from '@/app/_access/person';
import { Panel } from '../_components/ui/panel';
import { addressOrPolicy } from '../_panels/address-or-policy';
import { enforcementByProvider } from '../_panels/enforcement-by-provider';
import { failureDistribution } from '../_panels/failure-distribution';
import { openFirstView } from '../_panels/first-view';
import { hardBounces } from '../_panels/hard-bounces';
import { headline } from '../_panels/headline';
import { providerTable } from '../_panels/provider-table';
import { questionOf, type SearchParams } from '../_panels/question';
import { sourceTrouble } from '../_panels/source-trouble';
import { whatChanged } from '../_panels/what-changed';
import { WhereDataIs } from '../_panels/where-data-is';

export const metadata = { title: 'Overview' };

export default async function Overview({ searchParams }: { searchParams: SearchParams }) {
  await openFirstView(await requireRole('viewer'), searchParams);
  const question = await questionOf(searchParams);
  return (
    <>
      <h1 className="sr-only">Overview</h1>
      <WhereDataIs question={question} pathname="/">
        <div className="grid gap-x-10 gap-y-7 xl:grid-cols-3">
          <div className="min-w-0 xl:col-span-3">
            <Panel name="Sources in trouble" height={0} answer={() => sourceTrouble(question)} />
            <Panel name="What changed" height={0} answer={() => whatChanged(question)} />
            <Panel name="Headline" height={180} answer={() => headline(question)} />
          </div>
          <Panel
            name="Hard bounces"
            height={340}
            className="xl:col-span-2"
            answer={() => hardBounces(question, 280)}
          />
          <Panel name="Address or policy" height={340} answer={() => addressOrPolicy(question, 180)} />
          <Panel
            name="Refusals over time"
            height={340}
            className="xl:col-span-3"
            answer={() => failureDistribution(question, ['code', 'category', 'subject'], 290)}
          />
          <Panel
            name="Enforcement by provider"
            height={260}
            className="xl:col-span-3"
            answer={() => enforcementByProvider(question, 210)}
          />
          <Panel
            name="Providers"
            height={420}
            className="xl:col-span-3"
            answer={() => providerTable(question)}
          />
        </div>
      </WhereDataIs>
    </>
  );
}
