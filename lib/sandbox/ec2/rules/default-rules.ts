import { derivedId } from "../identifiers.ts";
import type { Group, Rule, Vpc } from "../state.ts";
import { ruleKey } from "./identity.ts";

const everything = { protocol: "-1", from: -1, to: -1 } as const;

/** What EC2 lets a new group send: everything, over the families its VPC has. */
export function defaultEgress(groupId: string, hasIpv6: boolean): readonly Rule[] {
  const ipv4 = { ...everything, egress: true, peer: { kind: "ipv4", cidr: "0.0.0.0/0" } as const };
  const ipv6 = { ...everything, egress: true, peer: { kind: "ipv6", cidr: "::/0" } as const };
  return (hasIpv6 ? [ipv4, ipv6] : [ipv4]).map((rule) => ({
    ...rule,
    id: derivedId("sgr", groupId, ruleKey(rule)),
    tags: {},
  }));
}

/** EC2-FACTS, "a new VPC": its `default` group takes everything from itself and sends everything. */
export function defaultGroup(vpc: Vpc): Group {
  const id = derivedId("sg", vpc.id, "default");
  const itself = { ...everything, egress: false, peer: { kind: "group", id, account: vpc.owner } as const };
  return {
    id,
    name: "default",
    description: "default VPC security group",
    owner: vpc.owner,
    vpc: vpc.id,
    associatedVpcs: [],
    rules: [
      { ...itself, id: derivedId("sgr", id, ruleKey(itself)), tags: {} },
      ...defaultEgress(id, vpc.ipv6Cidrs.length > 0),
    ],
    tags: {},
  };
}
