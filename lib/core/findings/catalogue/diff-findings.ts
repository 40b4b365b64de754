/** Differences between a stack and its model as findings of the catalogue: each belongs to exactly one rule. */
import { describeFinding } from "#lib/core/diff/describe-finding.ts";
import type { Finding } from "#lib/core/diff/finding.ts";
import { doorOf } from "#lib/core/plan/last-source.ts";
import { whyLeftOut } from "#lib/core/plan/left-out.ts";
import { groupsOfTier } from "#lib/core/tier/meant-flows.ts";
import type { CatalogueContext, StackView } from "./catalogue-context.ts";
import type { CatalogueWitness, FindingDraft, Remedy, Subject } from "./catalogue-finding.ts";
import { extentOfDifference } from "./extent.ts";
import { noPlan, revoke, whyNoPlan } from "./remedy.ts";

/** The rule of the catalogue that a difference belongs to. What cannot be told goes where its worst outcome would. */
export const ruleOfDifference = (finding: Finding, door: string | null): string => {
  switch (finding.kind) {
    case "missing":
      return finding.openAnyway === null ? "missing" : "missing-open-anyway";
    case "extra":
    case "too-wide":
      if (finding.direction === "egress" && finding.openToWorld.length > 0) return "open-egress";
      return finding.direction === "ingress" && finding.tier === door ? "orphan-source" : finding.kind;
    case "redundant":
    case "stale-reference":
      return finding.kind;
    case "unknown":
      if (finding.subject === "members") return "membership";
      if (finding.subject === "flows") return "missing";
      if (finding.direction === "egress") return "open-egress";
      return finding.tier === door ? "orphan-source" : "extra";
    case "unbound":
    case "group-gone":
    case "group-elsewhere":
      return "tier-without-group";
    case "listed-interface":
      return "unlisted-interface";
    default:
      return "membership";
  }
};

const subjectOf = (finding: Finding, stack: string): Subject => {
  if ("interfaceId" in finding)
    return { kind: "interface", interfaceId: finding.interfaceId, instanceId: finding.instanceId };
  const groupId = finding.groupId;
  if (groupId !== null && "ruleKey" in finding && finding.ruleKey !== null)
    return { kind: "rule", groupId, ruleKey: finding.ruleKey };
  if (finding.tier === null) return { kind: "account" };
  if (groupId === null || finding.kind === "group-gone") return { kind: "tier", stack, tier: finding.tier };
  return { kind: "group", groupId };
};

const groupsOf = (finding: Finding, { stack }: StackView): readonly string[] => {
  if ("groupIds" in finding) return finding.groupIds;
  if (finding.kind === "missing") return finding.carried;
  if (finding.groupId !== null) return [finding.groupId];
  return finding.tier === null ? [] : groupsOfTier(stack.bindings, finding.tier);
};

/** That a packet is refused is certain only when nothing unread could let it in. */
const isRefused = (finding: Finding, { diff }: StackView): boolean =>
  !diff.findings.some((other) => other.kind === "unknown" && (other.tier ?? finding.tier) === finding.tier);

const witnessOf = (finding: Finding, view: StackView): CatalogueWitness | null => {
  if ("interfaceId" in finding) {
    const carries =
      finding.groupIds.length === 0 ? "none of the stack's groups" : finding.groupIds.join(", ");
    return { kind: "object", text: `${finding.interfaceId} carries ${carries}` };
  }
  if ("witness" in finding) {
    if (finding.witness === null) return null;
    const passes = finding.kind !== "missing" || finding.openAnyway !== null;
    if (!passes && !isRefused(finding, view)) {
      const { address, groupId, service } = finding.witness;
      return { kind: "object", text: `no rule names ${service} with ${groupId ?? address ?? "it"}` };
    }
    return { kind: "packet", direction: finding.direction, ...finding.witness, passes };
  }
  const what = finding.groupId ?? "no group";
  return { kind: "object", text: `${finding.tier} is bound to ${what}` };
};

/** The witness stands beside the sentence, not in it. */
const withoutExample = (finding: Finding): Finding =>
  "witness" in finding && finding.witness !== null ? { ...finding, witness: null } : finding;

const remedyOf = (finding: Finding, { stack }: StackView, context: CatalogueContext): Remedy => {
  const why = whyLeftOut(finding, context.index);
  if (why !== null) return noPlan(why);
  const shared =
    "groupId" in finding && finding.groupId !== null ? whyNoPlan(finding.groupId, context) : null;
  if (shared !== null) return noPlan(shared);
  // One of several rules that cover each other may go, whichever: "make it match" would choose for itself.
  if (finding.kind === "redundant") return revoke([finding], stack.name);
  return { kind: "match", stack: stack.name, findingIds: [finding.id] };
};

/** What a stack's difference holds for one rule of the catalogue. */
export const diffFindings = (ruleId: string, context: CatalogueContext): FindingDraft[] =>
  context.stacks.flatMap((view) => {
    const { stack, diff } = view;
    const door = doorOf(stack)?.tier.name ?? null;
    return diff.findings
      .filter((finding) => ruleOfDifference(finding, door) === ruleId)
      .map((finding) => ({
        about: `${stack.name}/${finding.id}`,
        certainty: finding.kind === "unknown" ? ("cannot-tell" as const) : ("sure" as const),
        subject: subjectOf(finding, stack.name),
        stack: stack.name,
        groupIds: groupsOf(finding, view),
        sentence: `${stack.name}: ${describeFinding(withoutExample(finding), context.nameOf)}`,
        witness: witnessOf(finding, view),
        extent: extentOfDifference(finding),
        remedy: remedyOf(finding, view, context),
      }));
  });
