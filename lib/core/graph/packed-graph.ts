/**
 * A graph for the wire: columns of small numbers, and each text, set of services and list of networks once. Pack and
 * unpack are inverse.
 */
import type { ServiceSet } from "#lib/core/net/service-set.ts";
import {
  type AccountGraph,
  EDGE_MARKS,
  type EdgeMark,
  type GraphEdge,
  type GraphNode,
  type Mark,
  type NodeKind,
  type PlayedPart,
} from "./graph.ts";

const KINDS = [
  "internet",
  "networks",
  "prefix-list",
  "source",
  "group",
] as const satisfies readonly NodeKind[];
const NODE_MARKS = ["exposed", "drift", "unknown", "unused"] as const satisfies readonly Mark[];

/** Numbers are places in a table plus one; 0 is none. */
export interface PackedGraph {
  readonly version: 1;
  readonly isWhole: boolean;
  readonly accountNames: Readonly<Record<string, string>>;
  readonly texts: readonly string[];
  readonly parts: readonly PlayedPart[];
  /** Each set flat: from, to, from, to. */
  readonly services: readonly (readonly number[])[];
  readonly networks: readonly (readonly number[])[];
  readonly ids: readonly string[];
  readonly kinds: readonly number[];
  /** Empty where the label is the id. */
  readonly labels: readonly string[];
  readonly accounts: readonly number[];
  readonly regions: readonly number[];
  readonly vpcs: readonly number[];
  readonly plays: readonly number[];
  readonly owners: readonly number[];
  readonly carriers: readonly (readonly number[])[];
  readonly nodeMarks: readonly number[];
  /** Distance from the edge before. */
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly surely: readonly number[];
  readonly possibly: readonly number[];
  readonly missing: readonly number[];
  readonly edgeNetworks: readonly number[];
  readonly edgeMarks: readonly number[];
}

/** Things kept once, by their text. */
class Table<Item> {
  readonly items: Item[] = [];
  readonly #places = new Map<string, number>();
  readonly #keyOf: (item: Item) => string;

  constructor(keyOf: (item: Item) => string) {
    this.#keyOf = keyOf;
  }

  placeOf(item: Item | null): number {
    if (item === null) return 0;
    const key = this.#keyOf(item);
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    this.#places.set(key, this.items.push(item));
    return this.items.length;
  }
}

const bits = <Value>(values: readonly Value[], all: readonly Value[]): number =>
  all.reduce((sum, value, bit) => sum + (values.includes(value) ? 2 ** bit : 0), 0);

/** What each number of `bits` stands for. */
const everyChoice = <Value>(all: readonly Value[]): Value[][] =>
  Array.from({ length: 2 ** all.length }, (_, number) =>
    all.filter((_value, bit) => Math.floor(number / 2 ** bit) % 2 === 1),
  );

export const packGraph = ({ nodes, edges, isWhole, accountNames }: AccountGraph): PackedGraph => {
  const texts = new Table<string>((text) => text);
  const parts = new Table<PlayedPart>((part) => JSON.stringify(part));
  const services = new Table<number[]>(String);
  const networks = new Table<number[]>(String);
  const serviceAt = (set: ServiceSet) =>
    services.placeOf(set.length === 0 ? null : set.flatMap(({ from, to }) => [from, to]));
  return {
    version: 1,
    isWhole,
    accountNames,
    ids: nodes.map(({ id }) => id),
    kinds: nodes.map(({ kind }) => KINDS.indexOf(kind)),
    labels: nodes.map(({ id, label }) => (id === label ? "" : label)),
    accounts: nodes.map(({ accountId }) => texts.placeOf(accountId)),
    regions: nodes.map(({ region }) => texts.placeOf(region)),
    vpcs: nodes.map(({ vpcId }) => texts.placeOf(vpcId)),
    plays: nodes.map(({ plays }) => parts.placeOf(plays)),
    owners: nodes.map(({ ownerName }) => texts.placeOf(ownerName)),
    carriers: nodes.map(({ carriers }) => carriers),
    nodeMarks: nodes.map(({ marks }) => bits<Mark>(marks, NODE_MARKS)),
    from: edges.map(({ from }, place) => from - (edges[place - 1]?.from ?? 0)),
    to: edges.map(({ to }) => to),
    surely: edges.map(({ surely }) => serviceAt(surely)),
    possibly: edges.map(({ possibly }) => serviceAt(possibly)),
    missing: edges.map(({ missing }) => serviceAt(missing)),
    edgeNetworks: edges.map((edge) =>
      networks.placeOf(
        edge.networks.length === 0 ? null : edge.networks.map((network) => texts.placeOf(network)),
      ),
    ),
    edgeMarks: edges.map(({ marks }) => bits<EdgeMark>(marks, EDGE_MARKS)),
    texts: texts.items,
    parts: parts.items,
    services: services.items,
    networks: networks.items,
  };
};

const pairs = (flat: readonly number[]): ServiceSet =>
  Array.from({ length: flat.length / 2 }, (_, at) => ({
    from: flat[at * 2] ?? 0,
    to: flat[at * 2 + 1] ?? 0,
  }));

export const unpackGraph = (packed: PackedGraph): AccountGraph => {
  const at = <Item>(items: readonly Item[], place: number | undefined): Item | null =>
    items[(place ?? 0) - 1] ?? null;
  const textAt = (place: number | undefined) => at(packed.texts, place);
  // One array for each set: equal sets are the same one, which makes comparing them cheap.
  const services = packed.services.map(pairs);
  const networks = packed.networks.map((places) => places.map((place) => textAt(place) ?? ""));
  const none: never[] = [];
  const nodeMarks = everyChoice<Mark>(NODE_MARKS);
  const nodes = packed.ids.map((id, place): GraphNode => {
    const label = packed.labels[place] ?? "";
    return {
      id,
      kind: KINDS[packed.kinds[place] ?? -1] ?? "group",
      label: label === "" ? id : label,
      accountId: textAt(packed.accounts[place]),
      region: textAt(packed.regions[place]),
      vpcId: textAt(packed.vpcs[place]),
      plays: at(packed.parts, packed.plays[place]),
      ownerName: textAt(packed.owners[place]),
      carriers: packed.carriers[place] ?? none,
      marks: nodeMarks[packed.nodeMarks[place] ?? 0] ?? none,
    };
  });
  const marks = everyChoice<EdgeMark>(EDGE_MARKS);
  let from = 0;
  const edges = packed.to.map((to, place): GraphEdge => {
    from += packed.from[place] ?? 0;
    return {
      from,
      to,
      surely: at(services, packed.surely[place]) ?? none,
      possibly: at(services, packed.possibly[place]) ?? none,
      missing: at(services, packed.missing[place]) ?? none,
      networks: at(networks, packed.edgeNetworks[place]) ?? none,
      marks: marks[packed.edgeMarks[place] ?? 0] ?? none,
    };
  });
  return { nodes, edges, isWhole: packed.isWhole, accountNames: packed.accountNames };
};
