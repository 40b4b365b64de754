/** An account under construction: groups with rules, interfaces with addresses, ids that look like EC2's. */
import { ruleKey } from "#lib/core/group/canonical-rule.ts";
import type {
  Observation,
  ObservedGroup,
  ObservedInstance,
  ObservedInterface,
  ObservedRule,
  ObservedSubnet,
  ObservedVpc,
  RulePeer,
  Tags,
} from "#lib/core/group/observation.ts";
import type { Random } from "../account/random.ts";

const ACCOUNT = "444455556666";
const REGION = "eu-west-1";
const TAKEN_AT = "2026-03-01T08:00:00Z";

interface DraftGroup extends Omit<ObservedGroup, "rules" | "rulesKnown"> {
  readonly rules: ObservedRule[];
  rulesKnown: boolean;
}

export interface Vpc {
  readonly vpcId: string;
  readonly cidr: string;
  /** `10.N`, under which its subnets lie. */
  readonly prefix: string;
  readonly hasIpv6: boolean;
}

const peerOf = (text: string): RulePeer => {
  if (text.startsWith("sg-")) return { kind: "group", groupId: text, ownerId: ACCOUNT };
  if (text.startsWith("pl-")) return { kind: "prefix-list", prefixListId: text };
  return text.includes(":") ? { kind: "ipv6", cidr: text } : { kind: "ipv4", cidr: text };
};

export class EstateBuilder {
  readonly random: Random;
  readonly drift: string[] = [];
  readonly #vpcs: ObservedVpc[] = [];
  readonly #subnets: (ObservedSubnet & { hosts: number })[] = [];
  readonly #groups = new Map<string, DraftGroup>();
  readonly #interfaces: ObservedInterface[] = [];
  readonly #instances: ObservedInstance[] = [];

  constructor(random: Random) {
    this.random = random;
  }

  vpc(hasIpv6: boolean): Vpc {
    const prefix = `10.${20 + this.#vpcs.length}`;
    const vpcId = `vpc-${this.random.hex(17)}`;
    const cidr = `${prefix}.0.0/16`;
    const ipv6Cidrs = hasIpv6 ? ["2001:db8:1200::/56"] : [];
    this.#vpcs.push({ vpcId, ownerId: ACCOUNT, isDefault: false, ipv4Cidrs: [cidr], ipv6Cidrs, tags: {} });
    return { vpcId, cidr, prefix, hasIpv6 };
  }

  /** A /24 of the VPC. */
  subnet(vpc: Vpc): ObservedSubnet {
    const number = this.#subnets.filter((subnet) => subnet.vpcId === vpc.vpcId).length;
    const subnet = {
      subnetId: `subnet-${this.random.hex(17)}`,
      vpcId: vpc.vpcId,
      availabilityZone: `${REGION}a`,
      ipv4Cidr: `${vpc.prefix}.${number}.0/24`,
      ipv6Cidrs: [],
      tags: {},
      hosts: 10,
    };
    this.#subnets.push(subnet);
    return subnet;
  }

  group(vpc: Vpc, name: string, tags: Tags = {}, description = "-"): string {
    const groupId = `sg-${this.random.hex(17)}`;
    this.#groups.set(groupId, {
      groupId,
      name,
      description,
      ownerId: ACCOUNT,
      vpcId: vpc.vpcId,
      associatedVpcIds: [],
      tags,
      rules: [],
      rulesKnown: true,
    });
    this.rule(groupId, "-1", null, "0.0.0.0/0", "egress");
    return groupId;
  }

  rule(
    groupId: string,
    protocol: string,
    port: number | null,
    peer: string,
    direction: "ingress" | "egress" = "ingress",
    lastPort = port,
  ): string {
    const rule: ObservedRule = {
      ruleId: `sgr-${this.random.hex(17)}`,
      direction,
      protocol,
      fromPort: port,
      toPort: lastPort,
      peer: peerOf(peer),
      description: null,
      tags: {},
    };
    this.#groups.get(groupId)?.rules.push(rule);
    return `${groupId} ${ruleKey(rule)}`;
  }

  /** A rule nobody meant. */
  stray(...rule: Parameters<EstateBuilder["rule"]>): void {
    this.drift.push(this.rule(...rule));
  }

  hide(groupId: string): void {
    const group = this.#groups.get(groupId);
    if (group === undefined) return;
    group.rules.length = 0;
    group.rulesKnown = false;
  }

  dropRules(groupId: string, peer: string): void {
    const rules = this.#groups.get(groupId)?.rules ?? [];
    const kept = rules.filter(({ peer: each }) => each.kind !== "group" || each.groupId !== peer);
    rules.splice(0, rules.length, ...kept);
  }

  #address(subnetId: string): string {
    const subnet = this.#subnets.find((each) => each.subnetId === subnetId);
    if (subnet === undefined) throw new Error(`There is no subnet ${subnetId}.`);
    subnet.hosts += 1;
    return `${subnet.ipv4Cidr?.replace(/0\/24$/, "")}${subnet.hosts % 250}`;
  }

  #interface(
    vpc: Vpc,
    subnet: ObservedSubnet,
    groupIds: readonly string[],
    more: Partial<ObservedInterface>,
  ): void {
    this.#interfaces.push({
      interfaceId: `eni-${this.random.hex(17)}`,
      vpcId: vpc.vpcId,
      subnetId: subnet.subnetId,
      groupIds,
      privateCidrs: [`${this.#address(subnet.subnetId)}/32`],
      publicAddresses: [],
      interfaceType: "interface",
      description: "",
      status: "in-use",
      ownerId: ACCOUNT,
      requesterId: null,
      requesterManaged: false,
      instanceId: null,
      deviceIndex: null,
      tags: {},
      ...more,
    });
  }

  instance(vpc: Vpc, subnet: ObservedSubnet, groupIds: readonly string[], tags: Tags): void {
    const instanceId = `i-${this.random.hex(17)}`;
    this.#instances.push({
      instanceId,
      state: "running",
      instanceType: "m7g.large",
      vpcId: vpc.vpcId,
      subnetId: subnet.subnetId,
      tags,
    });
    this.#interface(vpc, subnet, groupIds, { instanceId, deviceIndex: 0 });
  }

  /** An interface that a service made. */
  service(
    vpc: Vpc,
    subnet: ObservedSubnet,
    groupIds: readonly string[],
    more: Partial<ObservedInterface>,
  ): void {
    this.#interface(vpc, subnet, groupIds, { requesterManaged: true, ...more });
  }

  /** `interfacesRead` false leaves out a third of them and says so. */
  build(interfacesRead: boolean): Observation {
    const read = { complete: true, asOf: TAKEN_AT, problem: null };
    const unread = { complete: false, asOf: null, problem: "A page failed." };
    return {
      accountId: ACCOUNT,
      region: REGION,
      takenAt: TAKEN_AT,
      parts: {
        vpcs: read,
        subnets: read,
        peerings: read,
        groups: read,
        interfaces: interfacesRead ? read : unread,
        instances: read,
        prefixLists: read,
      },
      vpcs: this.#vpcs,
      subnets: this.#subnets.map(({ hosts: _, ...subnet }) => subnet),
      peerings: [],
      groups: this.random.sample([...this.#groups.values()], this.#groups.size),
      interfaces: interfacesRead
        ? this.#interfaces
        : this.#interfaces.filter(() => !this.random.chance(1 / 3)),
      instances: this.#instances,
      prefixLists: [],
    };
  }
}
