import { namesOfPeers } from "#components/stack/shown-edge.ts";
import type { ShownTierRules } from "#components/stack/shown-stack-facts.ts";
import type { TierPicture } from "#lib/core/picture/tier-picture.ts";

interface Facts {
  readonly rules: readonly ShownTierRules[];
  readonly picture: TierPicture;
}

interface Label {
  readonly name: string | null;
  readonly tier: string | null;
}

/** What to call the groups in a plan for this stack: its own by their tier, others as its rules name them. */
export const stackLabels = (facts: Facts | null): Readonly<Record<string, Label>> => ({
  ...Object.fromEntries(
    Object.entries(namesOfPeers(facts?.rules ?? [])).map(([id, name]) => [id, { name, tier: null }]),
  ),
  ...Object.fromEntries(
    (facts?.picture.tiers ?? []).flatMap((tier) =>
      tier.groups.map(({ groupId, name }) => [groupId, { name, tier: tier.name }]),
    ),
  ),
});
