import { requiredWords } from './required-words';
import { wordSearch } from './word-search';

/** Tells which of many patterns can match a text at all, by the words that each of them needs. */
export interface PatternIndex {
  /** Reads a text; the answers of `mayMatch` are about the text read last. */
  read(text: string): void;
  mayMatch(pattern: number): boolean;
}

const MOST_READINGS = 0xffffffff;

/** `null` stands for no pattern: it needs no words. */
export function patternIndex(patterns: readonly (RegExp | null)[]): PatternIndex {
  const words = patterns.map((pattern) => (pattern ? requiredWords(pattern) : null));
  const search = wordSearch(words.flatMap((list, owner) => (list ?? []).map((word) => ({ word, owner }))));
  const needsWords = words.map((list) => list !== null);
  // A pattern of which the text holds a word bears the number of this reading.
  const seenIn = new Uint32Array(patterns.length);
  let readings = 0;
  const seen = (owner: number): void => {
    seenIn[owner] = readings;
  };
  return {
    read(text) {
      if (readings === MOST_READINGS) {
        seenIn.fill(0);
        readings = 0;
      }
      readings++;
      search.search(text, seen);
    },
    mayMatch: (pattern) => !needsWords[pattern] || seenIn[pattern] === readings,
  };
}
