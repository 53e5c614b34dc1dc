export type Labels = (string | number | boolean | null)[];

type Label = Labels[number];
type Branch = Map<Label, Branch | number>;

/** Ids of label sets, a level for each label: to follow them takes a quarter of the time of joining them into one key,
 * and every event asks. */
export class LabelTree {
  readonly #root: Branch = new Map();

  /** `labels` are as many each time. */
  get(labels: Labels): number | undefined {
    let branch: Branch | number | undefined = this.#root;
    for (let i = 0; i < labels.length && branch !== undefined; i++)
      branch = (branch as Branch).get(labels[i]!);
    return branch as number | undefined;
  }

  set(labels: Labels, id: number): void {
    let branch = this.#root;
    const last = labels.length - 1;
    for (let i = 0; i < last; i++) {
      const next = (branch.get(labels[i]!) as Branch | undefined) ?? new Map();
      branch.set(labels[i]!, next);
      branch = next;
    }
    branch.set(labels[last]!, id);
  }
}
