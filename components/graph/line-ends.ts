/**
 * Where lines may end, as numbers: nodes by their places, frames after them. A line to a frame stands for all that lies
 * in it; one to an account or a Region says that most of that is reached.
 */
import type { ShownGraph } from "#lib/core/graph/shown-graph.ts";

type Path = readonly number[];
type Pair = readonly [from: number, to: number];

const isWideId = (frame: string): boolean => frame.startsWith("account:") || frame.startsWith("region:");

export class LineEnds {
  readonly #nodes: number;
  readonly #frames: readonly string[];
  /** By end, the frames around it, the outermost first; a frame is the innermost of its own. */
  readonly #paths: Path[];
  /** By wide frame, by end outside it, the parts of it that the end reaches or is reached from. */
  readonly #reached = new Map<number, Map<number, Set<number>>>();
  /** By wide frame, how many parts it has: VPCs, or what stands for them. */
  readonly #parts = new Map<number, number>();

  /** `frames`: ids of clusters that have one. `edges`: everything that is to be drawn. */
  constructor({ nodes }: ShownGraph, frames: ReadonlySet<string>, edges: readonly Pair[]) {
    this.#nodes = nodes.length;
    this.#frames = [...frames];
    const numbers = new Map(this.#frames.map((id, at) => [id, nodes.length + at]));
    this.#paths = nodes.map(({ within }) => within.flatMap((id) => numbers.get(id) ?? []));
    for (let at = 0; at < nodes.length; at += 1) {
      const path = this.#paths[at] ?? [];
      path.forEach((frame, depth) => {
        this.#paths[frame] ??= path.slice(0, depth + 1);
      });
    }
    this.#countParts(edges);
  }

  /** How many ends there may be. */
  get count(): number {
    return this.#nodes + this.#frames.length;
  }

  /** The place of a node, or the id of a frame. */
  named(end: number): number | string {
    return this.#frames[end - this.#nodes] ?? end;
  }

  /** The outermost frame around one end that is not around the other; the end itself where there is none. */
  outer(end: number, other: number): number {
    const around = this.#paths[other] ?? [];
    for (const frame of this.#paths[end] ?? [])
      if (!around.includes(frame) && (!this.#isWide(frame) || this.#isMostReached(frame, other)))
        return frame;
    return end;
  }

  #isWide(frame: number): boolean {
    return isWideId(this.#frames[frame - this.#nodes] ?? "");
  }

  #isMostReached(frame: number, end: number): boolean {
    const reached = this.#reached.get(frame)?.get(end)?.size ?? 0;
    return reached * 2 >= (this.#parts.get(frame) ?? 0);
  }

  #countParts(edges: readonly Pair[]): void {
    const wide = this.#frames.flatMap((id, at) => (isWideId(id) ? [this.#nodes + at] : []));
    for (const frame of wide) {
      const parts = Int32Array.from({ length: this.#nodes }, (_, at) => {
        const path = this.#paths[at] ?? [];
        return path.includes(frame) ? (path.find((each) => !this.#isWide(each)) ?? at) : -1;
      });
      const reached = new Map<number, Set<number>>();
      const note = (end: number, part: number) => {
        const known = reached.get(end);
        if (known === undefined) reached.set(end, new Set([part]));
        else known.add(part);
      };
      for (const [from, to] of edges) {
        const [sender, receiver] = [parts[from] ?? -1, parts[to] ?? -1];
        if (sender === -1 && receiver !== -1) note(from, receiver);
        if (receiver === -1 && sender !== -1) note(to, sender);
      }
      this.#reached.set(frame, reached);
      this.#parts.set(frame, new Set(parts.filter((part) => part !== -1)).size);
    }
  }
}
