import { doorOf } from "#lib/core/plan/last-source.ts";
import type { Stack } from "#lib/core/tier/pattern.ts";

/** The group and the service that a grant on this stack opens; null when its pattern takes no granted sources. */
export interface Door {
  readonly groupId: string;
  readonly protocol: string;
  readonly fromPort: number;
  readonly toPort: number;
}

export function findDoor(stack: Stack): Door | null {
  const tier = doorOf(stack)?.tier;
  const binding = stack.bindings.find((each) => each.tier === tier?.name);
  if (tier?.ingress.mode !== "list" || binding === undefined) return null;
  const granted = tier.ingress.flows.find(({ peer }) => peer.kind === "granted-sources");
  // The pattern's format lets granted sources take exactly one service of tcp or udp.
  const service = granted?.services[0];
  if (service === undefined || service.fromPort === null || service.toPort === null) return null;
  const { protocol, fromPort, toPort } = service;
  return { groupId: binding.primaryGroupId, protocol, fromPort, toPort };
}

/** The address families that reach the stack's VPC. */
export function familiesOf(vpcs: readonly { vpcId: string; ipv6Cidrs: readonly string[] }[], vpcId: string) {
  const hasIpv6 = vpcs.find((vpc) => vpc.vpcId === vpcId)?.ipv6Cidrs.length ?? 0;
  return hasIpv6 > 0 ? (["ipv4", "ipv6"] as const) : (["ipv4"] as const);
}
