import { guestHere } from '@/app/_access/guest';
import { storeFor } from '@/app/_access/store';
import { scopeOfIncident } from '@/lib/alerts/incident-scope';
import { concerns } from '@/lib/queries/annotation-scope';
import { type AnnotationRow, annotationsWithin } from '@/lib/queries/annotations';
import { writeFilters } from '@/lib/queries/filter';
import { type IncidentRow, incidentHistory } from '@/lib/queries/incidents';
import type { Scope } from '@/lib/queries/scope';
import { type SettingChange, settingChangesWithin } from '@/lib/queries/setting-changes';
import { annotationKindTitle } from '@/lib/store/annotation-kinds';
import type { ChartMark } from '../_components/charts/chart-mark';
import { incidentFilters } from './incident-question';

/** What happened meanwhile? What people and programs annotated, and what is known without them: incidents and changes of
 * settings. The latest first. */
export async function chartMarks(scope: Scope): Promise<ChartMark[]> {
  const db = await storeFor('viewer');
  // Who did what here is nobody's business who has but a link.
  if (guestHere())
    return (await annotationsWithin(db, scope)).map((row) => ({
      ...ofAnnotation(row),
      by: null,
      href: null,
    }));
  const [annotations, incidents, changes] = await Promise.all([
    annotationsWithin(db, scope),
    incidentHistory(db, scope.range),
    settingChangesWithin(db, scope.range),
  ]);
  const concerned = incidents.filter((incident) => isAbout(incident, scope));
  return [...annotations.map(ofAnnotation), ...concerned.map(ofIncident), ...changes.map(ofChange)].sort(
    (a, b) => b.at - a.at,
  );
}

const isAbout = (incident: IncidentRow, scope: Scope): boolean =>
  concerns(writeFilters(incidentFilters(scopeOfIncident(incident, scope.range.now).cause)) ?? '', scope);

const ofAnnotation = ({ id, kind, text, startsAt, endsAt, link, createdBy }: AnnotationRow): ChartMark => ({
  id: `annotation-${id}`,
  kind: 'annotation',
  at: startsAt.getTime(),
  until: endsAt?.getTime() ?? null,
  name: annotationKindTitle(kind),
  text,
  by: createdBy,
  href: link,
});

const ofIncident = ({ id, title, openedAt, resolvedAt }: IncidentRow): ChartMark => ({
  id: `incident-${id}`,
  kind: 'incident',
  at: openedAt.getTime(),
  until: resolvedAt?.getTime() ?? null,
  name: 'Incident',
  text: title,
  by: null,
  href: `/alerts/incidents/${id}`,
});

const ofChange = ({ id, at, text, actor }: SettingChange): ChartMark => ({
  id: `change-${id}`,
  kind: 'change',
  at: at.getTime(),
  until: null,
  name: 'Setting',
  text,
  by: actor,
  href: null,
});
