import type { Prisma } from '@/prisma/generated/client';
import type { Severity } from './severity';

/** A rule that exists from the first start on. Its name is how it is known to have been created. */
export interface DefaultRule {
  name: string;
  kind: string;
  severity: Severity;
  settings: Prisma.InputJsonObject;
}

const held = { minimumRecipients: 5, forMinutes: 5, keepFiringMinutes: 15 };
const atOnce = { forMinutes: 0, keepFiringMinutes: 0 };
/** Half an hour sees trouble soon where much is sent, an hour where less is, a day in a trickle. */
const windowsMinutes = [30, 60, 1440];

const rateAbove = (
  severity: Severity,
  name: string,
  settings: { rate: string; groupBy: string; threshold: number; windowsMinutes?: number[] },
): DefaultRule => ({
  name,
  kind: 'rate-above',
  severity,
  settings: { windowsMinutes, ...held, ...settings },
});

export const DEFAULT_RULES: readonly DefaultRule[] = [
  // Above 2% a sender's reputation suffers; above 5% sending services review or suspend (Amazon SES: 5% and 10%).
  rateAbove('warning', 'Hard bounces above 2%', { rate: 'hard-bounce', groupBy: 'overall', threshold: 0.02 }),
  rateAbove('critical', 'Hard bounces above 5%', {
    rate: 'hard-bounce',
    groupBy: 'overall',
    threshold: 0.05,
  }),
  rateAbove('warning', 'Hard bounces above 2% at a provider', {
    rate: 'hard-bounce',
    groupBy: 'provider',
    threshold: 0.02,
  }),
  rateAbove('warning', 'Hard bounces above 2% of a sending domain', {
    rate: 'hard-bounce',
    groupBy: 'sending-domain',
    threshold: 0.02,
  }),
  rateAbove('warning', 'Bounces above 5%', { rate: 'bounce', groupBy: 'overall', threshold: 0.05 }),
  rateAbove('warning', 'Unknown users above 5% at a provider', {
    rate: 'unknown-user',
    groupBy: 'provider',
    threshold: 0.05,
  }),
  rateAbove('warning', 'Deferrals above 30% at a provider', {
    rate: 'deferral',
    groupBy: 'provider',
    threshold: 0.3,
  }),
  rateAbove('critical', 'Enforcement refusals above 1% at a provider', {
    rate: 'enforcement',
    groupBy: 'provider',
    threshold: 0.01,
  }),
  rateAbove('critical', 'A provider blocks 20% of the answers', {
    rate: 'blocked',
    groupBy: 'provider',
    threshold: 0.2,
  }),
  rateAbove('warning', 'Policy refusals are most of the permanent failures', {
    rate: 'policy-share',
    groupBy: 'overall',
    threshold: 0.5,
  }),
  // Gmail asks for less than 0.10% and never 0.30%. Complaints come hours after their delivery: a day is the least.
  rateAbove('warning', 'Complaints above 0.1%', {
    rate: 'complaint',
    groupBy: 'overall',
    threshold: 0.001,
    windowsMinutes: [1440],
  }),
  rateAbove('critical', 'Complaints above 0.3%', {
    rate: 'complaint',
    groupBy: 'overall',
    threshold: 0.003,
    windowsMinutes: [1440],
  }),
  {
    name: 'An enforcement code appears',
    kind: 'first-sighting',
    severity: 'warning',
    settings: { unseenDays: 14, minimumEvents: 1, ...atOnce },
  },
  {
    name: 'A provider defers what it will reject',
    kind: 'escalation',
    severity: 'warning',
    settings: {
      stage: 'deferred',
      withinDays: 30,
      minimumEvents: 5,
      minimumShare: 0.01,
      ...atOnce,
      keepFiringMinutes: 60,
    },
  },
  {
    name: 'A provider rejects what it deferred',
    kind: 'escalation',
    severity: 'critical',
    settings: {
      stage: 'rejected',
      withinDays: 30,
      minimumEvents: 5,
      minimumShare: 0.01,
      ...atOnce,
      keepFiringMinutes: 60,
    },
  },
  {
    name: 'A code is answered far more often than usual at a provider',
    kind: 'spike',
    severity: 'warning',
    settings: {
      groupBy: 'provider',
      windowMinutes: 30,
      factor: 2,
      floor: 20,
      forMinutes: 2,
      keepFiringMinutes: 15,
    },
  },
  {
    name: 'A source has fallen silent',
    kind: 'source-silent',
    severity: 'critical',
    settings: { minimumMinutes: 60, usualGaps: 2, ...atOnce },
  },
  {
    name: 'A source is mostly unparsed',
    kind: 'source-unparsed',
    severity: 'warning',
    settings: { threshold: 0.5, minimumRecords: 100, ...atOnce },
  },
  {
    name: 'What came in waits to be read',
    kind: 'backlog',
    severity: 'warning',
    settings: { minimumMinutes: 15, ...atOnce },
  },
];
