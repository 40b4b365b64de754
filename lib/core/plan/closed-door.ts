/** A door that takes no grants. Those that are open there end all the same. */
import { groupManagedBy, keepsItsRules } from "../group/managed-by.ts";
import type { ObservationIndex } from "../group/observation-index.ts";

/**
 * Why no grant is written into a group, in a sentence that says what to do; null when one may. What Terraform or
 * CloudFormation made is undone at their next run at worst, and a grant ends by itself: the effect warns of it.
 */
export function whyDoorIsClosed(groupId: string, stackName: string, index: ObservationIndex): string | null {
  const group = index.groups.get(groupId);
  if (group === undefined) return `The group ${groupId} was not found.`;
  if (group.ownerId !== index.observation.accountId) {
    return `The group ${groupId} belongs to account ${group.ownerId}; only its owner changes it.`;
  }
  const controller = groupManagedBy(group)?.controller;
  if (controller !== undefined && keepsItsRules(controller)) {
    return `${groupId} belongs to ${controller}, which writes its rules by itself, so no access is opened there. Ask whoever looks after ${stackName} to bind a group of its own as its door.`;
  }
  return group.rulesKnown ? null : `The rules of ${groupId} could not be read, so nothing is planned for it.`;
}
