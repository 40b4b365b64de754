/** The URLs of one stack's page: which tab, which tier, which edge. */
export const STACK_TABS = ["findings", "guardrails", "rules", "members", "timeline"] as const;
export type StackTab = (typeof STACK_TABS)[number];

export interface StackPlace {
  readonly tab: StackTab;
  /** Empty for all. */
  readonly tier: string;
  /** The edge whose detail is open; empty for none. */
  readonly edge: string;
}

export const stackPlace = (given: Partial<Record<string, string>>): StackPlace => ({
  tab: STACK_TABS.find((tab) => tab === given.tab) ?? "findings",
  tier: given.tier ?? "",
  edge: given.edge ?? "",
});

export const stackHref = (name: string, place: Partial<StackPlace>): string => {
  const parameters = new URLSearchParams();
  if (place.tab !== undefined && place.tab !== "findings") parameters.set("tab", place.tab);
  if (place.tier !== undefined && place.tier !== "") parameters.set("tier", place.tier);
  if (place.edge !== undefined && place.edge !== "") parameters.set("edge", place.edge);
  const query = parameters.toString();
  return `/stacks/${encodeURIComponent(name)}${query === "" ? "" : `?${query}`}`;
};
