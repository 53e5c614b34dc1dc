import { z } from 'zod';
import { ruleOf } from '@/app/_panels/dictionary';
import { scopeOfIncident } from '@/lib/alerts/incident-scope';
import { relatedTo } from '@/lib/alerts/related-incidents';
import { incidentAlerts } from '@/lib/queries/incident-alerts';
import { incidentContributors } from '@/lib/queries/incident-contributors';
import { incidentSample } from '@/lib/queries/incident-sample';
import { incidentSenders } from '@/lib/queries/incident-senders';
import { incidentTimeline } from '@/lib/queries/incident-timeline';
import { incidentById } from '@/lib/queries/incidents';
import { Time, time, timeOrNull } from '../asked-scope';
import { type Operation, operation } from '../operation';
import { gone } from '../refusals';
import { IdPath } from '../row-id';

const Kind = {
  outcome: z.string(),
  provider: z.string().nullable(),
  category: z.string().nullable(),
  code: z.string().nullable(),
  sendingDomain: z.string().nullable(),
  rule: z.string().meta({ description: 'Id of the rule that decided' }),
};
const Sender = z.array(z.strictObject({ value: z.string(), events: z.number() }));

const Evidence = z
  .strictObject({
    from: Time.meta({ description: 'What is counted here begins an hour before the first alert' }),
    to: Time,
    whenItBegan: z
      .strictObject({ ...Kind, events: z.number(), of: z.number(), source: z.string().nullable() })
      .nullable()
      .meta({ description: 'The largest contributor to the first alert' }),
    sample: z
      .strictObject({
        at: Time,
        outcome: z.string(),
        code: z.string().nullable(),
        rule: z.string(),
        sendingDomain: z.string().nullable(),
        recipient: z.string().nullable().meta({ description: 'Local part masked' }),
        mxHost: z.string().nullable(),
        diagnostic: z.string(),
      })
      .nullable()
      .meta({ description: 'The latest refusal of the cause, in the server’s own words' }),
    advice: z
      .strictObject({
        title: z.string(),
        meaning: z.string(),
        fix: z.array(z.strictObject({ do: z.string(), copy: z.string().nullable() })),
        source: z.string().nullable(),
      })
      .nullable(),
    contributors: z.array(z.strictObject({ ...Kind, events: z.number() })),
    sendingDomains: Sender,
    sendingAddresses: Sender,
    alerts: z.array(
      z.strictObject({
        ruleId: z.int(),
        rule: z.string(),
        severity: z.string(),
        series: z.string(),
        state: z.string(),
        firedAt: Time,
        endedAt: Time.nullable(),
        numerator: z.number(),
        denominator: z.number(),
      }),
    ),
    timeline: z.array(
      z.strictObject({
        id: z.string(),
        at: Time,
        kind: z.enum(['transition', 'notification']),
        name: z.string(),
        series: z.string().nullable(),
        fromState: z.string().nullable(),
        toState: z.string(),
        reason: z.string(),
        numerator: z.number().nullable(),
        denominator: z.number().nullable(),
        mutedBy: z.string().nullable(),
        fault: z.string().nullable(),
      }),
    ),
    related: z
      .array(z.strictObject({ id: z.int(), title: z.string(), severity: z.string(), openedAt: Time }))
      .meta({ description: 'With the same provider, sending domain, reason or source, of 30 days before' }),
  })
  .meta({ id: 'IncidentEvidence' });

const CAUSE = {
  ...{ outcome: 'bounced', provider: 'gmail', category: 'authentication', code: '5.7.26' },
  ...{ sendingDomain: 'news.example.com', rule: 'gmail/5.7.26' },
};
const EXAMPLE: z.infer<typeof Evidence> = {
  ...{ from: '2026-11-21T02:12:00.000Z', to: '2026-11-21T12:00:00.000Z' },
  whenItBegan: { ...CAUSE, events: 110, of: 120, source: 'mx1' },
  sample: {
    ...{ at: '2026-11-21T11:50:00.000Z', outcome: 'bounced', code: '5.7.26', rule: 'gmail/5.7.26' },
    ...{ sendingDomain: 'news.example.com', recipient: 'a***@gmail.example', mxHost: 'mx.gmail.example' },
    diagnostic: '550-5.7.26 This mail has been blocked because the sender is unauthenticated.',
  },
  advice: {
    title: 'Sender not authenticated',
    meaning: 'Neither SPF nor DKIM passed.',
    fix: [],
    source: null,
  },
  contributors: [{ ...CAUSE, events: 120 }],
  sendingDomains: [{ value: 'news.example.com', events: 120 }],
  sendingAddresses: [{ value: '192.0.2.25', events: 120 }],
  alerts: [
    {
      ...{ ruleId: 1, rule: 'Hard bounces', severity: 'critical', series: 'provider=gmail', state: 'firing' },
      ...{ firedAt: '2026-11-21T03:12:00.000Z', endedAt: null, numerator: 120, denominator: 3000 },
    },
  ],
  ...{ timeline: [], related: [] },
};

const evidence = operation({
  id: 'getIncidentEvidence',
  method: 'GET',
  path: '/incidents/{id}/evidence',
  group: 'Alerts',
  needs: 'viewer',
  summary: 'Why an incident is one: what was refused and of whom, its alerts, and who was told',
  pathFields: IdPath,
  answer: Evidence,
  example: EXAMPLE,
  async run({ path: { id } }, { db, now }) {
    const incident = await incidentById(db, id);
    if (!incident) throw gone('incident');
    const scope = scopeOfIncident(incident, now);
    const [sample, contributors, senders, alerts, timeline, related] = await Promise.all([
      incidentSample(db, scope),
      incidentContributors(db, scope),
      incidentSenders(db, scope),
      incidentAlerts(db, id),
      incidentTimeline(db, id),
      relatedTo(db, incident, now),
    ]);
    const rule = ruleOf(incident.evidence?.rule ?? sample?.rule ?? '');
    return {
      ...{ from: time(scope.from), to: time(scope.to), whenItBegan: incident.evidence },
      sample: sample && { ...sample, at: time(sample.at) },
      advice: rule && {
        ...{ title: rule.title, meaning: rule.meaning, source: rule.source ?? null },
        fix: rule.fix.map((step) => ({ do: step.do, copy: step.copy ?? null })),
      },
      ...{ contributors, sendingDomains: senders.domains, sendingAddresses: senders.ips },
      alerts: alerts.map(({ kind: _, settings: __, firedAt, endedAt, ...alert }) => ({
        ...{ ...alert, firedAt: time(firedAt), endedAt: timeOrNull(endedAt) },
      })),
      timeline: timeline.map((one) => ({ ...one, at: time(one.at) })),
      related: related.map(({ id, title, severity, openedAt }) => ({
        ...{ id, title, severity, openedAt: time(openedAt) },
      })),
    };
  },
});

export const INCIDENT_EVIDENCE: readonly Operation[] = [evidence];
