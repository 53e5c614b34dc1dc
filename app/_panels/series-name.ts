import { LABELS, type Label, labelsOf } from '@/lib/alerts/series';
import { visible } from '../_components/format/foreign-text';
import { entriesFor, providerName } from './dictionary';
import { type Given, meaningGiven } from './meaning-given';

const WORDS: Record<Label, (value: string) => string> = {
  provider: (value) => `at ${providerName(value)}`,
  'sending-domain': (value) => `of ${value}`,
  'sending-ip': (value) => `from ${value}`,
  pool: (value) => `from pool ${value}`,
  stream: (value) => `of stream ${value}`,
  source: (value) => `in ${value}`,
  code: (value) => `with ${value}`,
};

/** What an alert was evaluated for, to be put behind its rule's name: `, at Gmail`; of the whole, nothing. A code
 * comes with what it meant there, as far as the answers of the range or the provider's rows say so. */
export function seriesSuffix(series: string, given: readonly Given[]): string {
  const labels = labelsOf(series);
  const words = LABELS.flatMap((label) => {
    const value = labels[label];
    return value === undefined ? [] : [`, ${WORDS[label](visible(value))}`];
  });
  const meaning = labels.code === undefined ? null : titleOf(labels.code, labels.provider ?? null, given);
  return meaning === null ? words.join('') : `${words.join('')} (${meaning})`;
}

function titleOf(code: string, provider: string | null, given: readonly Given[]): string | null {
  const there = given.filter((one) => one.statusCode === code && (!provider || one.provider === provider));
  if (there.length > 0) return meaningGiven(code, there)?.title ?? null;
  const rows = entriesFor(code).filter(({ owner }) => owner === provider);
  const titles = new Set(rows.map(({ rule }) => rule.title));
  return titles.size === 1 ? [...titles][0]! : null;
}
