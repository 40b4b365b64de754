/**
 * What of a look is shown: all of it behind the `#` of the address, which browsers send to nobody. Names and ids of
 * somebody's account stand there, never in the part of the address that a server hears of.
 */
import { SEVERITIES, type Severity } from "#lib/core/findings/catalogue/catalogue-finding.ts";

export const LOOK_TABS = ["findings", "groups", "graph", "proposals", "reach"] as const;
export type LookTab = (typeof LOOK_TABS)[number];

export const LOOK_GROUP_KINDS = ["all", "exposed", "placed", "unplaced", "unused", "managed"] as const;
export type LookGroupKind = (typeof LOOK_GROUP_KINDS)[number];

export interface LookView {
  readonly tab: LookTab;
  /** Words to search for; on the reach tab the question. */
  readonly text: string;
  readonly page: number;
  readonly kind: LookGroupKind;
  readonly severity: Severity | "cannot-tell" | "";
  readonly rule: string;
  /** The group that is open; empty for none. */
  readonly group: string;
  /** The proposed stack that is open; empty for none. */
  readonly stack: string;
  /** What the graph shows, as `graph-query.ts` writes it. */
  readonly graph: string;
  /** What the files do not tell and YAML needs. */
  readonly account: string;
  readonly region: string;
}

const SEVERITY_CHOICES = [...SEVERITIES, "cannot-tell"] as const;

const oneOf = <Value extends string>(values: readonly Value[], given: string | null): Value | undefined =>
  values.find((value) => value === given);

/** `hash` with or without its `#`. Whatever means nothing is left out. */
export const lookView = (hash: string): LookView => {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const text = (name: string): string => (given.get(name) ?? "").slice(0, 300);
  return {
    tab: oneOf(LOOK_TABS, given.get("view")) ?? "findings",
    text: text("q"),
    page: Math.max(1, Math.trunc(Number(given.get("page") ?? "1")) || 1),
    kind: oneOf(LOOK_GROUP_KINDS, given.get("kind")) ?? "all",
    severity: oneOf(SEVERITY_CHOICES, given.get("severity")) ?? "",
    rule: text("rule"),
    group: text("group"),
    stack: text("stack"),
    graph: given.get("graph") ?? "",
    account: text("account"),
    region: text("region"),
  };
};

/** Another page begins at its start; another tab without filters. Account and Region stay. */
export const lookHref = (view: LookView, change: Partial<LookView>): string => {
  const isOtherTab = change.tab !== undefined && change.tab !== view.tab;
  const { account, region, tab } = view;
  const base = isOtherTab ? { ...lookView(""), account, region, tab } : { ...view, page: 1 };
  const next = { ...base, ...change };
  const given = {
    view: next.tab,
    q: next.text,
    kind: next.kind === "all" ? "" : next.kind,
    severity: next.severity,
    rule: next.rule,
    group: next.group,
    stack: next.stack,
    graph: next.graph,
    account: next.account,
    region: next.region,
    page: next.page > 1 ? String(next.page) : "",
  };
  return `#${new URLSearchParams(Object.entries(given).filter(([, value]) => value !== ""))}`;
};
