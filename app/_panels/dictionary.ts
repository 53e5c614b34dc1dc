import { GENERAL_RULES } from '@/lib/classify/general-rules';
import type { DiagnosticRule } from '@/lib/mail/diagnostic-rule';
import { REPLY_CODES } from '@/lib/mail/reply-code-table';
import { parseStatusCode, parseStatusCodePattern, speaksOf } from '@/lib/mail/status-code';
import { STATUS_CODES } from '@/lib/mail/status-code-table';
import { PROVIDERS } from '@/lib/providers';
import type { Provider } from '@/lib/providers/provider';
import { OTHER_PROVIDER } from '@/lib/queries/scope';

/** A row and the provider it speaks of; `null`: anybody. */
export interface Entry {
  owner: string | null;
  rule: DiagnosticRule;
}

/** Every row there is, providers' own first. */
export const DICTIONARY: readonly Entry[] = [
  ...PROVIDERS.flatMap(({ id, rules }) => rules.map((rule) => ({ owner: id, rule }))),
  ...[...GENERAL_RULES, ...STATUS_CODES, ...REPLY_CODES].map((rule) => ({ owner: null, rule })),
];
const BY_ID = new Map(DICTIONARY.map(({ rule }) => [rule.id, rule]));

/** The row of the dictionary that decided about an event. */
export const ruleOf = (id: string): DiagnosticRule | null => BY_ID.get(id) ?? null;

export const providerOf = (id: string): Provider | null =>
  PROVIDERS.find((provider) => provider.id === id) ?? null;

export function providerName(id: string): string {
  if (id === OTHER_PROVIDER) return 'Other hosts';
  return providerOf(id)?.name ?? id;
}

/** `Gmail rejects`, but `Other hosts reject`. */
export const providerDoes = (id: string, verb: string): string =>
  `${providerName(id)} ${id === OTHER_PROVIDER ? verb : `${verb}s`}`;

/** What a code means where no provider is asked for: the registry's row, else the first provider's that has one. */
export function meaningOf(code: string): DiagnosticRule | null {
  return BY_ID.get(`iana/${code}`) ?? BY_ID.get(`rfc5321/${code}`) ?? entriesFor(code)[0]?.rule ?? null;
}

/** All rows that speak of a code, an enhanced or a reply code. */
export function entriesFor(code: string): Entry[] {
  const status = parseStatusCode(code);
  return DICTIONARY.filter(({ rule }) =>
    status
      ? rule.statusCodes?.some((pattern) => speaksOf(parseStatusCodePattern(pattern), status))
      : rule.replyCodes?.includes(Number(code)) && !rule.statusCodes,
  );
}
