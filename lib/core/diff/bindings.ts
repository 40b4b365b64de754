/** Whether every tier has groups, and whether they exist where the stack lives. */
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { groupsOfTier } from "#lib/core/tier/meant-flows.ts";
import type { Stack } from "#lib/core/tier/pattern.ts";
import type { Finding } from "./finding.ts";

const groupFinding = (
  tier: string,
  groupId: string,
  stack: Stack,
  index: ObservationIndex,
): Finding | null => {
  const group = index.groups.get(groupId);
  if (group === undefined)
    return index.observation.parts.groups.complete
      ? { kind: "group-gone", id: `group-gone/${tier}/${groupId}`, tier, groupId }
      : null;
  const isHere =
    group.vpcId === null || group.vpcId === stack.vpcId || group.associatedVpcIds.includes(stack.vpcId);
  return isHere ? null : { kind: "group-elsewhere", id: `group-elsewhere/${tier}/${groupId}`, tier, groupId };
};

export const bindingFindings = (stack: Stack, index: ObservationIndex): Finding[] => {
  const findings: Finding[] = [];
  for (const { name } of stack.pattern.tiers) {
    const groupIds = groupsOfTier(stack.bindings, name);
    if (groupIds.length === 0)
      findings.push({ kind: "unbound", id: `unbound/${name}`, tier: name, groupId: null });
    for (const groupId of groupIds) {
      const found = groupFinding(name, groupId, stack, index);
      if (found !== null) findings.push(found);
    }
  }
  return findings;
};
