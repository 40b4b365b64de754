/** What a plan does not touch though it is out of line, and why: the page lists it beside the plan. */
import type { Finding } from "../diff/finding.ts";
import { groupManagedBy } from "../group/managed-by.ts";
import type { ObservationIndex } from "../group/observation-index.ts";

export interface LeftOut {
  readonly findingId: string;
  /** A sentence for people. */
  readonly because: string;
}

/** Why nothing may be planned for a group; null when it may. */
export function untouchable(groupId: string, index: ObservationIndex): string | null {
  const group = index.groups.get(groupId);
  if (group === undefined) return `${groupId} was not found.`;
  if (group.ownerId !== index.observation.accountId) {
    return `${groupId} belongs to account ${group.ownerId}; only its owner changes it.`;
  }
  const manager = groupManagedBy(group);
  if (manager !== null) return `${groupId} is managed by ${manager.controller}, which would undo the change.`;
  return group.rulesKnown ? null : `The rules of ${groupId} could not be read.`;
}

/** Why a finding cannot be put right by a plan; null when it can. */
export function whyLeftOut(finding: Finding, index: ObservationIndex): string | null {
  switch (finding.kind) {
    case "missing":
    case "extra":
    case "too-wide":
    case "redundant":
    case "stale-reference":
      return untouchable(finding.groupId, index);
    case "unknown":
      return "It could not be read well enough to judge; nothing is changed on a guess.";
    case "unbound":
      return "No group plays this tier: bind one in Settings.";
    case "group-gone":
      return "The bound group no longer exists: bind another in Settings.";
    case "group-elsewhere":
      return "The bound group lives in another VPC: bind another in Settings.";
    case "several-tiers":
    case "no-tier":
      return "Which tier this interface belongs to is for people to say.";
    case "listed-interface":
      return "No membership rule speaks of this interface.";
    case "no-door":
    case "lacks-tier":
      return null;
  }
}
