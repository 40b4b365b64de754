import { z } from "zod";
import type { ObservedRule, RulePeer } from "#lib/core/group/observation.ts";
import type { Plan, PlanStep, RuleSpecification } from "#lib/core/plan/plan.ts";
import { flowLineSchema } from "./stored-flow-line.ts";

const tags = z.record(z.string(), z.string());
const direction = z.enum(["ingress", "egress"]);

const peerSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("ipv4"), cidr: z.string() }),
  z.strictObject({ kind: z.literal("ipv6"), cidr: z.string() }),
  z.strictObject({ kind: z.literal("prefix-list"), prefixListId: z.string() }),
  z.strictObject({
    kind: z.literal("group"),
    groupId: z.string(),
    ownerId: z.string().exactOptional(),
    vpcId: z.string().exactOptional(),
    peeringId: z.string().exactOptional(),
    peeringStatus: z.string().exactOptional(),
  }),
]) satisfies z.ZodType<RulePeer>;

const ruleFields = {
  direction,
  protocol: z.string(),
  fromPort: z.int().nullable(),
  toPort: z.int().nullable(),
  peer: peerSchema,
  description: z.string().nullable(),
};

/** `lib/core/plan` RuleSpecification as the database keeps it. */
export const ruleSchema = z.strictObject(ruleFields) satisfies z.ZodType<RuleSpecification>;

const observedRuleSchema = z.strictObject({
  ...ruleFields,
  ruleId: z.string().nullable(),
  tags,
}) satisfies z.ZodType<ObservedRule>;

/** `lib/core/plan` PlanStep as the database keeps it: of a plan, and of each step that is being applied. */
export const planStepSchema: z.ZodType<PlanStep> = z.discriminatedUnion("action", [
  z.strictObject({ action: z.literal("authorize"), groupId: z.string(), rule: ruleSchema, tags }),
  z.strictObject({
    action: z.literal("revoke"),
    groupId: z.string(),
    rule: ruleSchema,
    ruleId: z.string().nullable(),
  }),
  z.strictObject({
    action: z.literal("modify"),
    groupId: z.string(),
    ruleId: z.string(),
    before: ruleSchema,
    after: ruleSchema,
  }),
  z.strictObject({
    action: z.literal("describe"),
    groupId: z.string(),
    rule: ruleSchema,
    ruleId: z.string().nullable(),
    description: z.string(),
    tags,
  }),
  z.strictObject({
    action: z.literal("set-interface-groups"),
    interfaceId: z.string(),
    before: z.array(z.string()),
    after: z.array(z.string()),
  }),
  z.strictObject({
    action: z.literal("create-group"),
    groupId: z.string(),
    vpcId: z.string(),
    name: z.string(),
    description: z.string(),
    tags,
  }),
  z.strictObject({ action: z.literal("delete-group"), groupId: z.string(), name: z.string() }),
]);

/** `lib/core/plan` Plan as the database keeps it, checked whenever it is read. */
export const planSchema: z.ZodType<Plan> = z.strictObject({
  accountId: z.string(),
  region: z.string(),
  steps: z.array(planStepSchema),
  pinned: z.strictObject({
    rules: z.array(z.strictObject({ groupId: z.string(), rule: observedRuleSchema })),
    prefixLists: z.array(z.strictObject({ prefixListId: z.string(), version: z.int().nullable() })),
    referencedGroupIds: z.array(z.string()),
    pattern: z.strictObject({ name: z.string(), version: z.int() }),
    interfaces: z.array(z.strictObject({ interfaceId: z.string(), groupIds: z.array(z.string()) })),
  }),
  gained: z.array(flowLineSchema),
  lost: z.array(flowLineSchema),
});
