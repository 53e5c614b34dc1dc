import { CATEGORIES } from '@/lib/mail/category';

const KNOWN = new Set<string>(CATEGORIES);

/** A category's one colour, in light and in dark. */
export function categoryColour(category: string | null): string {
  return category !== null && KNOWN.has(category)
    ? `var(--category-${category})`
    : 'var(--category-unclassified)';
}

/** What is left when the largest have a colour of their own: it is no category. */
export const OTHERS_COLOUR = 'var(--others)';

/** As many tints of one colour as can be told apart; then they repeat. */
const TINTS = 5;

/** The colour of the nth series of one category: the same hue, at the theme's levels of lightness in an order that
 * keeps those that lie on each other far apart. */
export function shade(category: string | null, nth: number): string {
  const colour = categoryColour(category);
  const step = ((nth % TINTS) * 2) / TINTS;
  if (step === 0) return colour;
  const level = `mod(l - var(--tint-low) + ${step} * var(--tint-span), var(--tint-span))`;
  return `oklch(from ${colour} calc(var(--tint-low) + ${level}) c h)`;
}
