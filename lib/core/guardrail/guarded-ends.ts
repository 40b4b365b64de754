/** The ends a guardrail is about: every interface that carries a group, and one that would where nobody does. */
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { prefixListFlows } from "#lib/core/group/rule-flows.ts";
import { canonicaliseCidr } from "#lib/core/net/cidr.ts";
import { type FlowSet, flowsWithCidrs, NO_FLOWS, unionAllFlows } from "#lib/core/net/flow-set.ts";
import { ALL_SERVICES, NO_SERVICES } from "#lib/core/net/service-set.ts";
import { doorOf } from "#lib/core/plan/last-source.ts";
import type { End } from "#lib/core/reach/end.ts";
import { endsOf, sourceOf } from "#lib/core/reach/resolve.ts";
import type { Source } from "#lib/core/reach/source.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { groupsOfTier } from "#lib/core/tier/meant-flows.ts";
import type { Guardrail, GuardrailPeer, Stack } from "#lib/core/tier/pattern.ts";

/** A guardrail about what gets from one end to the other. */
export type FlowGuardrail = Extract<Guardrail, { kind: "never" | "always" }>;

/** Who comes in at the door: those who surely do, or everybody who might while a list is unread. */
export type DoorReading = "surely" | "possibly";

/** Group by group, so that one of several that nobody carries today is not forgotten. */
const endsOfTier = (tier: string, stack: Stack, index: ObservationIndex): Result<readonly End[], string> => {
  const groupIds = groupsOfTier(stack.bindings, tier);
  if (groupIds.length === 0) return fail(`No group plays ${tier}.`);
  const ends = new Map<string, End>();
  for (const groupId of groupIds) {
    const found = endsOf({ kind: "group", groupId }, { index, stack, sources: [] });
    if (!found.ok) return found;
    for (const end of found.value) ends.set(end.item?.interfaceId ?? groupId, end);
  }
  return succeed([...ends.values()]);
};

/**
 * What the stack's own sources surely, or possibly, may do at its door: people come in that way, and it is no business
 * of the Internet.
 */
const throughTheDoor = (stack: Stack, index: ObservationIndex, reading: DoorReading): FlowSet => {
  const services = doorOf(stack)?.services ?? NO_SERVICES;
  return unionAllFlows(
    stack.openSources.map(({ peer }) => {
      if (peer.kind === "prefix-list") return prefixListFlows(peer.prefixListId, services, index)[reading];
      const cidr = peer.kind === "cidr" ? canonicaliseCidr(peer.cidr) : null;
      return cidr?.ok === true ? flowsWithCidrs([cidr.value], services) : NO_FLOWS;
    }),
  );
};

/** Whether it is known who all the stack's own sources are. */
export const isDoorKnown = ({ openSources }: Stack, index: ObservationIndex): boolean =>
  openSources.every(({ peer }) => {
    if (peer.kind !== "prefix-list") return true;
    const { surely, possibly } = prefixListFlows(peer.prefixListId, ALL_SERVICES, index);
    return surely === possibly;
  });

/** The Internet is every public address, but for what the stack's own sources may do at its door. */
const sourceOfGuardrail = (
  peer: GuardrailPeer,
  stack: Stack,
  index: ObservationIndex,
  door: DoorReading,
): Result<Source, string> => {
  if (peer.kind !== "tier") {
    const source = sourceOf(peer, { index, stack, sources: [] });
    return source.ok && source.value.kind === "outside"
      ? succeed({ ...source.value, except: throughTheDoor(stack, index, door) })
      : source;
  }
  const ends = endsOfTier(peer.tier, stack, index);
  return ends.ok ? succeed({ kind: "ends", ends: ends.value }) : ends;
};

interface GuardedPair {
  readonly source: Source;
  readonly targets: readonly End[];
}

/** Both ends of what must never, or always, be possible; or why they cannot be told. */
export const pairOfGuardrail = (
  { peer, tier }: FlowGuardrail,
  stack: Stack,
  index: ObservationIndex,
  door: DoorReading,
): Result<GuardedPair, string> => {
  const source = sourceOfGuardrail(peer, stack, index, door);
  if (!source.ok) return source;
  const targets = endsOfTier(tier, stack, index);
  return targets.ok ? succeed({ source: source.value, targets: targets.value }) : targets;
};
