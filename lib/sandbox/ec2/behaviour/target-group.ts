import type { Change } from "../change.ts";
import { missingParameter } from "../refusal.ts";
import type { Group } from "../state.ts";
import { type Call, ownRegion } from "./call.ts";
import { groupByName } from "./describe-groups.ts";
import { missingGroup, notOwner } from "./group-refusals.ts";

/** The group a mutation names, which must be the caller's own. Names reach the default VPC only. */
export function targetGroup(call: Call, id: string | undefined, name?: string | undefined): Group {
  const groups = ownRegion(call).groups;
  if (id === undefined && name === undefined) {
    throw missingParameter("The request must contain the parameter GroupName or GroupId");
  }
  const group = id === undefined ? groupByName(call, Object.values(groups), name ?? "") : groups[id];
  if (group === undefined) throw missingGroup(id ?? "");
  if (group.owner !== call.account) throw notOwner();
  return group;
}

export const groupChange = (call: Call, group: Group): Change => ({
  account: call.account,
  region: call.region,
  collection: "groups",
  id: group.id,
  value: group,
});
