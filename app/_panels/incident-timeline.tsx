import { BellOff, BellRing, CircleCheck, type LucideIcon, Send, UserCheck } from 'lucide-react';
import { storeFor } from '@/app/_access/store';
import { causeOfText } from '@/lib/alerts/cause';
import { incidentAlerts } from '@/lib/queries/incident-alerts';
import { type IncidentMoment, incidentTimeline as timelineOf } from '@/lib/queries/incident-timeline';
import type { IncidentRow } from '@/lib/queries/incidents';
import { rate } from '@/lib/queries/rates';
import { silencesDuring } from '@/lib/queries/silence-list';
import { visible } from '../_components/format/foreign-text';
import { fraction } from '../_components/format/rate';
import { moment, stamp } from '../_components/format/time';
import { PanelHeader } from '../_components/ui/panel-header';
import { type IncidentSilence, incidentSilences } from '../_findings/incident-silences';
import type { Question } from './question';
import { seriesSuffix } from './series-name';

interface Line {
  id: string;
  at: Date;
  icon: LucideIcon;
  what: string;
  why: string;
}

/** What happened, and who was told? */
export async function incidentTimeline(incident: IncidentRow, { timeZone, scope }: Question) {
  const { now } = scope.range;
  const db = await storeFor('viewer');
  const [moments, alerts, silences] = await Promise.all([
    timelineOf(db, incident.id),
    incidentAlerts(db, incident.id),
    silencesDuring(db, incident.openedAt, incident.resolvedAt ?? now, now),
  ]);
  const silenced = incidentSilences(alerts, causeOfText(incident.cause), silences);
  const lines = [
    ...moments.map(lineOf),
    ...ownLines(incident),
    ...silenced.flatMap((one) => silenceLines(one, alerts.length, incident, timeZone)),
  ].sort((a, b) => b.at.getTime() - a.at.getTime());
  return (
    <>
      <PanelHeader title="Timeline" note="The latest first" />
      <ol>
        {lines.map(({ id, at, icon: Icon, what, why }) => (
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
        ))}
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
    return { id, at, icon: Send, what, why: fault === null ? reason : visible(fault) };
  }
  const words = [
    reason.replaceAll('-', ' '),
    counts.denominator !== null && fraction(rate(counts.numerator ?? 0, counts.denominator)),
    mutedBy !== null && `nobody was told: ${visible(mutedBy)}`,
  ];
  const what = `${visible(name)}${seriesSuffix(series ?? '', [])}: ${toState}`;
  return { id, at, icon: BellRing, what, why: words.filter(Boolean).join('; ') };
}

function ownLines({ openedAt, acknowledgedAt, acknowledgedBy, note, resolvedAt }: IncidentRow): Line[] {
  const line = (id: string, icon: LucideIcon, at: Date | null, what: string, why = ''): Line[] =>
    at === null ? [] : [{ id, at, icon, what, why }];
  const who = visible(acknowledgedBy ?? '');
  return [
    ...line('opened', BellRing, openedAt, 'The incident began'),
    ...line('acknowledged', UserCheck, acknowledgedAt, `${who} acknowledged it`, visible(note ?? '')),
    ...line('resolved', CircleCheck, resolvedAt, 'It is over: none of its alerts fires any more'),
  ];
}

/** That a silence began, and that it ended while the incident went on. */
function silenceLines(
  { silence, alerts }: IncidentSilence,
  all: number,
  { resolvedAt }: IncidentRow,
  timeZone: string,
): Line[] {
  const { id, startsAt, endsAt, state, createdBy, note } = silence;
  const which = alerts === all ? 'its alerts' : `${alerts} of its ${all} alerts`;
  const isEnded = state === 'ended' && (resolvedAt === null || endsAt < resolvedAt);
  const why = [note && visible(note), !isEnded && `until ${moment(endsAt, timeZone)}`];
  const began: Line = {
    ...{ id: `silence-${id}`, at: startsAt, icon: BellOff },
    what: `${visible(createdBy)} silenced ${which}`,
    why: why.filter(Boolean).join('; '),
  };
  const ended: Line = {
    ...{ id: `silence-${id}-ended`, at: endsAt, icon: BellOff },
    what: `The silence of ${which} ended`,
    why: '',
  };
  return isEnded ? [began, ended] : [began];
}
