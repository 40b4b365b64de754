import type { CreateTagsRequest, DeleteTagsRequest } from "@aws-sdk/client-ec2";
import type { Change } from "../change.ts";
import { missingParameter, Refusal } from "../refusal.ts";
import type { Group, Tags } from "../state.ts";
import { type Call, type Outcome, ownRegion } from "./call.ts";
import { missingRule } from "./describe-groups.ts";
import { missingInterface } from "./describe-interfaces.ts";
import { missingPrefixList } from "./describe-prefix-lists.ts";
import { missingGroup } from "./group-refusals.ts";
import { mergedTags, remainingTags } from "./tags.ts";
import { groupChange } from "./target-group.ts";

type Retag = (tags: Tags) => Tags;

export function createTags(call: Call, input: CreateTagsRequest): Outcome<Record<string, never>> {
  const tags = input.Tags ?? [];
  if (tags.length === 0) throw missingParameter("The request must contain the parameter TagSet");
  return retagAll(call, input.Resources ?? [], (before) => mergedTags(before, tags));
}

export function deleteTags(call: Call, input: DeleteTagsRequest): Outcome<Record<string, never>> {
  return retagAll(call, input.Resources ?? [], (before) => remainingTags(before, input.Tags));
}

function retagAll(call: Call, ids: readonly string[], retag: Retag): Outcome<Record<string, never>> {
  if (ids.length === 0) throw missingParameter("The request must contain the parameter resourceIdSet");
  const rules = ids.filter((id) => id.startsWith("sgr-"));
  const others = ids.filter((id) => !id.startsWith("sgr-"));
  return {
    output: {},
    changes: [...retagRules(call, rules, retag), ...others.map((id) => retagResource(call, id, retag))],
  };
}

/** Rules are parts of their groups: one change for each group touched. */
function retagRules(call: Call, ids: readonly string[], retag: Retag): readonly Change[] {
  const touched = new Map<string, Group>();
  for (const id of ids) {
    const owner = Object.values(ownRegion(call).groups).find((group) =>
      group.rules.some((rule) => rule.id === id),
    );
    if (owner === undefined) throw missingRule(id);
    const group = touched.get(owner.id) ?? owner;
    const rules = group.rules.map((rule) => (rule.id === id ? { ...rule, tags: retag(rule.tags) } : rule));
    touched.set(owner.id, { ...group, rules });
  }
  return [...touched.values()].map((group) => groupChange(call, group));
}

function retagResource(call: Call, id: string, retag: Retag): Change {
  const region = ownRegion(call);
  const place = { account: call.account, region: call.region, id };
  switch (id.slice(0, id.indexOf("-"))) {
    case "sg":
      return { ...place, collection: "groups", value: retagged(region.groups[id], retag, missingGroup(id)) };
    case "eni":
      return {
        ...place,
        collection: "interfaces",
        value: retagged(region.interfaces[id], retag, missingInterface(id)),
      };
    case "pl":
      return {
        ...place,
        collection: "prefixLists",
        value: retagged(region.prefixLists[id], retag, missingPrefixList(id)),
      };
    case "i":
      return {
        ...place,
        collection: "instances",
        value: retagged(region.instances[id], retag, invalidId(id)),
      };
    case "vpc":
      return { ...place, collection: "vpcs", value: retagged(region.vpcs[id], retag, invalidId(id)) };
    case "subnet":
      return { ...place, collection: "subnets", value: retagged(region.subnets[id], retag, invalidId(id)) };
    case "pcx":
      return { ...place, collection: "peerings", value: retagged(region.peerings[id], retag, invalidId(id)) };
    default:
      throw invalidId(id);
  }
}

function retagged<T extends { readonly tags: Tags }>(
  resource: T | undefined,
  retag: Retag,
  missing: Refusal,
): T {
  if (resource === undefined) throw missing;
  return { ...resource, tags: retag(resource.tags) };
}

const invalidId = (id: string): Refusal => new Refusal("InvalidID", `The ID '${id}' is not valid`);
