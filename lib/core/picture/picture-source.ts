/** Who stands at the other end of an edge: everybody, a tier of the stack, another group, or a network. */
import type { ObservationIndex } from "../group/observation-index.ts";
import { groupsOfTier } from "../tier/meant-flows.ts";
import type { Stack } from "../tier/pattern.ts";
import type { PictureSource } from "./tier-picture.ts";

/** What people said about a network, prefix list or group that the stack's door is open to. */
export interface NamedSource {
  readonly name: string;
  readonly endsAt: string | null;
  readonly reviewAt: string | null;
}

export interface SourceNames {
  /** By canonical CIDR, prefix list id or group id. */
  readonly named: ReadonlyMap<string, NamedSource>;
  readonly tierByGroup: ReadonlyMap<string, string>;
  readonly index: ObservationIndex;
}

export const sourceNames = (
  stack: Stack,
  named: ReadonlyMap<string, NamedSource>,
  index: ObservationIndex,
): SourceNames => ({
  named,
  index,
  tierByGroup: new Map(
    stack.pattern.tiers.flatMap(({ name }) =>
      groupsOfTier(stack.bindings, name).map((groupId): [string, string] => [groupId, name]),
    ),
  ),
});

/** `peer` is a canonical CIDR, a prefix list id or a group id. */
export const sourceOf = (peer: string, names: SourceNames): PictureSource => {
  const known = names.named.get(peer);
  const facts = { endsAt: known?.endsAt ?? null, reviewAt: known?.reviewAt ?? null };
  if (peer === "0.0.0.0/0" || peer === "::/0") return { kind: "anyone", id: "anyone", name: null, ...facts };
  if (peer.includes("/")) return { kind: "network", id: peer, name: known?.name ?? null, ...facts };
  if (peer.startsWith("pl-")) {
    const name = known?.name ?? names.index.prefixLists.get(peer)?.name ?? null;
    return { kind: "prefix-list", id: peer, name, ...facts };
  }
  const tier = names.tierByGroup.get(peer);
  if (tier !== undefined) return { kind: "tier", id: tier, name: tier, ...facts };
  const name = known?.name ?? names.index.groups.get(peer)?.name ?? null;
  return { kind: "group", id: peer, name, ...facts };
};
