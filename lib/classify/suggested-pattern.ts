import { PLACEHOLDER } from '@/lib/mail/normalise-response';

/** Longer ones say no more, and are harder to read. */
const MAX_LENGTH = 160;

/** A pattern that finds every response that was normalised to this text; `null` where no words are left to find. */
export function suggestedPattern(normalised: string): string | null {
  const pieces = normalised.split(PLACEHOLDER).map((piece) => piece.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  let pattern = pieces[0] ?? '';
  for (const piece of pieces.slice(1)) {
    if (pattern.length > MAX_LENGTH) break;
    pattern += `.+${piece}`;
  }
  const core = cutBetweenWords(pattern)
    .replace(/(?:\.\+\s*){2,}/g, '.+')
    .replace(/^(?:\.\+|\s)+|(?:\.\+|\s)+$/g, '');
  return /\p{L}{2}/u.test(core) ? core : null;
}

function cutBetweenWords(pattern: string): string {
  if (pattern.length <= MAX_LENGTH) return pattern;
  const blank = pattern.lastIndexOf(' ', MAX_LENGTH);
  return blank > 0 ? pattern.slice(0, blank) : pattern;
}
