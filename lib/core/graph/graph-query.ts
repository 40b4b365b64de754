/** What a page of the graph shows, and how that stands in its address. Whatever an address does not say is usual. */

import type { ServiceSet } from "#lib/core/net/service-set.ts";
import { parseService } from "#lib/core/net/service-text.ts";
import { LEVELS, type Level } from "./clusters.ts";
import { FOCUS_WAYS, type FocusWay } from "./focus.ts";
import type { Mark } from "./graph.ts";
import type { GraphFilter } from "./graph-part.ts";

export const GRAPH_VIEWS = ["graph", "matrix"] as const;
export const GRAPH_ONLY = ["drift", "exposed", "unknown", "unused"] as const satisfies readonly Mark[];

export interface GraphQuery {
  readonly view: (typeof GRAPH_VIEWS)[number];
  /** Account and Region, `ACCOUNT/REGION`; empty for the first. */
  readonly scope: string;
  /** ISO 8601 UTC; empty for now. */
  readonly at: string;
  /** Null: whatever suits the size of the account. */
  readonly by: Level | null;
  /** Ids of clusters that are turned the other way than `by` says. */
  readonly open: readonly string[];
  /** A node's or cluster's id; empty for none. */
  readonly focus: string;
  readonly way: FocusWay;
  /** 0 for as far as it goes. */
  readonly hops: number;
  readonly only: Mark | null;
  /** As typed: `22`, `udp/53`; empty for any. */
  readonly port: string;
  readonly person: string;
  readonly hideInternal: boolean;
  /** Edges to what lies outside are left out unless asked for: EC2 opens them all by default. */
  readonly showOutward: boolean;
  /** Centre and scale of the picture, `X,Y,SCALE`; empty for all of it. */
  readonly camera: string;
  /** Id of the node or cluster that is selected; empty for none. */
  readonly node: string;
}

export const GRAPH_PARAMETERS = [
  "view",
  "scope",
  "at",
  "by",
  "open",
  "focus",
  "way",
  "hops",
  "only",
  "port",
  "person",
  "internal",
  "outward",
  "camera",
  "node",
] as const;

type Given = Partial<Record<(typeof GRAPH_PARAMETERS)[number], string>>;

const MOST_HOPS = 9;

const oneOf = <Value extends string>(values: readonly Value[], text: string | undefined): Value | null =>
  values.find((value) => value === text) ?? null;

export const graphQuery = (given: Given): GraphQuery => ({
  view: oneOf(GRAPH_VIEWS, given.view) ?? "graph",
  scope: given.scope ?? "",
  at: given.at ?? "",
  by: oneOf(LEVELS, given.by),
  open: [...new Set((given.open ?? "").split("~").filter((id) => id !== ""))].sort(),
  focus: given.focus ?? "",
  way: oneOf(FOCUS_WAYS, given.way) ?? "both",
  hops: /^[0-9]$/.test(given.hops ?? "") ? Math.min(MOST_HOPS, Number(given.hops)) : 1,
  only: oneOf(GRAPH_ONLY, given.only),
  port: given.port ?? "",
  person: given.person ?? "",
  hideInternal: given.internal === "hidden",
  showOutward: given.outward === "shown",
  camera: /^-?\d+,-?\d+,\d+(?:\.\d+)?$/.test(given.camera ?? "") ? (given.camera ?? "") : "",
  node: given.node ?? "",
});

/** The parameters of an address, without those that say what is usual. */
export const graphParameters = (query: GraphQuery): Given => {
  const given: Given = {
    view: query.view === "graph" ? "" : query.view,
    scope: query.scope,
    at: query.at,
    by: query.by ?? "",
    open: query.open.join("~"),
    focus: query.focus,
    way: query.way === "both" ? "" : query.way,
    hops: query.hops === 1 ? "" : `${query.hops}`,
    only: query.only ?? "",
    port: query.port,
    person: query.person,
    internal: query.hideInternal ? "hidden" : "",
    outward: query.showOutward ? "shown" : "",
    camera: query.camera,
    node: query.node,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ""));
};

export const graphHref = (query: GraphQuery): string => {
  const text = new URLSearchParams(graphParameters(query)).toString();
  return text === "" ? "/graph" : `/graph?${text}`;
};

/** A port as people type it: `22` is tcp/22. Null for what names no service. */
export const typedService = (text: string): ServiceSet | null => {
  const typed = text.trim().toLowerCase();
  const service = parseService(/^\d+(?:-\d+)?$/.test(typed) ? `tcp/${typed}` : typed);
  return service.ok ? service.value : null;
};

/** A port that names no service filters nothing: the page says so beside its field. */
export const filterOf = (query: GraphQuery): GraphFilter => ({
  only: query.only,
  services: query.port === "" ? null : typedService(query.port),
  person: query.person === "" ? null : query.person,
  hideInternal: query.hideInternal,
  hideOutward: !query.showOutward,
});

const FEW_GROUPS = 48;

/** Groups one by one while a picture of them can be read, stacks from there on. */
export const usualLevel = (groups: number): Level => (groups <= FEW_GROUPS ? "group" : "stack");
