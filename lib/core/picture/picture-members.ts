/** What carries a tier, and whether it is reached through the door it should be. */
import type { TierDiff } from "../diff/diff-stack.ts";
import type { Finding } from "../diff/finding.ts";
import { interfaceManagedBy } from "../group/managed-by.ts";
import type { ObservedInterface } from "../group/observation.ts";
import type { Stack } from "../tier/pattern.ts";
import type { PictureMember, PictureTier } from "./tier-picture.ts";

const faultsByInterface = (findings: readonly Finding[]): ReadonlyMap<string, PictureMember["fault"]> => {
  const faults = new Map<string, PictureMember["fault"]>();
  for (const finding of findings) {
    if (finding.kind === "no-door") faults.set(finding.interfaceId, "no-door");
    if (finding.kind === "several-tiers" || finding.kind === "lacks-tier")
      faults.set(finding.interfaceId, "other");
  }
  return faults;
};

export const membersOf = (
  tier: TierDiff,
  findings: readonly Finding[],
  interfaces: ReadonlyMap<string, ObservedInterface>,
): readonly PictureMember[] => {
  const faults = faultsByInterface(findings);
  return tier.interfaceIds.flatMap((interfaceId): PictureMember[] => {
    const item = interfaces.get(interfaceId);
    if (item === undefined) return [];
    const kind = interfaceManagedBy(item) === null ? "instance" : "service";
    return [{ interfaceId, kind, fault: faults.get(interfaceId) ?? "none" }];
  });
};

/** For each door that every instance must carry: how many of this tier's do. */
export const doorsOf = (
  tier: TierDiff,
  members: readonly PictureMember[],
  stack: Stack,
  tiers: readonly TierDiff[],
): PictureTier["doors"] => {
  if (tier.role !== "workload") return [];
  const instances = members.filter((member) => member.kind === "instance");
  return stack.pattern.membership.all.flatMap((name) => {
    const door = tiers.find((other) => other.tier === name && other.role === "door");
    if (door === undefined || instances.length === 0) return [];
    const carried = instances.filter((member) => door.interfaceIds.includes(member.interfaceId));
    return [{ tier: name, carried: carried.length, of: instances.length }];
  });
};
