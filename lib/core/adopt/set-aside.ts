/** Groups that can play no tier, whatever they allow, each with the reason. */
import {
  groupManagedBy,
  interfaceManagedBy,
  isDefaultGroup,
  keepsItsRules,
} from "#lib/core/group/managed-by.ts";
import type { ObservedGroup } from "#lib/core/group/observation.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import type { LeftOut } from "./adoption.ts";

/** Services that make groups for themselves and rewrite them; nobody's tier. */
const SERVICE_NAMES: readonly (readonly [RegExp, string])[] = [
  [/^d-[0-9a-f]{10}_(?:controllers|workspacesMembers)$/, "Directory Service"],
  [/^ElasticMapReduce-/, "EMR"],
  [/^AWS-OpsWorks-/, "OpsWorks"],
  [/^cloud9-|^aws-cloud9-/, "Cloud9"],
];

export const leftOut = (group: ObservedGroup, code: LeftOut["code"], reason: string): LeftOut => ({
  groupId: group.groupId,
  name: group.name,
  vpcId: group.vpcId,
  code,
  reason,
});

/** Null for a group that may play a tier. */
export const setAside = (group: ObservedGroup, index: ObservationIndex): LeftOut | null => {
  const leave = (code: LeftOut["code"], reason: string) => leftOut(group, code, reason);
  if (group.vpcId === null) return leave("no-vpc", "It belongs to no VPC; a stack lives in one.");
  if (group.ownerId !== index.observation.accountId)
    return leave("another-account", `Account ${group.ownerId} owns it; its rules are changed there.`);
  if (isDefaultGroup(group))
    return leave("default-group", "It is its VPC's default group: whatever was given no group carries it.");
  const manager = groupManagedBy(group);
  // Terraform and the like follow what people write, so their groups are people's.
  if (manager !== null && keepsItsRules(manager.controller))
    return leave(
      "controller",
      `${manager.controller} manages it (${manager.evidence}) and undoes what others change.`,
    );
  const service = SERVICE_NAMES.find(([sign]) => sign.test(group.name));
  if (service !== undefined) return leave("controller", `${service[1]} made it for itself (${group.name}).`);
  const carriers = index.interfacesByGroup.get(group.groupId) ?? [];
  if (carriers.length > 0 && carriers.every((item) => interfaceManagedBy(item)?.controller === "EKS"))
    return leave("controller", "Only EKS carries it, on interfaces that it makes and replaces.");
  return null;
};
