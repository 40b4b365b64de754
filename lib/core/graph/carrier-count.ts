/** How many different interfaces carry some nodes: each is stamped with the number of the question that met it. */
import type { AccountGraph, GraphNode } from "./graph.ts";

export class CarrierCount {
  readonly #nodes: readonly GraphNode[];
  readonly #met: Int32Array;
  readonly #stamps: Int32Array;
  #question = 0;
  #count = 0;

  constructor({ nodes }: AccountGraph) {
    let most = 0;
    for (const { carriers } of nodes) for (const carrier of carriers) if (carrier >= most) most = carrier + 1;
    this.#nodes = nodes;
    this.#met = new Int32Array(nodes.length);
    this.#stamps = new Int32Array(most);
  }

  begin(): void {
    this.#question += 1;
    this.#count = 0;
  }

  /** `place`: of a node; once is as often. */
  add(place: number): void {
    if (this.#met[place] === this.#question) return;
    this.#met[place] = this.#question;
    for (const carrier of this.#nodes[place]?.carriers ?? [])
      if (this.#stamps[carrier] !== this.#question) {
        this.#stamps[carrier] = this.#question;
        this.#count += 1;
      }
  }

  get count(): number {
    return this.#count;
  }
}
