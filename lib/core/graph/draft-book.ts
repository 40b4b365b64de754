/** Edges while they are gathered: what each rule adds is kept apart until all is there, then united once. */
import { equalServices, NO_SERVICES, type ServiceSet, servicesOf } from "#lib/core/net/service-set.ts";
import type { EdgeMark, GraphEdge } from "./graph.ts";

/** An edge whose ends are node ids. */
export interface EdgeDraft extends Omit<GraphEdge, "from" | "to"> {
  readonly from: string;
  readonly to: string;
}

interface Addition {
  readonly surely: ServiceSet;
  readonly possibly: ServiceSet;
  /** Null where the node is one network or none. */
  readonly network: string | null;
  readonly isStray: boolean;
  readonly isOpen: boolean;
}

const united = (sets: readonly ServiceSet[]): ServiceSet => {
  const [first = NO_SERVICES, ...others] = sets;
  return others.every((set) => equalServices(set, first)) ? first : servicesOf(sets.flat());
};

class GatheredEdge {
  readonly #from: string;
  readonly #to: string;
  readonly #surely: ServiceSet[] = [];
  readonly #possibly: ServiceSet[] = [];
  readonly #missing: ServiceSet[] = [];
  readonly #networks = new Set<string>();
  #isStray = false;
  #isOpen = false;

  constructor(from: string, to: string) {
    this.#from = from;
    this.#to = to;
  }

  add({ surely, possibly, network, isStray, isOpen }: Addition): void {
    this.#surely.push(surely);
    this.#possibly.push(possibly);
    if (network !== null) this.#networks.add(network);
    this.#isStray ||= isStray;
    this.#isOpen ||= isOpen;
  }

  lack(services: ServiceSet, network: string | null): void {
    this.#missing.push(services);
    if (network !== null) this.#networks.add(network);
  }

  draft(): EdgeDraft {
    const surely = united(this.#surely);
    const possibly = united(this.#possibly);
    const missing = united(this.#missing);
    const marks: EdgeMark[] = [];
    if (this.#isOpen) marks.push("exposed");
    if (this.#isStray || missing.length > 0) marks.push("drift");
    if (!equalServices(surely, possibly)) marks.push("unknown");
    const networks = [...this.#networks].sort();
    return { from: this.#from, to: this.#to, surely, possibly, missing, networks, marks };
  }
}

export class DraftBook {
  readonly #edges = new Map<string, Map<string, GatheredEdge>>();

  /** The one edge between two nodes. */
  of(from: string, to: string): GatheredEdge {
    const outward = this.#edges.get(from) ?? new Map<string, GatheredEdge>();
    this.#edges.set(from, outward);
    const edge = outward.get(to) ?? new GatheredEdge(from, to);
    outward.set(to, edge);
    return edge;
  }

  drafts(): readonly EdgeDraft[] {
    return [...this.#edges.values()].flatMap((outward) => [...outward.values()].map((edge) => edge.draft()));
  }
}
