import { COMMON_WORDS } from './common-words';

export const PASSWORD_LENGTH = { min: 12, max: 256 };

/** NIST SP 800-63B, 3.1.1.2: length and a list of what is tried first; no rules of composition, no expiry. */
export function faultOfPassword(password: string, name: string): string | null {
  const { length } = [...password.normalize('NFKC')];
  if (length < PASSWORD_LENGTH.min) return `at least ${PASSWORD_LENGTH.min} characters; this has ${length}`;
  if (length > PASSWORD_LENGTH.max) return `at most ${PASSWORD_LENGTH.max} characters; this has ${length}`;
  const text = password.normalize('NFKC').toLowerCase();
  if (isSequence(text)) return 'a row of the keyboard or of the alphabet is among the first that are tried';
  const own = name.toLowerCase().split(/[^\p{L}]+/u);
  const words = new Set([...COMMON_WORDS, ...own.filter((part) => part.length > 2)]);
  const trimmed = [text, text.replace(/\P{L}+$/u, ''), text.replace(/^\P{L}+|\P{L}+$/gu, '')];
  const spellings = [text, ...trimmed.map((part) => part.replace(/[0134578@$!|+9]/g, (sign) => LEET[sign]!))];
  if (spellings.some((spelling) => isMadeOf(spelling.replace(/[^\p{L}]/gu, ''), words)))
    return 'one or two common words with digits around them are among the first that are tried';
  return null;
}

/** The signs that stand for letters in most lists of stolen passwords. */
const LEET: Record<string, string> = {
  ...{ '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '8': 'b', '9': 'g' },
  ...{ '@': 'a', $: 's', '!': 'i', '|': 'l', '+': 't' },
};

const ROWS = [
  ...[
    '01234567890',
    'abcdefghijklmnopqrstuvwxyz',
    'qwertyuiop',
    'asdfghjkl',
    'zxcvbnm',
    'qwertzuiop',
    'yxcvbnm',
  ],
  ...['azertyuiop', 'qsdfghjklm', 'wxcvbn', '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p', '1q2w3e4r5t6y7u8i9o0p'],
  ...['qazwsxedcrfvtgbyhnujmikolp', '!@#$%^&*()'],
];
const STEPS = new Set(
  ROWS.flatMap((row) => [...row].slice(1).flatMap((sign, at) => [row[at] + sign, sign + row[at]])),
);
/** Of the pairs of neighbours, how many follow a row or repeat themselves. */
const SEQUENCE_SHARE = 0.75;
const FEW_SIGNS = 4;

function isSequence(text: string): boolean {
  const signs = [...text];
  if (new Set(signs).size <= FEW_SIGNS) return true;
  const pairs = signs.slice(1).map((sign, at) => signs[at] + sign);
  const followed = pairs.filter((pair) => STEPS.has(pair) || pair[0] === pair[1]);
  return followed.length / pairs.length >= SEQUENCE_SHARE;
}

const MOST_WORDS = 2;

/** No letters at all: digits and signs, of which dates and numbers are the most. One word repeated is still one word. */
function isMadeOf(letters: string, words: ReadonlySet<string>, most = MOST_WORDS): boolean {
  if (letters === '') return true;
  if (most === 0) return false;
  for (let length = letters.length; length > 0; length--) {
    const word = letters.slice(0, length);
    if (!words.has(word)) continue;
    const rest = letters.slice(length).replace(new RegExp(`^(?:${word})+`), '');
    if (isMadeOf(rest, words, most - 1)) return true;
  }
  return false;
}
