import { z } from 'zod';
import { Matcher } from './silence';

/** `provider=gmail, severity!=critical`: conditions on alerts, as people write them. */
export const MatcherText = z.string().transform((text, context) =>
  text
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const [, name, operator, value] = /^([a-z-]+)\s*(!?=)\s*(.+)$/.exec(part) ?? [];
      const matcher = Matcher.safeParse({ name, operator: operator === '=' ? 'is' : 'is-not', value });
      if (matcher.success) return matcher.data;
      context.addIssue(`“${part}” is no condition: write for example provider=gmail`);
      return z.NEVER;
    }),
);

/** The same the other way round. */
export const matcherText = (matchers: readonly Matcher[]): string =>
  matchers.map(({ name, operator, value }) => `${name}${operator === 'is' ? '=' : '!='}${value}`).join(', ');
