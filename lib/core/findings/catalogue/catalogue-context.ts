/** What the rules of the catalogue look at: an observation, and the models of the stacks that live in it. */
import type { Finding } from "#lib/core/diff/finding.ts";
import type { Observation } from "#lib/core/group/observation.ts";
import { indexObservation, type ObservationIndex } from "#lib/core/group/observation-index.ts";
import { limitsInForce } from "#lib/core/plan/limits-in-force.ts";
import type { Limits } from "#lib/core/plan/quota.ts";
import { groupsOfTier } from "#lib/core/tier/meant-flows.ts";
import type { Stack } from "#lib/core/tier/pattern.ts";
import { type GroupView, groupView } from "./group-view.ts";

export interface StackView {
  readonly stack: Stack;
  /** `stackFindings(stack, observation)`, or all of `diffStack`. */
  readonly diff: { readonly findings: readonly Finding[] };
}

/** A network or prefix list that people gave a name. */
export interface KnownSource {
  readonly name: string;
  /** CIDR, prefix list id or group id. */
  readonly value: string;
  readonly ownerName: string | null;
}

export interface CatalogueInput {
  readonly observation: Observation;
  /** Stacks of this account and Region. None: rules that need a model have nothing to say. */
  readonly stacks?: readonly StackView[];
  readonly sources?: readonly KnownSource[];
  /** Where somebody knows them better than the observation. */
  readonly limits?: Limits;
  /** The observation's, where it was built already. */
  readonly index?: ObservationIndex;
}

export interface Part {
  readonly view: StackView;
  readonly tier: string;
}

export interface CatalogueContext {
  readonly index: ObservationIndex;
  readonly stacks: readonly StackView[];
  readonly sources: readonly KnownSource[];
  readonly limits: Limits;
  /** By group id; without groups whose rules were not read. */
  readonly groups: readonly GroupView[];
  /** The same, by id. */
  readonly views: ReadonlyMap<string, GroupView>;
  /** Sorted. */
  readonly unreadGroupIds: readonly string[];
  /** The tiers each bound group plays. */
  readonly parts: ReadonlyMap<string, readonly Part[]>;
  /** A group by its name and id. The name is foreign text. */
  readonly nameOf: (groupId: string) => string;
}

const partsOf = (stacks: readonly StackView[]): Map<string, Part[]> => {
  const parts = new Map<string, Part[]>();
  for (const view of stacks)
    for (const { name } of view.stack.pattern.tiers)
      for (const groupId of groupsOfTier(view.stack.bindings, name))
        parts.set(groupId, [...(parts.get(groupId) ?? []), { view, tier: name }]);
  return parts;
};

export const catalogueContext = (input: CatalogueInput): CatalogueContext => {
  const index = input.index ?? indexObservation(input.observation);
  const stacks = [...(input.stacks ?? [])].sort((a, b) => (a.stack.name < b.stack.name ? -1 : 1));
  const groups = [...index.groups.values()].sort((a, b) => (a.groupId < b.groupId ? -1 : 1));
  const views = groups.filter(({ rulesKnown }) => rulesKnown).map((group) => groupView(group, index));
  return {
    index,
    stacks,
    sources: input.sources ?? [],
    limits: input.limits ?? limitsInForce(input.observation),
    groups: views,
    views: new Map(views.map((view) => [view.group.groupId, view])),
    unreadGroupIds: groups.filter(({ rulesKnown }) => !rulesKnown).map(({ groupId }) => groupId),
    parts: partsOf(stacks),
    nameOf: (groupId) => {
      const name = index.groups.get(groupId)?.name ?? "";
      return name === "" ? groupId : `${name} (${groupId})`;
    },
  };
};
