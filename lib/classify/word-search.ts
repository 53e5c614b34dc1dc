/**
 * Finds which of many words may occur in a text, in one pass whatever their number (Aho and Corasick, 1975). Words
 * are lower case; the text may be in any case. A word that occurs is always found; now and then one is found that
 * does not occur, because the table is kept small enough for the processor's cache: letters beyond ASCII share a
 * few classes, and only the beginning of a long word is looked for.
 */
export interface WordSearch {
  /** Calls `found` with the owner of each word, once or more. */
  search(text: string, found: (owner: number) => void): void;
}

const LONGEST = 8;
const OTHER_CLASSES = 6;

export function wordSearch(entries: readonly { word: string; owner: number }[]): WordSearch {
  const letters = asciiLetters(entries.map(({ word }) => word));
  const known = Math.max(...letters) + 1;
  const width = known + OTHER_CLASSES;
  const letterOf = (code: number): number =>
    code < 128 ? (letters[code] as number) : known + (lowerCase(code) % OTHER_CLASSES);

  const mostStates = entries.reduce((sum, { word }) => sum + Math.min(word.length, LONGEST), 1);
  const next = new Uint32Array(mostStates * width);
  const owners: number[][] = [[]];
  /** Of each state, the letters by which a word goes on. */
  const onward: number[][] = [[]];
  for (const { word, owner } of entries) {
    let state = 0;
    for (let i = 0; i < word.length && i < LONGEST; i++) {
      const letter = letterOf(word.charCodeAt(i));
      const edge = state * width + letter;
      if (!next[edge]) {
        next[edge] = owners.length;
        onward[state]?.push(letter);
        owners.push([]);
        onward.push([]);
      }
      state = next[edge] as number;
    }
    if (!owners[state]?.includes(owner)) owners[state]?.push(owner);
  }
  const table = completeTable(next, owners, onward, width);

  return {
    search(text, found) {
      let state = 0;
      for (let i = 0; i < text.length; i++) {
        state = table[state * width + letterOf(text.charCodeAt(i))] as number;
        const here = owners[state] as number[];
        for (let k = 0; k < here.length; k++) found(here[k] as number);
      }
    },
  };
}

const lowerCase = (code: number): number => String.fromCharCode(code).toLowerCase().charCodeAt(0);

/** Numbers the ASCII letters that words hold; 0 stands for all others. */
function asciiLetters(words: readonly string[]): Uint8Array {
  const letters = new Uint8Array(128);
  let count = 0;
  for (const code of new Set(
    words
      .join('')
      .split('')
      .map((letter) => letter.charCodeAt(0)),
  ))
    if (code < 128) letters[code] = ++count;
  for (let code = 0; code < 128; code++) letters[code] = letters[lowerCase(code)] as number;
  return letters;
}

/** Breadth first: where a word breaks off, the search goes on in the longest other word that is still possible. So each
 * row is that of the state to fall back to, but for the letters by which its own words go on. */
function completeTable(
  next: Uint32Array,
  owners: number[][],
  onward: readonly number[][],
  width: number,
): Uint16Array {
  if (owners.length > 0xffff) throw new Error('too many words for one search');
  const table = new Uint16Array(next.subarray(0, owners.length * width));
  const fallback = new Uint16Array(owners.length);
  const queue = (onward[0] as number[]).map((letter) => table[letter] as number);
  for (const state of queue) {
    const other = fallback[state] as number;
    owners[state]?.push(...(owners[other] ?? []));
    const row = state * width;
    table.copyWithin(row, other * width, (other + 1) * width);
    for (const letter of onward[state] as number[]) {
      const child = next[row + letter] as number;
      fallback[child] = table[row + letter] as number;
      table[row + letter] = child;
      queue.push(child);
    }
  }
  return table;
}
