/**
 * What any match of a pattern must contain: one word of the returned list, in lower case. `null` where nothing
 * long enough is certain. Lets a text be searched once for the words of all rules, so that only the few rules
 * whose word is there run their pattern.
 */
export function requiredWords(pattern: RegExp): readonly string[] | null {
  const words = new SourceReader(pattern.source).alternatives();
  return words && weight(words) >= SHORTEST ? words : null;
}

const SHORTEST = 2;

/** A letter beyond ASCII says more than one of the alphabet that every response is written in. */
function length(word: string): number {
  let sum = 0;
  for (const character of word) sum += character > '\x7f' ? 3 : 1;
  return sum;
}

function weight(words: readonly string[]): number {
  let least = Infinity;
  for (const word of words) least = Math.min(least, length(word));
  return least;
}

/** Characters that stand for themselves; what is quantified is not one of them. */
const PLAIN = /^[^\\[\](){}.|?*+^$]+(?![?*+{])/;
const ZERO_WIDTH = /^(?:\\[bB]|\^|\$)/;
const CHARACTER_CLASS = /^(?:\[(?:\\.|[^\]\\])*\]|\\[dDwWsSpPk]|\.)/;
const QUANTIFIER = /^(?:[?*+]|\{(\d+)(?:,\d*)?\})\??/;
const GROUP = /^\((?:\?(?:[:=!]|<[=!]|<\w+>))?/;

/** Reads the source of a regular expression from left to right. */
class SourceReader {
  private rest: string;

  constructor(source: string) {
    this.rest = source;
  }

  /** Up to the end of the group: every alternative has to promise a word. */
  alternatives(): string[] | null {
    const promises = [this.sequence()];
    while (this.take(/^\|/)) promises.push(this.sequence());
    return promises.every((words) => words !== null) ? promises.flat() : null;
  }

  private sequence(): string[] | null {
    let best: string[] | null = null;
    let run = '';
    const offer = (words: string[] | null): void => {
      if (words && weight(words) > 0 && (!best || weight(words) > weight(best))) best = words;
    };
    const endRun = (): void => {
      if (run) offer([run]);
      run = '';
    };
    while (this.rest && !/^[|)]/.test(this.rest)) {
      const plain = this.take(PLAIN);
      if (plain) {
        run += plain.toLowerCase();
        continue;
      }
      if (this.take(ZERO_WIDTH)) continue;
      const opening = this.take(GROUP);
      if (opening) {
        const words = this.alternatives();
        this.take(/^\)/);
        const certain = this.atLeastOnce();
        if (/[=!]$/.test(opening)) continue;
        endRun();
        if (certain) offer(words);
      } else if (this.take(CHARACTER_CLASS)) {
        this.atLeastOnce();
        endRun();
      } else {
        const character = this.character();
        const quantified = QUANTIFIER.test(this.rest);
        if (this.atLeastOnce()) run += character;
        if (quantified) endRun();
      }
    }
    endRun();
    return best;
  }

  /** Reads the quantifier, if there is one, of the item before it. */
  private atLeastOnce(): boolean {
    const quantifier = this.take(QUANTIFIER);
    return !quantifier || !/^(?:[?*]|\{0)/.test(quantifier);
  }

  private character(): string {
    const coded = this.take(/^\\(?:x[\da-f]{2}|u[\da-f]{4})/i);
    if (coded) return String.fromCharCode(Number.parseInt(coded.slice(2), 16)).toLowerCase();
    return (this.take(/^\\./) ?? this.take(/^./s) ?? '').slice(-1).toLowerCase();
  }

  private take(token: RegExp): string | null {
    const found = token.exec(this.rest)?.[0];
    if (found === undefined) return null;
    this.rest = this.rest.slice(found.length);
    return found;
  }
}
