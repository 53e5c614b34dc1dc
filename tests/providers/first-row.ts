import type { DiagnosticRule } from '@/lib/mail/diagnostic-rule';
import { REPLY_CODES } from '@/lib/mail/reply-code-table';
import { parseStatusCode, parseStatusCodePattern, speaksOf } from '@/lib/mail/status-code';
import { STATUS_CODES } from '@/lib/mail/status-code-table';
import { PROVIDERS } from '@/lib/providers';

/** A response, as far as rows look at it. */
export interface Answer {
  provider: string | null;
  replyCode: number | null;
  statusCode: string | null;
  words: string | null;
}

/** The first row that speaks of a response, tried one after the other: the provider's, then the registries'. */
export function firstRow(answer: Answer): DiagnosticRule | null {
  const provider = PROVIDERS.find((one) => one.id === answer.provider);
  const rows = [...(provider?.rules ?? []), ...STATUS_CODES, ...REPLY_CODES];
  return rows.find((row) => matches(row, answer)) ?? null;
}

function matches(row: DiagnosticRule, { replyCode, statusCode, words }: Answer): boolean {
  const line = [replyCode, statusCode, words].filter((part) => part !== null).join(' ');
  const status = statusCode === null ? null : parseStatusCode(statusCode);
  return (
    (!row.replyCodes || (replyCode !== null && row.replyCodes.includes(replyCode))) &&
    (!row.statusCodes ||
      (status !== null && row.statusCodes.some((one) => speaksOf(parseStatusCodePattern(one), status)))) &&
    (!row.text || row.text.test(line))
  );
}
