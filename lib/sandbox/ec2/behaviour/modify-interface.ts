import type { ModifyNetworkInterfaceAttributeRequest } from "@aws-sdk/client-ec2";
import { findGroup } from "../lookup.ts";
import { Refusal } from "../refusal.ts";
import type { NetworkInterface } from "../state.ts";
import { type Call, type Outcome, ownRegion } from "./call.ts";
import { missingInterface } from "./describe-interfaces.ts";
import { differentNetworks, missingGroup } from "./group-refusals.ts";

/** EC2-FACTS, "interface groups": the list is replaced whole, and nothing says "only if unchanged". */
export function modifyInterface(
  call: Call,
  input: ModifyNetworkInterfaceAttributeRequest,
): Outcome<Record<string, never>> {
  const id = input.NetworkInterfaceId ?? "";
  const before = ownRegion(call).interfaces[id];
  if (before === undefined) throw missingInterface(id);
  if (before.requesterManaged) {
    throw new Refusal("AuthFailure", "You do not have permission to access the specified resource.", 403);
  }
  const after = modified(call, before, input);
  return {
    output: {},
    changes: [{ account: call.account, region: call.region, collection: "interfaces", id, value: after }],
  };
}

function modified(
  call: Call,
  before: NetworkInterface,
  input: ModifyNetworkInterfaceAttributeRequest,
): NetworkInterface {
  const { DryRun: _dryRun, NetworkInterfaceId: _id, ...attributes } = input;
  const given = Object.keys(attributes);
  if (given.length !== 1) {
    const text =
      given.length === 0
        ? "No attributes specified."
        : `Fields for multiple attribute types specified: ${given.join(", ")}`;
    throw new Refusal("InvalidParameterCombination", text);
  }
  if (input.Groups !== undefined) return { ...before, groups: checkedGroups(call, before, input.Groups) };
  if (input.Description !== undefined) return { ...before, description: input.Description.Value ?? "" };
  throw new Refusal(
    "UnsupportedOperation",
    `The sandbox does not change ${given.join()} of a network interface`,
  );
}

function checkedGroups(call: Call, item: NetworkInterface, groups: readonly string[]): readonly string[] {
  const ids = [...new Set(groups)];
  if (ids.length === 0) {
    throw new Refusal(
      "InvalidParameterValue",
      "At least one security group is required for a network interface",
    );
  }
  for (const id of ids) {
    const group = findGroup(call.state, call.region, id);
    if (group === undefined) throw missingGroup(id);
    if (group.vpc !== item.vpc && !group.associatedVpcs.includes(item.vpc)) throw differentNetworks();
  }
  // EC2-FACTS, "groups on an interface": 5 by default, up to 16.
  if (ids.length > ownRegion(call).quotas.groupsPerInterface) {
    throw new Refusal(
      "SecurityGroupsPerInterfaceLimitExceeded",
      "The maximum number of security groups per interface has been reached.",
    );
  }
  return ids;
}
