import type { DiagnosticRule } from '@/lib/mail/diagnostic-rule';
import type { Reply } from '@/lib/mail/reply';
import { REPLY_CODES } from '@/lib/mail/reply-code-table';
import { parseStatusCode, parseStatusCodePattern, speaksOf } from '@/lib/mail/status-code';
import { STATUS_CODES } from '@/lib/mail/status-code-table';
import { PROVIDERS } from '@/lib/providers';
import type { Provider } from '@/lib/providers/provider';
import { GENERAL_RULES } from './general-rules';

/** Every row there is, with the provider it belongs to: what a person can look up. */
export interface Entry {
  provider: Provider | null;
  rule: DiagnosticRule;
}

export const ENTRIES: readonly Entry[] = [
  ...PROVIDERS.flatMap((provider) => provider.rules.map((rule) => ({ provider, rule }))),
  ...[...STATUS_CODES, ...REPLY_CODES, ...GENERAL_RULES].map((rule) => ({ provider: null, rule })),
];

/** The registry's own row of a reply: its enhanced code, else its reply code. */
export function registryRow({ statusCode, replyCode }: Reply): DiagnosticRule | null {
  return (
    STATUS_CODES.find((row) => statusCode !== null && row.statusCodes?.includes(statusCode)) ??
    REPLY_CODES.find((row) => replyCode !== null && row.replyCodes?.includes(replyCode)) ??
    null
  );
}

/** What other providers mean by a code, each meaning once. */
export function otherMeanings(
  statusCode: string,
  provider: Provider | null,
): { provider: Provider; rule: DiagnosticRule }[] {
  const seen = new Set<string>();
  return entriesOfCode(statusCode).flatMap((entry) => {
    if (!entry.provider || entry.provider === provider) return [];
    const meaning = `${entry.provider.id} ${entry.rule.title}`;
    if (seen.has(meaning)) return [];
    seen.add(meaning);
    return [{ provider: entry.provider, rule: entry.rule }];
  });
}

/** Rows that speak of a code: `5.7.26`, or three digits. */
export function entriesOfCode(code: string): Entry[] {
  const status = parseStatusCode(code);
  return ENTRIES.filter(({ rule }) =>
    status
      ? rule.statusCodes?.some((pattern) => speaksOf(parseStatusCodePattern(pattern), status))
      : rule.replyCodes?.includes(Number(code)),
  );
}

/** Rows that hold every word, the ones with a word in their name or title first. */
export function entriesOfWords(text: string): Entry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const found = ENTRIES.flatMap((entry) => {
    const title = `${entry.rule.id} ${entry.rule.title}`.toLowerCase();
    const all = `${title} ${entry.rule.meaning} ${entry.rule.causes.join(' ')} ${entry.provider?.name ?? ''}`;
    const haystack = all.toLowerCase();
    if (!words.every((word) => haystack.includes(word))) return [];
    return [{ entry, inTitle: words.filter((word) => title.includes(word)).length }];
  });
  return found.sort((a, b) => b.inTitle - a.inTitle).map(({ entry }) => entry);
}
