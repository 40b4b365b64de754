/** A finding as one or two plain sentences. Names from EC2 are put in as they are: show the result as text only. */
import type { Direction } from "#lib/core/group/observation.ts";
import type { FlowLine } from "#lib/core/net/flow-line.ts";
import type { Finding, MembershipFinding, MissingFinding, RuleFinding, UnknownFinding } from "./finding.ts";
import type { Witness } from "./line.ts";

/** What to call a group; its id when it has no better name. */
export type NameOfGroup = (groupId: string) => string;

const SHOWN = 3;

const listed = (parts: readonly string[]): string => {
  const shown = parts.slice(0, SHOWN);
  const more = parts.length - shown.length;
  if (more > 0) return `${shown.join(", ")} and ${more} more`;
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1) ?? ""}`;
};

const peerName = (peer: string, nameOf: NameOfGroup): string => {
  if (peer === "0.0.0.0/0") return "every IPv4 address";
  if (peer === "::/0") return "every IPv6 address";
  return peer.startsWith("sg-") ? nameOf(peer) : peer;
};

const serviceName = (service: string): string => (service === "all" ? "everything" : service);

const flowsText = (direction: Direction, lines: readonly FlowLine[], nameOf: NameOfGroup): string =>
  listed(
    lines.map(
      ({ peer, service }) =>
        `${serviceName(service)} ${direction === "ingress" ? "from" : "to"} ${peerName(peer, nameOf)}`,
    ),
  );

const verb = (direction: Direction): string => (direction === "ingress" ? "lets in" : "lets out");

const witnessText = (direction: Direction, witness: Witness | null): string => {
  if (witness === null || witness.address === null) return "";
  const way = direction === "ingress" ? "from" : "to";
  return ` For example a packet ${way} ${witness.address}, ${witness.service}.`;
};

const missing = (finding: MissingFinding, nameOf: NameOfGroup): string => {
  const { tier, direction, lines, openAnyway } = finding;
  const lack = `No rule of ${tier} ${verb(direction)} ${flowsText(direction, lines, nameOf)}.`;
  if (openAnyway === null) return `${lack} The model asks for it.`;
  const wider = openAnyway.rules.map(({ rule }) => rule);
  const extent = openAnyway.extent === "all" ? "It is open all the same" : "Part of it is open all the same";
  return `${lack} ${extent}, because ${flowsText(direction, wider, nameOf)} ${wider.length === 1 ? "is" : "are"} let through.`;
};

const ruleSentence = (finding: RuleFinding, nameOf: NameOfGroup): string => {
  const { tier, direction, lines, witness, openToWorld, groupId, rule } = finding;
  const flows = flowsText(direction, lines, nameOf);
  const world =
    openToWorld.length === 0
      ? ""
      : ` With it ${listed(openToWorld.map(serviceName))} is open to the whole Internet.`;
  const hidden = finding.hidesIpv4
    ? " Its addresses are IPv4 written inside IPv6, which no IPv4 packet matches."
    : "";
  const proof = `${world}${witnessText(direction, witness)}${hidden}`;
  switch (finding.kind) {
    case "extra":
      return `${tier} ${verb(direction)} ${flows}, which nobody meant.${proof}`;
    case "too-wide":
      return `A rule of ${tier} is too wide: it also ${verb(direction)} ${flows}.${proof}`;
    case "redundant":
      return `A rule of ${tier} adds nothing: other rules already let through ${flows}.`;
    case "stale-reference":
      return `The rule ${flowsText(direction, [rule], nameOf)} of ${nameOf(groupId)} names a group that is gone or out of reach, so it lets nothing through.`;
  }
};

const unknown = ({ tier, direction, subject, groupId, rule, lines }: UnknownFinding, nameOf: NameOfGroup) => {
  const name = groupId === null ? "a group" : nameOf(groupId);
  switch (subject) {
    case "rule":
      return `It cannot be told what the rule ${rule === null ? "" : flowsText(direction ?? "ingress", [rule], nameOf)} of ${name} lets through.`;
    case "rules":
      return `The rules of ${name}, which plays ${tier ?? "a tier"}, could not be read.`;
    case "flows":
      return `It cannot be told whether ${tier ?? "the tier"} ${verb(direction ?? "ingress")} ${flowsText(direction ?? "ingress", lines, nameOf)}.`;
    case "members":
      return "The network interfaces could not be read whole, so nobody can tell which groups they carry.";
  }
};

const membership = (finding: MembershipFinding): string => {
  const { interfaceId, instanceId, tier, tiers } = finding;
  const who = instanceId === null ? `The interface ${interfaceId}` : `${instanceId} (${interfaceId})`;
  switch (finding.kind) {
    case "no-door":
      return `${who} does not carry ${tier ?? "the door"}, so nobody is let in to it by SSH.`;
    case "lacks-tier":
      return `${who} does not carry ${tier ?? "a tier"}, which every instance of this stack should.`;
    case "no-tier":
      return `${who} belongs to this stack but carries none of its workload tiers.`;
    case "several-tiers":
      return `${who} carries ${listed(tiers)} at once; it should carry exactly one of the workload tiers.`;
    case "listed-interface":
      return `${who} is no primary interface and carries ${listed(tiers)}; no membership rule speaks of it.`;
  }
};

export const describeFinding = (finding: Finding, nameOf: NameOfGroup = (groupId) => groupId): string => {
  switch (finding.kind) {
    case "missing":
      return missing(finding, nameOf);
    case "extra":
    case "too-wide":
    case "redundant":
    case "stale-reference":
      return ruleSentence(finding, nameOf);
    case "unknown":
      return unknown(finding, nameOf);
    case "unbound":
      return `No group plays ${finding.tier}.`;
    case "group-gone":
      return `The group ${finding.groupId ?? ""}, which plays ${finding.tier}, no longer exists.`;
    case "group-elsewhere":
      return `${nameOf(finding.groupId ?? "")}, which plays ${finding.tier}, lives in another VPC than the stack.`;
    default:
      return membership(finding);
  }
};
