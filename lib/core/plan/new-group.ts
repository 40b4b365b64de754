/**
 * Groups that a plan creates. EC2 gives a group its id when it is made, so until then the plan calls it by its name,
 * and the pin covers that name; the journal binds the id, and from then on every step speaks of it by its id.
 */
import type { ObservedGroup, ObservedRule, ObservedVpc, RulePeer } from "../group/observation.ts";
import type { FlowLine, Plan, PlanStep, RuleSpecification } from "./plan.ts";

const MARK = "new:";

/** No id of EC2's looks like this, and it has no slash, which would make it a network in a flow's text. */
export const newGroupId = (name: string): string => `${MARK}${encodeURIComponent(name)}`;

/** The name of a group that is not there yet; null for an id of EC2's. */
export const newGroupName = (groupId: string): string | null =>
  groupId.startsWith(MARK) ? decodeURIComponent(groupId.slice(MARK.length)) : null;

/** A group for people: its id, or its name while it has none. */
export function groupWords(groupId: string): string {
  const name = newGroupName(groupId);
  return name === null ? groupId : `the new group ${name}`;
}

const everywhere = (cidr: string): ObservedRule => ({
  ruleId: null,
  direction: "egress",
  protocol: "-1",
  fromPort: null,
  toPort: null,
  peer: cidr === "::/0" ? { kind: "ipv6", cidr } : { kind: "ipv4", cidr },
  description: null,
  tags: {},
});

/** A group as EC2 makes it: nothing comes in, everything goes out, in the address families of its VPC. */
export function freshGroup(
  step: Extract<PlanStep, { action: "create-group" }>,
  ownerId: string,
  vpc: ObservedVpc | undefined,
): ObservedGroup {
  const { groupId, name, description, vpcId, tags } = step;
  const hasIpv6 = (vpc?.ipv6Cidrs.length ?? 0) > 0;
  const rules = [everywhere("0.0.0.0/0"), ...(hasIpv6 ? [everywhere("::/0")] : [])];
  return {
    groupId,
    name,
    description,
    ownerId,
    vpcId,
    associatedVpcIds: [],
    tags,
    rules,
    rulesKnown: true,
  };
}

/** Ids by what the plan called the groups. */
export type BoundGroups = ReadonlyMap<string, string>;

const bindPeer = (peer: RulePeer, bound: BoundGroups): RulePeer =>
  peer.kind === "group" ? { ...peer, groupId: bound.get(peer.groupId) ?? peer.groupId } : peer;

const bindRule = <Rule extends RuleSpecification>(rule: Rule, bound: BoundGroups): Rule => ({
  ...rule,
  peer: bindPeer(rule.peer, bound),
});

/** The step with the ids that are known by now. */
export function bindStep(step: PlanStep, bound: BoundGroups): PlanStep {
  const idOf = (groupId: string) => bound.get(groupId) ?? groupId;
  switch (step.action) {
    case "set-interface-groups":
      return { ...step, before: step.before.map(idOf), after: step.after.map(idOf) };
    case "create-group":
    case "delete-group":
      return { ...step, groupId: idOf(step.groupId) };
    case "modify": {
      const { before, after } = step;
      const rules = { before: bindRule(before, bound), after: bindRule(after, bound) };
      return { ...step, groupId: idOf(step.groupId), ...rules };
    }
    case "authorize":
    case "revoke":
    case "describe":
      return { ...step, groupId: idOf(step.groupId), rule: bindRule(step.rule, bound) };
  }
}

/** The plan with the ids that are known by now. */
export function bindPlan(plan: Plan, bound: BoundGroups): Plan {
  if (bound.size === 0) return plan;
  const idOf = (groupId: string) => bound.get(groupId) ?? groupId;
  const bindLine = (line: FlowLine): FlowLine => ({
    ...line,
    groupId: idOf(line.groupId),
    peer: idOf(line.peer),
  });
  return {
    ...plan,
    steps: plan.steps.map((step) => bindStep(step, bound)),
    pinned: {
      ...plan.pinned,
      rules: plan.pinned.rules.map(({ groupId, rule }) => ({
        groupId: idOf(groupId),
        rule: bindRule(rule, bound),
      })),
      referencedGroupIds: plan.pinned.referencedGroupIds.map(idOf),
    },
    gained: plan.gained.map(bindLine),
    lost: plan.lost.map(bindLine),
  };
}
