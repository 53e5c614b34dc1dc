/** Where the primary's log stood when. */
interface Sample {
  at: number;
  position: bigint;
}

/** So many are told apart, however long a replica is away. */
const MOST_SAMPLES = 60;

/** How far behind a replica is in time: when the primary stood where the replica stands now. */
export class ReplayLag {
  #samples: Sample[] = [];
  #reachedAt: number | null = null;

  /** When the primary had what the replica has; `null`: it never had anything that was seen. */
  get reachedAt(): number | null {
    return this.#reachedAt;
  }

  get sampleCount(): number {
    return this.#samples.length;
  }

  primaryAt(at: number, position: bigint): void {
    this.#samples.push({ at, position });
    if (this.#samples.length > MOST_SAMPLES) this.#samples.splice(this.#closest(), 1);
  }

  replicaAt(position: bigint): void {
    for (const sample of this.#samples) if (sample.position <= position) this.#reachedAt = sample.at;
    this.#samples = this.#samples.filter((sample) => sample.position > position);
  }

  /** What is missed least between its neighbours. The oldest stays: it is what the replica reaches next. */
  #closest(): number {
    const gapAt = (n: number) => this.#samples[n + 1]!.at - this.#samples[n - 1]!.at;
    let closest = 1;
    for (let n = 2; n < this.#samples.length - 1; n++) if (gapAt(n) < gapAt(closest)) closest = n;
    return closest;
  }
}
