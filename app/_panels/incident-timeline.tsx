import { BellRing, Send } from 'lucide-react';
import { storeFor } from '@/app/_access/store';
import { type IncidentMoment, incidentTimeline as timelineOf } from '@/lib/queries/incident-timeline';
import type { IncidentRow } from '@/lib/queries/incidents';
import { rate } from '@/lib/queries/rates';
import { visible } from '../_components/format/foreign-text';
import { fraction } from '../_components/format/rate';
import { moment, stamp } from '../_components/format/time';
import { PanelHeader } from '../_components/ui/panel-header';
import type { Question } from './question';
import { seriesSuffix } from './series-name';

interface Line {
  id: string;
  at: Date;
  isMessage: boolean;
  what: string;
  why: string;
}

/** What happened, and who was told? */
export async function incidentTimeline(incident: IncidentRow, { timeZone }: Question) {
  const moments = await timelineOf(await storeFor('viewer'), incident.id);
  const lines = [...moments.map(lineOf), ...ownLines(incident)].sort(
    (a, b) => b.at.getTime() - a.at.getTime(),
  );
  return (
    <>
      <PanelHeader title="Timeline" note="The latest first" />
      <ol>
        {lines.map(({ id, at, isMessage, what, why }) => {
          const Icon = isMessage ? Send : BellRing;
          return (
            <li
              key={id}
              className="grid grid-cols-[1rem_7.5rem_minmax(0,1fr)] items-baseline gap-x-2 border-line border-b py-1.5"
            >
              <Icon aria-hidden className="size-3.5 self-center text-ink-3" />
              <time dateTime={at.toISOString()} title={stamp(at, timeZone)} className="text-ink-2 text-xs">
                {moment(at, timeZone)}
              </time>
              <span className="min-w-0 break-words">
                {what} <span className="text-ink-3 text-xs">{why}</span>
              </span>
            </li>
          );
        })}
      </ol>
    </>
  );
}

const MESSAGE_STATES: Record<string, string> = {
  waiting: 'is about to be told',
  sent: 'was told',
  failed: 'could not be told',
  dropped: 'was not told, since it was over',
};

function lineOf({
  id,
  at,
  kind,
  name,
  series,
  toState,
  reason,
  mutedBy,
  fault,
  ...counts
}: IncidentMoment): Line {
  if (kind === 'notification') {
    const what = `${visible(name)} ${MESSAGE_STATES[toState] ?? toState}`;
    return { id, at, isMessage: true, what, why: fault === null ? reason : visible(fault) };
  }
  const words = [
    reason.replaceAll('-', ' '),
    counts.denominator !== null && fraction(rate(counts.numerator ?? 0, counts.denominator)),
    mutedBy !== null && `nobody was told: ${visible(mutedBy)}`,
  ];
  const what = `${visible(name)}${seriesSuffix(series ?? '', [])}: ${toState}`;
  return { id, at, isMessage: false, what, why: words.filter(Boolean).join('; ') };
}

function ownLines({ openedAt, acknowledgedAt, acknowledgedBy, note, resolvedAt }: IncidentRow): Line[] {
  const line = (id: string, at: Date | null, what: string, why = ''): Line[] =>
    at === null ? [] : [{ id, at, isMessage: false, what, why }];
  return [
    ...line('opened', openedAt, 'The incident began'),
    ...line(
      'acknowledged',
      acknowledgedAt,
      `${visible(acknowledgedBy ?? '')} acknowledged it`,
      visible(note ?? ''),
    ),
    ...line('resolved', resolvedAt, 'It is over: none of its alerts fires any more'),
  ];
}
