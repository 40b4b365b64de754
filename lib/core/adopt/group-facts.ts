/** What is known of one group that may play a tier, gathered once. */
import { type CanonicalRule, canonicalRules } from "#lib/core/group/canonical-rule.ts";
import { interfaceManagedBy } from "#lib/core/group/managed-by.ts";
import type { ObservedGroup, ObservedInterface } from "#lib/core/group/observation.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { NO_SERVICES, type ServiceSet, unionServices } from "#lib/core/net/service-set.ts";
import type { Duty } from "./adoption.ts";
import { isAdministrative, servicesOfRule } from "./known-services.ts";

export interface GroupFacts {
  readonly groupId: string;
  readonly group: ObservedGroup;
  /** Distinct rules by key; empty while they were not read. */
  readonly ingress: readonly CanonicalRule[];
  readonly egress: readonly CanonicalRule[];
  readonly carriers: readonly ObservedInterface[];
  /** What the group opens to anybody, without what is for administration. */
  readonly offers: ServiceSet;
  /** The duty that the services which made its interfaces have by nature; null when instances carry it, or none. */
  readonly madeFor: { readonly duty: Duty; readonly text: string } | null;
}

const SERVICE_SIGNS: readonly (readonly [(item: ObservedInterface) => boolean, Duty, string])[] = [
  [
    (item) => /^ec2_instance_connect_endpoint$|instance connect endpoint/i.test(signs(item)),
    "connect-endpoint",
    "an Instance Connect Endpoint",
  ],
  [(item) => /^amazon-rds|RDSNetworkInterface/.test(signs(item)), "database", "RDS"],
  [(item) => /ElastiCache/i.test(signs(item)), "cache", "ElastiCache"],
  [(item) => /Amazon ?MQ|amazon-msk|MSK/i.test(signs(item)), "queue", "a message broker"],
  [(item) => /amazon-elasticsearch|ES [a-z]/.test(signs(item)), "search", "a search service"],
  [(item) => /EFS mount target|FSx/i.test(signs(item)), "files", "a file system"],
  [
    (item) =>
      interfaceManagedBy(item)?.controller === "Elastic Load Balancing" || /^ELB /.test(item.description),
    "balancer",
    "a load balancer",
  ],
  [
    (item) => item.interfaceType === "vpc_endpoint" || /^VPC Endpoint Interface/.test(item.description),
    "endpoint",
    "a VPC endpoint",
  ],
];

const signs = (item: ObservedInterface): string =>
  item.interfaceType !== "interface"
    ? item.interfaceType
    : (item.requesterId ?? "").startsWith("amazon-")
      ? (item.requesterId ?? "")
      : item.description;

/** Instances' own interfaces have no maker: whoever writes their description may write anything. */
const madeFor = (carriers: readonly ObservedInterface[]): GroupFacts["madeFor"] => {
  const made = carriers.filter(
    (item) =>
      item.instanceId === null &&
      (item.requesterManaged || item.requesterId !== null || item.interfaceType !== "interface"),
  );
  if (made.length === 0 || made.length * 2 < carriers.length) return null;
  const sign = SERVICE_SIGNS.find(([isIt]) => made.every(isIt));
  return sign === undefined ? null : { duty: sign[1], text: `${sign[2]} carries it` };
};

export const groupFacts = (group: ObservedGroup, index: ObservationIndex): GroupFacts => {
  const ingress = canonicalRules(group.rules.filter((rule) => rule.direction === "ingress"));
  const carriers = index.interfacesByGroup.get(group.groupId) ?? [];
  return {
    groupId: group.groupId,
    group,
    ingress,
    egress: canonicalRules(group.rules.filter((rule) => rule.direction === "egress")),
    carriers,
    offers: ingress
      .filter((rule) => !isAdministrative(rule))
      .map(servicesOfRule)
      .reduce(unionServices, NO_SERVICES),
    madeFor: madeFor(carriers),
  };
};
