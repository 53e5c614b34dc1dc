/** How much is answered in one go. */
interface Most {
  items: number;
  bytes: number;
}

interface Asked<Item, Answer> {
  item: Item;
  resolve(answer: Answer): void;
  reject(reason: unknown): void;
}

/**
 * Group commit: whoever comes while something is being written waits for that, and is written with all others who came
 * meanwhile. Who comes alone is written at once.
 */
export class Together<Item, Answer> {
  #waiting: Asked<Item, Answer>[] = [];
  #isBusy = false;

  constructor(
    /** In the order of the items. Where it throws, all of them are told: who asks once more must be safe to do so. */
    private readonly all: (items: Item[]) => Promise<Answer[]>,
    /** Each by itself, where that was because of one of them. */
    private readonly one: (item: Item) => Promise<Answer>,
    private readonly isOfOne: (error: unknown) => boolean,
    private readonly sizeOf: (item: Item) => number,
    private readonly most: Most,
  ) {}

  ask(item: Item): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      void this.#run();
    });
  }

  async #run(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    while (this.#waiting.length > 0) await this.#answer(this.#next());
    this.#isBusy = false;
  }

  /** At least one, however large it is. */
  #next(): Asked<Item, Answer>[] {
    let [count, bytes] = [0, 0];
    for (const { item } of this.#waiting) {
      bytes += this.sizeOf(item);
      if (count > 0 && (count >= this.most.items || bytes > this.most.bytes)) break;
      count++;
    }
    return this.#waiting.splice(0, count);
  }

  async #answer(asked: Asked<Item, Answer>[]): Promise<void> {
    try {
      const answers = await this.all(asked.map(({ item }) => item));
      asked.forEach(({ resolve }, i) => {
        resolve(answers[i]!);
      });
    } catch (error) {
      if (asked.length > 1 && this.isOfOne(error))
        await Promise.all(asked.map(({ item, resolve, reject }) => this.one(item).then(resolve, reject)));
      else for (const { reject } of asked) reject(error);
    }
  }
}
