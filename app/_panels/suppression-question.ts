import { z } from 'zod';
import type { SuppressionPlace, SuppressionSearch } from '@/lib/queries/suppression-list';
import { carryQuestion } from '../_components/ui/question-link';
import { readRecipient, reasonWords, writeRecipient } from './suppression-words';

export interface SuppressionQuestion {
  search: SuppressionSearch;
  after: SuppressionPlace | null;
  /** The same question but for what is given, in the page's range; a page begins at its first row. */
  href(changed: Partial<Record<Asked, string | null>>): string;
  /** Of one of its rows. */
  rowHref(recipient: SuppressionPlace): string;
}

const Asked = z.object({
  state: z.enum(['suppressed', 'reinstated', 'any']).catch('suppressed'),
  reason: z.string().nullable().catch(null),
  domain: z
    .string()
    .regex(/^[^\s@/]{1,255}$/)
    .nullable()
    .catch(null),
  who: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .nullable()
    .catch(null),
  after: z.string().max(80).nullable().catch(null),
});
type Asked = keyof z.infer<typeof Asked>;

export function suppressionQuestionOf(
  given: Record<string, string | string[] | undefined>,
): SuppressionQuestion {
  const asked = Asked.parse({
    ...{ state: given.state, reason: given.reason ?? null, domain: given.domain ?? null },
    ...{ who: given.who ?? null, after: given.after ?? null },
  });
  const search: SuppressionSearch = {
    state: asked.state,
    reason: reasonWords(asked.reason)?.id ?? null,
    domain: asked.domain?.toLowerCase() ?? null,
    recipientHash: asked.who === null ? null : BigInt.asIntN(64, BigInt(`0x${asked.who}`)),
  };
  const inRange = (href: string) => carryQuestion(href, { get: (key) => [given[key]].flat()[0] ?? null });
  return {
    search,
    after: asked.after === null ? null : readPlace(asked.after),
    href(changed) {
      const kept = { ...asked, after: null, ...changed };
      const query = new URLSearchParams();
      for (const [key, value] of Object.entries(kept))
        if (value !== null && !(key === 'state' && value === 'suppressed')) query.set(key, value);
      return inRange(query.size > 0 ? `/suppressions?${query}` : '/suppressions');
    },
    rowHref: (row) => inRange(`/suppressions/${writeRecipient(row)}`),
  };
}

export const writePlace = (place: SuppressionPlace): string =>
  `${place.at.getTime()}.${writeRecipient(place)}`;

function readPlace(text: string): SuppressionPlace | null {
  const [at = '', who = ''] = text.split('.');
  const recipient = readRecipient(who);
  return recipient && /^\d{1,15}$/.test(at) ? { at: new Date(Number(at)), ...recipient } : null;
}
