/** Which items belong together, as pairs are joined. */
export class DisjointSets {
  readonly #parent: Map<string, string>;

  constructor(items: readonly string[]) {
    this.#parent = new Map(items.map((item) => [item, item]));
  }

  #rootOf(item: string): string {
    let root = item;
    for (
      let next = this.#parent.get(root);
      next !== undefined && next !== root;
      next = this.#parent.get(root)
    )
      root = next;
    this.#parent.set(item, root);
    return root;
  }

  join(a: string, b: string): void {
    const [one, other] = [this.#rootOf(a), this.#rootOf(b)];
    if (one !== other) this.#parent.set(one < other ? other : one, one < other ? one : other);
  }

  /** Each set sorted, in order of their first items. */
  sets(): string[][] {
    const byRoot = new Map<string, string[]>();
    for (const item of [...this.#parent.keys()].sort()) {
      const root = this.#rootOf(item);
      const known = byRoot.get(root);
      if (known === undefined) byRoot.set(root, [item]);
      else known.push(item);
    }
    return [...byRoot.values()];
  }
}
