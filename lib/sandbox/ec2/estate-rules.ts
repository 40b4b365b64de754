import { canonicalCidr, familyOf } from "./cidr.ts";
import type { EstateRule } from "./estate.ts";
import { type EstateNames, resolve, resolveGroup } from "./estate-names.ts";
import { derivedId } from "./identifiers.ts";
import { ruleKey } from "./rules/identity.ts";
import { canonicalPorts, canonicalProtocol } from "./rules/protocol.ts";
import type { Group, Peer, Peering, Rule } from "./state.ts";

export interface RuleSetting {
  readonly names: EstateNames;
  readonly others: ReadonlyMap<string, EstateNames>;
  readonly region: string;
  readonly account: string;
  readonly groupId: string;
  readonly vpc: string | undefined;
  readonly peerings: readonly Peering[];
  /** Owner and VPC of every group of the estate in this Region. */
  readonly groups: ReadonlyMap<string, Pick<Group, "owner" | "vpc">>;
}

/** Rules as EC2 would hold them: canonical, each with an id derived from what it allows. */
export function estateRules(
  setting: RuleSetting,
  written: readonly EstateRule[],
  egress: boolean,
): readonly Rule[] {
  return written.map((rule) => {
    const protocol = canonicalProtocol(rule.protocol);
    const [from, to] = typeof rule.ports === "number" ? [rule.ports, rule.ports] : (rule.ports ?? []);
    const shape = {
      egress,
      protocol,
      ...canonicalPorts(protocol, from, to),
      peer: estatePeer(setting, rule),
    };
    return {
      ...shape,
      id: rule.id ?? derivedId("sgr", setting.groupId, ruleKey(shape)),
      description: rule.description,
      tags: rule.tags,
    };
  });
}

function estatePeer(setting: RuleSetting, rule: EstateRule): Peer {
  if (rule.cidr !== undefined) {
    const kind = familyOf(rule.cidr);
    const cidr = canonicalCidr(rule.cidr, kind);
    if (cidr === undefined)
      throw new Error(`estate ${setting.names.place}: CIDR block ${rule.cidr} is malformed`);
    return { kind, cidr };
  }
  if (rule.prefixList !== undefined) {
    const known = setting.names.ids.prefixLists.get(rule.prefixList);
    if (known === undefined && rule.prefixList.startsWith("pl-"))
      return { kind: "prefix-list", id: rule.prefixList };
    return { kind: "prefix-list", id: known ?? resolve(setting.names, "prefixLists", rule.prefixList) };
  }
  return groupPeer(setting, rule, rule.group ?? "");
}

/** A reference to a group of another VPC carries that VPC and the peering it crosses. */
function groupPeer(setting: RuleSetting, rule: EstateRule, reference: string): Peer {
  const names = setting.others.get(`${rule.account ?? setting.account}/${setting.region}`) ?? setting.names;
  const id = resolveGroup(names, reference, rule.account === undefined ? setting.vpc : undefined);
  const target = setting.groups.get(id);
  const account = rule.account ?? target?.owner;
  const vpc = rule.vpc === undefined ? target?.vpc : (names.ids.vpcs.get(rule.vpc) ?? rule.vpc);
  if (rule.peering !== undefined) {
    const peering = setting.names.ids.peerings.get(rule.peering) ?? rule.peering;
    return { kind: "group", id, account, vpc, peering };
  }
  if (vpc === undefined || vpc === setting.vpc) return { kind: "group", id, account };
  const crossed = setting.peerings.find(({ requester, accepter }) =>
    [requester.vpc, accepter.vpc].every((end) => end === vpc || end === setting.vpc),
  );
  return { kind: "group", id, account, vpc, peering: crossed?.id };
}
