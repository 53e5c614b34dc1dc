import type { CsvValue } from '@/lib/csv-cell';
import { destinationTallies } from '@/lib/queries/destination-tallies';
import {
  attempts,
  bounceRate,
  deferralRate,
  enforcementRate,
  finished,
  hardBounceRate,
} from '@/lib/queries/rates';
import { storeFor } from '../_access/store';
import { rankedHosts } from '../_findings/small-hosts';
import { failureCodes, talliesByProvider } from './answers';
import { meaningOf, providerName, ruleOf } from './dictionary';
import { enforcement } from './enforcement-answers';
import { codeOf } from './meaning-given';
import type { Question } from './question';

/** A table in full, where its page shows a part or rounds. */
export interface Table {
  columns: readonly string[];
  rows: readonly (readonly CsvValue[])[];
}

export const TABLE_IDS = ['providers', 'codes', 'small-hosts', 'requirements'] as const;
export type TableId = (typeof TABLE_IDS)[number];

/** The tables that can be taken along, by the name that their address has. */
export const TABLES: Record<TableId, (question: Question) => Promise<Table>> = {
  providers,
  codes,
  'small-hosts': smallHosts,
  requirements,
};

async function providers({ scope }: Question): Promise<Table> {
  const tallies = [...(await talliesByProvider(scope))].sort(([, a], [, b]) => attempts(b) - attempts(a));
  return {
    columns: [
      ...['Provider', 'Attempts', 'Delivered', 'Deferred', 'Bounced', 'Hard bounced', 'Delivered + bounced'],
      ...['Bounce rate', 'Hard bounce rate', 'Deferral rate', 'Enforcement refusals', 'Enforcement rate'],
    ],
    rows: tallies.map(([provider, tally]) => [
      ...[providerName(provider), attempts(tally), tally.delivered, tally.deferred, tally.bounced],
      ...[tally.hardBounced, finished(tally), bounceRate(tally).value, hardBounceRate(tally).value],
      ...[deferralRate(tally).value, enforcementRate(tally).numerator, enforcementRate(tally).value],
    ]),
  };
}

async function codes({ scope }: Question): Promise<Table> {
  const found = await failureCodes(scope);
  return {
    columns: [
      ...['Provider', 'Reply code', 'Enhanced status code', 'Meaning', 'Category', 'Action', 'Enforcement'],
      ...['Refused attempts', 'Bounced', 'Deferred', 'First from', 'Last from', 'Rule'],
    ],
    rows: found.map((one) => {
      const shown = codeOf(one);
      const meaning = ruleOf(one.rule) ?? (shown === null ? null : meaningOf(shown));
      return [
        ...[providerName(one.provider), one.replyCode, one.statusCode, meaning?.title ?? null, one.category],
        ...[one.action, one.enforcement, one.events, one.bounced, one.events - one.bounced],
        ...[new Date(one.firstAt), new Date(one.lastAt), one.rule],
      ];
    }),
  };
}

async function smallHosts({ scope }: Question): Promise<Table> {
  const hosts = rankedHosts(await destinationTallies(await storeFor('viewer'), scope));
  return {
    columns: [
      ...['Host', 'Attempts', 'To dead addresses', 'Refused for the sender', 'Of them bounced', 'Mostly'],
      ...['Share', 'Share at least', 'Share at most', 'First from', 'Last from'],
    ],
    rows: hosts.map((host) => [
      ...[host.destination, host.attempts, host.dead, host.refused, host.bounced, host.category],
      ...[host.share.value, host.lower, host.upper, timeOf(host.firstAt), timeOf(host.lastAt)],
    ]),
  };
}

async function requirements({ scope }: Question): Promise<Table> {
  const { findings } = await enforcement(scope);
  return {
    columns: [
      ...['Sending domain', 'Provider', 'Requirements', 'State', 'Scattered', 'Since', 'Last'],
      ...['Refused', 'Bounced', 'Deferred', 'Attempts'],
    ],
    rows: findings.map((one) => [
      ...[one.sendingDomain, providerName(one.provider), one.requirements.join(' '), one.state],
      ...[one.isScattered, new Date(one.since.at), new Date(one.lastAt), one.bounced + one.deferred],
      ...[one.bounced, one.deferred, one.attempts],
    ]),
  };
}

const timeOf = (at: number | null): Date | null => (at === null ? null : new Date(at));
