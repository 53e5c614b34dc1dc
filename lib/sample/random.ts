/** Seeded random numbers: the sample must be the same bytes wherever and whenever it is made. */
export interface Random {
  /** 0 ≤ x < 1 */
  next(): number;
  between(low: number, high: number): number;
  pick<T>(choices: readonly T[]): T;
  /** One of `choices`, each as likely as its weight. */
  weigh<T>(choices: readonly T[], weightOf: (choice: T) => number): T;
  /** Lower-case letters and digits, such as servers put into their answers. */
  token(length: number): string;
}

/** Two numbers name a stream: the seed, and the slot of time it is drawn for. */
export function randomOf(seed: number, slot: number): Random {
  let state = scramble(seed ^ scramble(slot));
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    return scramble(state) / 2 ** 32;
  };
  const pick = <T>(choices: readonly T[]): T => choices[Math.floor(next() * choices.length)] as T;
  return {
    next,
    pick,
    between: (low, high) => low + Math.floor(next() * (high - low)),
    weigh(choices, weightOf) {
      let left = next() * choices.reduce((sum, choice) => sum + weightOf(choice), 0);
      for (const choice of choices) {
        left -= weightOf(choice);
        if (left < 0) return choice;
      }
      return pick(choices);
    },
    token(length) {
      let letters = '';
      while (letters.length < length)
        letters += Math.floor((1 + next()) * 36 ** 5)
          .toString(36)
          .slice(1);
      return letters.slice(0, length);
    },
  };
}

/** The finaliser of MurmurHash3: every bit of the input moves every bit of the output. */
function scramble(input: number): number {
  let bits = input | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
