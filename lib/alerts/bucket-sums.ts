/** Sums over stretches of buckets, each answered by two look-ups. */
export class BucketSums {
  /** What came before each bucket. */
  readonly #before: Float64Array;
  readonly #from: number;
  readonly #width: number;

  constructor(from: number, to: number, widthMs: number) {
    this.#from = from;
    this.#width = widthMs;
    this.#before = new Float64Array(Math.ceil((to - from) / widthMs) + 1);
  }

  add(at: number, events: number): void {
    this.#before[this.#index(at) + 1]! += events;
  }

  /** To be called once, when all is added. */
  close(): this {
    for (let i = 1; i < this.#before.length; i++) this.#before[i]! += this.#before[i - 1]!;
    return this;
  }

  /** Of the buckets that begin after `from`, up to and including `to`. */
  between(from: number, to: number): number {
    return this.#upTo(to) - this.#upTo(from);
  }

  #upTo(at: number): number {
    const index = Math.min(Math.max(this.#index(at) + 1, 0), this.#before.length - 1);
    return this.#before[index] ?? 0;
  }

  #index(at: number): number {
    return Math.floor((at - this.#from) / this.#width);
  }
}
