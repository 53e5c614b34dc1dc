import { rowsOf } from '@/lib/mail/rule-rows';

/** A row known from its words alone: what servers of many makes say, on no provider's page. */
export const row = rowsOf('text', { source: 'field knowledge', verified: '2026-07-01' });

/** One pattern of many phrases, so that each can stand under the line it was learnt from. */
export function anyOf(...phrases: RegExp[]): RegExp {
  return new RegExp(phrases.map((phrase) => phrase.source).join('|'), 'i');
}
