import { wholeStoreFor } from '@/app/_access/store';
import { latestCountsAudit } from '@/lib/store/counts-audit';
import { visible } from '../_components/format/foreign-text';
import { exact } from '../_components/format/number';
import { stamp } from '../_components/format/time';
import { PanelHeader } from '../_components/ui/panel-header';

/** Do the counts that charts are drawn from agree with the events that are kept? */
export async function countsAudit(timeZone: string) {
  const audit = await latestCountsAudit(await wholeStoreFor('administrator'));
  if (!audit)
    return <PanelHeader title="Counts were not checked yet" note="The worker does so once a day." />;
  const { days, events, differences, differing, told, finishedAt } = audit;
  const of = `${exact(events)} events of ${exact(days)} ${days === 1 ? 'day' : 'days'}, ${stamp(Date.parse(finishedAt), timeZone)}`;
  if (differences === 0) return <PanelHeader title="Counts agree with events" note={of} />;
  return (
    <>
      <PanelHeader
        title={`${exact(differences)} counts do not agree with events`}
        note={`${of}. Days: ${differing.join(', ')}. "bounceboard verify --repair" corrects them.`}
      />
      <ul className="text-xs">
        {told.slice(0, 5).map((one) => (
          <li key={JSON.stringify(one)} className="border-line border-b py-1 [overflow-wrap:anywhere]">
            {visible(`${one.source}: ${one.of}`)}, {one.bucketMinutes} min from{' '}
            {stamp(Date.parse(one.bucketAt), timeZone)}: stored {exact(one.stored)}, expected{' '}
            {exact(one.expected)}
          </li>
        ))}
      </ul>
    </>
  );
}
