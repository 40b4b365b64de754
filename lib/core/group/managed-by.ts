/**
 * Which controller owns a group or an interface and may undo what others change. Guessed from tags, requester and
 * naming conventions, which anybody may set: good for a warning or a refusal, never for a permission.
 */
import type { ObservedGroup, ObservedInterface, Tags } from "./observation.ts";

export type Controller =
  | "EKS"
  | "Elastic Load Balancing"
  | "RDS"
  | "Auto Scaling"
  | "CloudFormation"
  | "Terraform"
  | "Lambda"
  | "AWS service";

/** Whether a controller writes its groups' rules again and again by itself, not only when people run it. */
export const keepsItsRules = (controller: Controller): boolean =>
  controller !== "CloudFormation" && controller !== "Terraform";

export interface ManagedBy {
  readonly controller: Controller;
  /** What gave it away: a tag key, a name, a requester. Attacker-controlled text. */
  readonly evidence: string;
}

/** Most specific first: an EKS group made by CloudFormation is EKS's. */
const TAG_SIGNS: readonly (readonly [RegExp, Controller])[] = [
  [/^aws:eks:/, "EKS"],
  [/^kubernetes\.io\/cluster\//, "EKS"],
  [/^elbv2\.k8s\.aws\//, "EKS"],
  [/^aws:autoscaling:/, "Auto Scaling"],
  [/^aws:cloudformation:/, "CloudFormation"],
  [/^terraform$/i, "Terraform"],
  [/^tf[-_:]?(?:managed|workspace|module)/i, "Terraform"],
];

const NAME_SIGNS: readonly (readonly [RegExp, Controller])[] = [
  [/^eks-cluster-sg-/, "EKS"],
  [/^k8s-/, "EKS"],
  [/^(?:rds-ec2|ec2-rds|rds-lambda|lambda-rds|rds-rdsproxy|rdsproxy-rds)-\d+$/, "RDS"],
  [/^default_elb_/, "Elastic Load Balancing"],
  [/^terraform-\d{8,}/, "Terraform"],
];

const byTags = (tags: Tags): ManagedBy | null => {
  const keys = Object.keys(tags).sort();
  for (const [sign, controller] of TAG_SIGNS) {
    const key = keys.find((candidate) => sign.test(candidate) && tags[candidate]?.toLowerCase() !== "false");
    if (key !== undefined) return { controller, evidence: key };
  }
  const manager = keys.find(
    (key) => /^managed[-_ ]?by$/i.test(key) && /^(?:terraform|opentofu|tofu)\b/i.test(tags[key] ?? ""),
  );
  return manager === undefined ? null : { controller: "Terraform", evidence: manager };
};

/** The controller of a group, or null when none shows. */
export const groupManagedBy = (group: ObservedGroup): ManagedBy | null => {
  const tagged = byTags(group.tags);
  if (tagged !== null) return tagged;
  const named = NAME_SIGNS.find(([sign]) => sign.test(group.name));
  return named === undefined ? null : { controller: named[1], evidence: group.name };
};

/** Every VPC's own `default` group: it cannot be deleted and opens itself to itself. */
export const isDefaultGroup = (group: ObservedGroup): boolean => group.name === "default";

const REQUESTERS: readonly (readonly [RegExp, Controller])[] = [
  [/^amazon-elb$/, "Elastic Load Balancing"],
  [/^amazon-rds$/, "RDS"],
  [/^amazon-eks/, "EKS"],
];

const TYPES: readonly (readonly [RegExp, Controller])[] = [
  [/load_balancer/, "Elastic Load Balancing"],
  [/^lambda$/, "Lambda"],
  [/^(?!interface$|efa$|efa-only$|trunk$|branch$)/, "AWS service"],
];

/** The service that made an interface, or null for one that belongs to an instance or to nobody. */
export const interfaceManagedBy = (item: ObservedInterface): ManagedBy | null => {
  if (item.interfaceType === "interface" && item.requesterId === null && !item.requesterManaged) return null;
  const requester = item.requesterId ?? "";
  const asked = REQUESTERS.find(([sign]) => sign.test(requester));
  if (asked !== undefined) return { controller: asked[1], evidence: requester };
  const typed = TYPES.find(([sign]) => sign.test(item.interfaceType));
  if (typed !== undefined) return { controller: typed[1], evidence: item.interfaceType };
  if (item.requesterManaged && item.instanceId === null)
    return { controller: "AWS service", evidence: requester === "" ? item.description : requester };
  return null;
};
