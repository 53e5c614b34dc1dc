import { z } from 'zod';
import { acknowledgeIncident, takeBackAcknowledgement } from '@/lib/alerts/acknowledge';
import type { Db } from '@/lib/db';
import { type IncidentRow, incidentById, incidentPage } from '@/lib/queries/incidents';
import { Time, time, timeOrNull } from '../asked-scope';
import { type Operation, operation } from '../operation';
import { cursorOf, nextPage, PAGE_QUERY, pageOf } from '../paging';
import { conflict, gone } from '../refusals';
import { Id, IdPath } from '../row-id';

const Incident = z
  .strictObject({
    id: z.int(),
    cause: z.string().meta({ description: 'What its alerts have in common' }),
    severity: z.string(),
    title: z.string(),
    openedAt: Time,
    lastAt: Time.meta({ description: 'When one of its alerts last fired' }),
    resolvedAt: Time.nullable(),
    acknowledgedAt: Time.nullable(),
    acknowledgedBy: z.string().nullable(),
    note: z.string().nullable(),
    mutedBy: z.string().nullable().meta({ description: 'Why nobody is told of it now' }),
    firing: z.number().meta({ description: 'Alerts that fire now' }),
    alerts: z.number().meta({ description: 'Alerts that ever did' }),
  })
  .meta({ id: 'Incident', description: 'All alerts of one cause' });

const EXAMPLE: z.infer<typeof Incident> = {
  ...{ id: 12, cause: 'provider=gmail,category=authentication', severity: 'critical' },
  ...{ title: 'Gmail refuses news.example.com: 5.7.26', openedAt: '2026-11-21T03:12:00.000Z' },
  ...{ lastAt: '2026-11-21T11:50:00.000Z', resolvedAt: null, acknowledgedAt: null, acknowledgedBy: null },
  ...{ note: null, mutedBy: null, firing: 2, alerts: 3 },
};

const shown = ({ evidence: _, toldSeverity: __, ...incident }: IncidentRow): z.infer<typeof Incident> => ({
  ...incident,
  ...{ openedAt: time(incident.openedAt), lastAt: time(incident.lastAt) },
  ...{ resolvedAt: timeOrNull(incident.resolvedAt), acknowledgedAt: timeOrNull(incident.acknowledgedAt) },
});

async function known(db: Db, id: number): Promise<z.infer<typeof Incident>> {
  const incident = await incidentById(db, id);
  if (!incident) throw gone('incident');
  return shown(incident);
}

const list = operation({
  id: 'listIncidents',
  method: 'GET',
  path: '/incidents',
  group: 'Alerts',
  needs: 'viewer',
  summary: 'Incidents, the latest first',
  query: z.strictObject({
    state: z.enum(['open', 'resolved', 'all']).default('all'),
    ...PAGE_QUERY,
    cursor: cursorOf(Id),
  }),
  answer: pageOf(Incident),
  example: { data: [EXAMPLE], next: null },
  async run({ query: { state, cursor, limit } }, { db }) {
    const found = await incidentPage(db, state, cursor, limit + 1);
    const data = found.slice(0, limit).map(shown);
    const next = found.length > limit ? nextPage('/incidents', { state, limit }, data.at(-1)?.id) : null;
    return { data, next };
  },
});

const one = operation({
  id: 'getIncident',
  method: 'GET',
  path: '/incidents/{id}',
  group: 'Alerts',
  needs: 'viewer',
  summary: 'One incident',
  pathFields: IdPath,
  answer: Incident,
  example: EXAMPLE,
  run: ({ path }, { db }) => known(db, path.id),
});

const acknowledge = operation({
  id: 'acknowledgeIncident',
  method: 'POST',
  path: '/incidents/{id}/acknowledgement',
  group: 'Alerts',
  needs: 'operator',
  summary: 'Somebody looks after it: it is not told again until it grows more severe',
  pathFields: IdPath,
  body: z.strictObject({ note: z.string().trim().max(500).default('') }),
  bodyExample: { note: 'DKIM key was rotated, the record follows' },
  answer: Incident,
  example: { ...EXAMPLE, acknowledgedAt: '2026-11-21T11:55:00.000Z', acknowledgedBy: 'token pager' },
  async run({ path: { id }, body }, { db, by, now }) {
    if (!(await acknowledgeIncident(db, by, { incidentId: id, note: body.note || null }, now))) {
      await known(db, id);
      throw conflict('This incident is over: there is nothing to acknowledge.');
    }
    return known(db, id);
  },
});

const takeBack = operation({
  id: 'takeBackAcknowledgement',
  method: 'DELETE',
  path: '/incidents/{id}/acknowledgement',
  group: 'Alerts',
  needs: 'operator',
  summary: 'Nobody looks after it after all',
  pathFields: IdPath,
  answer: Incident,
  example: EXAMPLE,
  async run({ path: { id } }, { db, by }) {
    if (!(await takeBackAcknowledgement(db, by, id))) {
      await known(db, id);
      throw conflict('This incident is over, or nobody has acknowledged it.');
    }
    return known(db, id);
  },
});

export const INCIDENTS: readonly Operation[] = [list, one, acknowledge, takeBack];
