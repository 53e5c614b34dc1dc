import { ExternalLink } from 'lucide-react';
import Link from 'next/link';
import { requireRole } from '@/app/_access/person';
import { visible } from '@/app/_components/format/foreign-text';
import { PageTitle } from '@/app/_components/ui/page-title';
import { Panel } from '@/app/_components/ui/panel';
import { addressOrPolicy } from '@/app/_panels/address-or-policy';
import { sendersAffected } from '@/app/_panels/affected-senders';
import { codesByChange } from '@/app/_panels/codes-by-change';
import { deliveryDelayChart } from '@/app/_panels/delivery-delays';
import { providerName, providerOf } from '@/app/_panels/dictionary';
import { enforcementByProvider } from '@/app/_panels/enforcement-by-provider';
import { enforcementTimeline } from '@/app/_panels/enforcement-timeline';
import { failureDistribution } from '@/app/_panels/failure-distribution';
import { headline } from '@/app/_panels/headline';
import { newestRefusals } from '@/app/_panels/newest-refusals';
import { providerCodes } from '@/app/_panels/provider-codes';
import { questionOf, type SearchParams } from '@/app/_panels/question';
import { WhereDataIs } from '@/app/_panels/where-data-is';

type Params = Promise<{ provider: string }>;

export async function generateMetadata({ params }: { params: Params }) {
  return { title: visible(providerName((await params).provider)) };
}

export default async function ProviderPage({
  params,
  searchParams,
}: {
  params: Params;
  searchParams: SearchParams;
}) {
  await requireRole('viewer');
  const { provider } = await params;
  const question = await questionOf(searchParams, { provider });
  return (
    <>
      <PageTitle title={providerName(provider)}>
        <Link href={question.link('/providers')} className="order-first text-ink-3 hover:text-ink">
          Providers /
        </Link>
        {providerOf(provider)?.postmaster.map(({ title, url }) => (
          <a
            key={url}
            href={url}
            rel="noreferrer"
            target="_blank"
            className="inline-flex items-center gap-1 text-accent text-xs underline underline-offset-2"
          >
            {title} <ExternalLink aria-label="(another site)" className="size-3" />
          </a>
        ))}
      </PageTitle>
      <WhereDataIs question={question} pathname={`/providers/${provider}`}>
        <div className="grid gap-x-10 gap-y-8 xl:grid-cols-3">
          <Panel name="Headline" height={180} className="xl:col-span-3" answer={() => headline(question)} />
          <Panel
            name="Refusals over time"
            height={340}
            className="xl:col-span-2"
            answer={() => failureDistribution(question, ['code', 'category', 'subject'], 290)}
          />
          <Panel name="Address or policy" height={340} answer={() => addressOrPolicy(question, 190)} />
          <Panel
            name="Delays"
            height={270}
            className="xl:col-span-3"
            answer={() => deliveryDelayChart(question, 200)}
          />
          <Panel
            name="Enforcement timeline"
            height={220}
            className="xl:col-span-2"
            answer={() => enforcementTimeline(question, provider)}
          />
          <Panel name="Codes by change" height={220} answer={() => codesByChange(question, provider)} />
          <Panel
            name="Codes"
            height={420}
            className="xl:col-span-2"
            answer={() => providerCodes(question, provider)}
          />
          <div className="grid content-start gap-8">
            <Panel name="Sending domains" height={180} answer={() => sendersAffected(question, 'domain')} />
            <Panel name="Sending addresses" height={180} answer={() => sendersAffected(question, 'ip')} />
            <Panel name="Enforcement" height={230} answer={() => enforcementByProvider(question, 180)} />
          </div>
          <Panel
            name="Newest refusals"
            height={480}
            className="xl:col-span-3"
            answer={() => newestRefusals(question)}
          />
        </div>
      </WhereDataIs>
    </>
  );
}
