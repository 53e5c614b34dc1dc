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

  const next: number[] = new Array(width).fill(0);
  const owners: number[][] = [[]];
  for (const { word, owner } of entries) {
    let state = 0;
    for (let i = 0; i < word.length && i < LONGEST; i++) {
      const edge = state * width + letterOf(word.charCodeAt(i));
      if (!next[edge]) {
        next[edge] = owners.length;
        owners.push([]);
        for (let k = 0; k < width; k++) next.push(0);
      }
      state = next[edge] as number;
    }
    if (!owners[state]?.includes(owner)) owners[state]?.push(owner);
  }
  const table = completeTable(next, owners, width);

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

/** Breadth first: where a word breaks off, the search goes on in the longest other word that is still possible. */
function completeTable(next: readonly number[], owners: number[][], width: number): Uint16Array {
  if (owners.length > 0xffff) throw new Error('too many words for one search');
  const table = Uint16Array.from(next);
  const fallback = new Uint16Array(owners.length);
  const queue: number[] = [];
  for (let letter = 0; letter < width; letter++) if (table[letter]) queue.push(table[letter] as number);
  for (const state of queue) {
    const other = fallback[state] as number;
    owners[state]?.push(...(owners[other] ?? []));
    for (let letter = 0; letter < width; letter++) {
      const edge = state * width + letter;
      const elsewhere = table[other * width + letter] as number;
      if (table[edge]) {
        fallback[table[edge] as number] = elsewhere;
        queue.push(table[edge] as number);
      } else table[edge] = elsewhere;
    }
  }
  return table;
}
