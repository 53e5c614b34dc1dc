import { notFound } from 'next/navigation';
import { cache } from 'react';
import { requireRole } from '@/app/_access/person';
import { storeFor } from '@/app/_access/store';
import { visible } from '@/app/_components/format/foreign-text';
import { Panel } from '@/app/_components/ui/panel';
import { sendersAffected } from '@/app/_panels/affected-senders';
import { failureDistribution } from '@/app/_panels/failure-distribution';
import { incidentAlerts } from '@/app/_panels/incident-alerts';
import { incidentCause } from '@/app/_panels/incident-cause';
import { incidentContributors } from '@/app/_panels/incident-contributors';
import { IncidentHead } from '@/app/_panels/incident-head';
import { incidentQuestion } from '@/app/_panels/incident-question';
import { relatedIncidents } from '@/app/_panels/incident-related';
import { incidentTimeline } from '@/app/_panels/incident-timeline';
import { questionOf, type SearchParams } from '@/app/_panels/question';
import { incidentById } from '@/lib/queries/incidents';

type Params = Promise<{ id: string }>;

const incidentOf = cache(async (id: string) => {
  await requireRole('viewer');
  const incident = /^\d{1,15}$/.test(id) ? await incidentById(await storeFor('viewer'), Number(id)) : null;
  return incident ?? notFound();
});

export async function generateMetadata({ params }: { params: Params }) {
  return { title: visible((await incidentOf((await params).id)).title) };
}

export default async function IncidentPage({
  params,
  searchParams,
}: {
  params: Params;
  searchParams: SearchParams;
}) {
  const incident = await incidentOf((await params).id);
  const asked = await questionOf(searchParams);
  const { dashboard, ...question } = incidentQuestion(incident, asked);
  return (
    <>
      <IncidentHead incident={incident} question={asked} dashboard={dashboard} />
      <div className="grid gap-x-10 gap-y-8 xl:grid-cols-2">
        <Panel name="What to do" height={320} answer={() => incidentCause(incident, asked)} />
        <Panel name="Contributors" height={320} answer={() => incidentContributors(incident, asked)} />
        <Panel
          name="Refusals over time"
          height={290}
          className="xl:col-span-2"
          answer={() => failureDistribution(question, ['code'], 240)}
        />
        <Panel name="Sending domains" height={180} answer={() => sendersAffected(question, 'domain')} />
        <Panel name="Sending addresses" height={180} answer={() => sendersAffected(question, 'ip')} />
        <Panel name="Alerts" height={260} answer={() => incidentAlerts(incident, asked)} />
        <div className="grid content-start gap-8">
          <Panel name="Timeline" height={260} answer={() => incidentTimeline(incident, asked)} />
          <Panel name="Related incidents" height={120} answer={() => relatedIncidents(incident, asked)} />
        </div>
      </div>
    </>
  );
}
