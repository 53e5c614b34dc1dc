import type { AlertCounts, CountName } from '@/lib/queries/alert-counts';
import {
  attempts,
  bounceRate,
  deferralRate,
  enforcementRate,
  finished,
  hardBounceRate,
  policyShare,
  type Rate,
  rate,
} from '@/lib/queries/rates';

export interface AlertRate {
  title: string;
  /** What its numerator counts. */
  of: CountName;
  read(counts: AlertCounts): Rate;
}

/** The rates that a threshold can be set on. Those of the dashboard are the dashboard's own. */
export const ALERT_RATES = {
  'hard-bounce': { title: 'Hard bounce rate', of: 'hardBounced', read: hardBounceRate },
  bounce: { title: 'Bounce rate', of: 'bounced', read: bounceRate },
  'unknown-user': {
    title: 'Unknown users',
    of: 'unknownUsers',
    read: (counts) => rate(counts.unknownUsers, finished(counts)),
  },
  deferral: { title: 'Deferral rate', of: 'deferred', read: deferralRate },
  enforcement: { title: 'Enforcement rate', of: 'enforcement', read: enforcementRate },
  'policy-share': { title: 'Policy share of permanent failures', of: 'policyFailures', read: policyShare },
  blocked: {
    title: 'Answers that are blocklist or policy refusals',
    of: 'blocked',
    read: (counts) => rate(counts.blocked, attempts(counts)),
  },
  complaint: {
    title: 'Complaint rate',
    of: 'complained',
    read: (counts) => rate(counts.complained, counts.delivered),
  },
} satisfies Record<string, AlertRate>;

export type AlertRateName = keyof typeof ALERT_RATES;
export const ALERT_RATE_NAMES = Object.keys(ALERT_RATES) as [AlertRateName, ...AlertRateName[]];
