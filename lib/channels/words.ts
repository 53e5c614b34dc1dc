import { visible } from '@/lib/mail/visible';
import type { Notice } from './notice';

const REASONS: Record<Notice['reason'], (severity: string) => string> = {
  firing: (severity) => capital(severity),
  reminder: (severity) => `Still ${severity}`,
  acknowledged: () => 'Acknowledged',
  resolved: () => 'Over',
  test: () => 'Test',
};

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** `Critical: Gmail refuses news.example.com: SPF and DKIM both failed (5.7.26)`, on one line. */
export const headline = ({ reason, severity, title }: Notice): string =>
  `${REASONS[reason](severity)}: ${visible(title)}`;

/** All of it in plain text, for media that know no other. */
export function plainText(notice: Notice): string {
  const facts = notice.facts.map(({ label, value }) => `${visible(label)}: ${visible(value)}`);
  const { diagnostic, advice } = notice;
  return [
    facts.join('\n'),
    diagnostic === null ? null : `The server said:\n${visible(diagnostic)}`,
    advice === null ? null : `What to do first: ${visible(advice)}`,
    notice.url,
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** At most so many characters, whole ones. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const characters = Array.from(text.slice(0, length - 1));
  // Half a surrogate pair at the end is no character.
  if (/[\uD800-\uDBFF]$/.test(characters.at(-1) ?? '')) characters.pop();
  return `${characters.join('')}…`;
}
