import { expect, it } from 'vitest';
import { ENTRIES } from '@/lib/classify/dictionary';
import { requiredWords } from '@/lib/classify/required-words';
import { SIGNATURES } from '@/lib/classify/signatures';
import { PROVIDERS } from '@/lib/providers';

const patterns = [
  ...ENTRIES.flatMap(({ rule }) => (rule.text ? [{ id: rule.id, text: rule.text }] : [])),
  ...SIGNATURES.map(({ provider, text }) => ({ id: `signature of ${provider}`, text })),
];

it('every rule has a name of its own, and every signature a provider', () => {
  const unlike = new Map<string, unknown>();
  for (const { rule } of ENTRIES) {
    const known = unlike.get(rule.id);
    if (known !== undefined && known !== JSON.stringify(rule))
      throw new Error(`two rules are called ${rule.id}`);
    unlike.set(rule.id, JSON.stringify(rule));
  }
  const providers = new Set(PROVIDERS.map(({ id }) => id));
  expect(SIGNATURES.filter(({ provider }) => !providers.has(provider))).toEqual([]);
});

it('patterns are matched without regard to case, and hold no state', () => {
  const stateful = patterns.filter(({ text }) => text.global || text.sticky);
  expect(stateful.map(({ id }) => id)).toEqual([]);
});

/** Texts made to keep a pattern busy: its own words over and over, with and without blanks, and what its classes
 * match, always ending in something that does not fit. */
function hostileTexts(pattern: RegExp, length: number): string[] {
  const literals = pattern.source.match(/[a-z\u0080-\uffff][a-z \u0080-\uffff]{1,30}/gi) ?? [];
  const longest = [...new Set([...(requiredWords(pattern) ?? []), ...literals])]
    .sort((a, b) => b.length - a.length)
    .slice(0, 40);
  const parts = [
    ...longest,
    ...longest.map((word) => `${word} `),
    longest.slice(0, 6).join(' '),
    longest.slice(0, 6).join(''),
  ];
  const classes = ['a', ' ', '1', '.', '1.', 'a ', 'a.', '-', ':', '<', '@', 'a@', '[', '[1.2.3.4] ', '='];
  return [...new Set([...parts, ...classes])]
    .filter(Boolean)
    .map((part) => `${part.repeat(Math.ceil(length / part.length)).slice(0, length)}\u0000`);
}

/** Of the processor, not of the clock: a busy machine takes longer and computes no more. */
function milliseconds(pattern: RegExp, text: string): number {
  const start = process.cpuUsage();
  pattern.test(text);
  return process.cpuUsage(start).user / 1000;
}

const SHORT = 4_000;
const LONG = 32_000;
/** Linear time grows by 8 from the short text to the long one, quadratic time by 64. */
const MOST_GROWTH = 30;
/** What is this fast needs no second look: the clock is too coarse and the machine too busy. */
const NEGLIGIBLE_MS = 15;

it('no pattern backtracks: time grows with the length of the text and no faster', () => {
  const guilty: string[] = [];
  for (const { id, text } of patterns) {
    const short = hostileTexts(text, SHORT);
    hostileTexts(text, LONG).forEach((long, i) => {
      if (milliseconds(text, long) < NEGLIGIBLE_MS) return;
      const best = (sample: string) =>
        Math.min(...Array.from({ length: 5 }, () => milliseconds(text, sample)));
      const [few, many] = [best(short[i] ?? ''), best(long)];
      if (many > NEGLIGIBLE_MS && many > few * MOST_GROWTH)
        guilty.push(`${id}: ${long.slice(0, 40)}… ${few} → ${many} ms`);
    });
  }
  expect(guilty).toEqual([]);
}, 120_000);
