import { ENTRIES } from '@/lib/classify/dictionary';
import { PROVIDERS } from '@/lib/providers';
import type { Cause } from './cause';
import type { Evidence } from './evidence';
import { LABELS, type Label, labelsOf } from './series';

const TITLES = new Map(ENTRIES.map(({ rule }) => [rule.id, rule.title]));

const nameOf = (provider: string): string => PROVIDERS.find(({ id }) => id === provider)?.name ?? provider;

const WORDS: Record<Label, (value: string) => string> = {
  provider: (value) => `at ${nameOf(value)}`,
  'sending-domain': (value) => `of ${value}`,
  'sending-ip': (value) => `from ${value}`,
  pool: (value) => `from pool ${value}`,
  stream: (value) => `of stream ${value}`,
  source: (value) => `in ${value}`,
  code: (value) => `with ${value}`,
};

/** What a rule was evaluated for, behind its name: `, at Gmail`; of the whole, nothing. */
export function seriesWords(series: string): string {
  const labels = labelsOf(series);
  return LABELS.flatMap((label) => {
    const value = labels[label];
    return value === undefined ? [] : [`, ${WORDS[label](value)}`];
  }).join('');
}

/** `Gmail refuses news.example.com: SPF and DKIM both failed (5.7.26)`: one sentence for somebody woken by it. Where
 * no single kind of refusal is the cause, the alert itself is all there is to say. */
export function titleOfIncident(
  cause: Cause,
  evidence: Evidence | null,
  alert: { rule: string; series: string },
): string {
  const isOfRefusals = cause.category !== undefined || cause.code !== undefined;
  if (!evidence || !isOfRefusals) return `${alert.rule}${seriesWords(alert.series)}`;
  const who = cause.provider === undefined ? 'Several providers' : nameOf(cause.provider);
  const whom = cause['sending-domain'] ?? 'mail';
  if (evidence.outcome === 'complained') {
    const where = cause.provider === undefined ? '' : ` at ${who}`;
    return `Recipients${where} complain about ${whom}`;
  }
  const does = VERBS[evidence.outcome === 'deferred' ? 'deferred' : 'bounced'];
  const code = evidence.code === null ? '' : ` (${evidence.code})`;
  const verb = cause.provider === undefined ? does.many : does.one;
  return `${who} ${verb} ${whom}: ${TITLES.get(evidence.rule) ?? evidence.category ?? 'no reason known'}${code}`;
}

const VERBS = {
  deferred: { one: 'defers', many: 'defer' },
  bounced: { one: 'refuses', many: 'refuse' },
};
