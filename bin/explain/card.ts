import type { Entry } from '@/lib/classify/dictionary';
import type { Explanation } from '@/lib/classify/explain-verdict';
import type { DiagnosticRule } from '@/lib/mail/diagnostic-rule';
import { factLines } from './fact-lines';
import { bulleted, columns, heading, wrapped } from './layout';

/** One response, explained. */
export function responseCard(explanation: Explanation): string[] {
  const { verdict, decided, lost, registry, elsewhere, provider, facts } = explanation;
  if (verdict.category === null) return [heading('Accepted: the next host took the message'), ''];
  const rule = decided?.rule;
  const severity = [verdict.bounceType, verdict.category, `do: ${verdict.action}`].join(' · ');
  return [
    heading(rule ? rule.title : 'No rule knows this response'),
    `${codesOf(verdict)}${provider ? `${provider.name} · ` : ''}${severity}`,
    '',
    ...(rule ? meaningOf(rule, provider?.name ?? null, registry) : []),
    ...(rule ? remedyOf(rule) : []),
    ...section('In this response', factLines(facts)),
    ...section('Same code elsewhere means', elsewhereLines(elsewhere)),
    ...section('Decided by', rule ? [ruleLine(rule, decided?.words ?? null)] : [verdict.rule]),
    ...section(
      'Matched too, and lost',
      lost.map((match) => ruleLine(match.rule, match.words)),
    ),
  ];
}

/** Rows of the dictionary: one as a card, many as a list. */
export function rowsCard(asked: string, entries: readonly Entry[]): string[] {
  const [first] = entries;
  if (!first) return [`No row of the dictionary speaks of "${asked}".`];
  const registry = entries.find(({ provider }) => provider === null) ?? first;
  const others = entries.filter((entry) => entry !== registry);
  const { rule } = registry;
  return [
    heading(`${rule.title}`),
    [rule.bounceType ?? 'hard or soft by its class', rule.category, `do: ${rule.action}`].join(' · '),
    '',
    ...meaningOf(rule, registry.provider?.name ?? null, null),
    ...remedyOf(rule),
    ...section('Row', [`${rule.id} (${rule.source}, compared ${rule.verified})`]),
    ...section(
      'Also',
      others.slice(0, MOST_ROWS).map(({ provider, rule: other }) => {
        return `${provider ? `${provider.name}: ` : ''}${other.title} (${other.id})`;
      }),
    ),
    ...(others.length > MOST_ROWS
      ? [`  … and ${others.length - MOST_ROWS} more; name a code or more words`, '']
      : []),
  ];
}

const MOST_ROWS = 20;

const codesOf = ({ replyCode, statusCode }: Explanation['verdict']): string =>
  [replyCode, statusCode].filter((code) => code !== null).join(' ') + (replyCode || statusCode ? ' · ' : '');

/** A line for each provider: some use one code for a dozen things. */
function elsewhereLines(elsewhere: Explanation['elsewhere']): string[] {
  const titles = new Map<string, string[]>();
  for (const { provider, rule } of elsewhere)
    titles.set(provider.name, [...(titles.get(provider.name) ?? []), rule.title]);
  return [...titles].slice(0, MOST_PROVIDERS).map(([name, all]) => {
    const more = all.length - MOST_TITLES;
    return `${name}: ${all.slice(0, MOST_TITLES).join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
  });
}

const MOST_PROVIDERS = 8;
const MOST_TITLES = 3;

function meaningOf(rule: DiagnosticRule, who: string | null, registry: DiagnosticRule | null): string[] {
  if (!registry || registry.meaning === rule.meaning) return [...wrapped(rule.meaning), ''];
  return [
    ...columns(
      [`${who ?? 'Here'}`, rule.title, rule.meaning],
      ['By the registry', registry.title, `${registry.meaning} (${registry.source})`],
    ),
    '',
  ];
}

function remedyOf(rule: DiagnosticRule): string[] {
  const steps = rule.fix.flatMap((step, i) => [
    ...wrapped(step.do, 5).map((line, k) => (k === 0 ? `${`${i + 1}.`.padStart(4)} ${line.slice(5)}` : line)),
    ...(step.copy ? step.copy.split('\n').map((line) => `       ${line}`) : []),
  ]);
  return [
    ...section('Likely causes', [...rule.causes]),
    ...(steps.length > 0 ? [heading(`What to do (${FIXED_BY[rule.fixedBy]})`), ...steps, ''] : []),
  ];
}

const FIXED_BY = {
  you: 'yours to fix',
  recipient: "the recipient's to fix",
  provider: "the provider's to fix",
};

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length > 0 ? [heading(title), ...bulleted(lines), ''] : [];

function ruleLine(rule: DiagnosticRule, words: string | null): string {
  return `${rule.id}${words ? ` by the words "${words}"` : ' by the code'}: ${rule.title}`;
}
