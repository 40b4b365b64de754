/** Answers of `lib/core/reach` as reports have them: field by field the same. */
import { z } from "zod";
import type {
  Obstacle,
  ReachAnswer,
  ReachRule,
  Unread,
  WayEnd,
  WhatAnswer,
  WhoAnswer,
} from "#lib/core/reach/answer.ts";
import { flowLineSchema } from "./report-parts.ts";

const ids = z.array(z.string());
const lines = z.array(flowLineSchema);

export const reachVerdictSchema = z
  .enum(["yes", "no", "unknown", "ungoverned"])
  .describe("ungoverned: no security group decides it");

const ruleFields = { groupId: z.string(), ruleKey: z.string(), ruleIds: ids, rule: flowLineSchema };
const ruleSchema: z.ZodType<ReachRule> = z.strictObject(ruleFields).meta({ id: "ReachRule" });

const wayEndSchema: z.ZodType<WayEnd> = z
  .strictObject({
    governed: z.enum(["by-groups", "ungoverned", "outside"]),
    interfaceId: z.string().nullable(),
    instanceId: z.string().nullable(),
    groupIds: ids,
    rules: z.array(ruleSchema),
  })
  .meta({ id: "WayEnd", description: "One end of a way, with every rule of it that lets something through" });

const obstacleSchema: z.ZodType<Obstacle> = z.strictObject({
  end: z.enum(["source", "target"]),
  interfaceId: z.string().nullable(),
  groupIds: ids,
  because: z.enum([
    "no-rules",
    "other-service",
    "other-peer",
    "other-rules",
    "stale-reference",
    "no-address",
  ]),
  nearest: ruleSchema.nullable(),
});

const unreadSchema: z.ZodType<Unread> = z
  .strictObject({
    what: z.enum([
      "part",
      "group",
      "group-rules",
      "prefix-list",
      "rule",
      "peering",
      "path",
      "members",
      "address",
    ]),
    id: z.string(),
    sentence: z.string(),
  })
  .meta({ id: "Unread" });

export const reachAnswerSchema: z.ZodType<ReachAnswer> = z
  .strictObject({
    verdict: reachVerdictSchema,
    extent: z.enum(["all", "part"]),
    open: lines,
    closed: lines,
    unknown: lines,
    ungoverned: lines,
    interfaces: z.strictObject({ reached: ids, notReached: ids, unknown: ids, ungoverned: ids }),
    witness: z
      .strictObject({ from: z.string().nullable(), to: z.string().nullable(), service: z.string() })
      .nullable(),
    source: wayEndSchema.nullable(),
    target: wayEndSchema.nullable(),
    obstacles: z.array(obstacleSchema),
    unread: z.array(unreadSchema),
  })
  .meta({ id: "ReachAnswer", description: "What was asked, cut into open, closed, unknown and ungoverned" });

export const whoAnswerSchema: z.ZodType<WhoAnswer> = z.strictObject({
  verdict: reachVerdictSchema,
  rules: z.array(z.strictObject({ ...ruleFields, lines, known: z.boolean(), interfaceIds: ids })),
  byRule: lines,
  byPacket: lines,
  unknown: lines,
  ungoverned: lines,
  heldBack: ids,
  unread: z.array(unreadSchema),
});

export const whatAnswerSchema: z.ZodType<WhatAnswer> = z.strictObject({
  verdict: reachVerdictSchema,
  targets: z.array(
    z.strictObject({
      groupIds: ids,
      interfaceIds: ids,
      verdict: reachVerdictSchema,
      open: z.array(z.string()),
      unknown: z.array(z.string()),
    }),
  ),
  letOut: lines,
  letOutUnknown: lines,
  unread: z.array(unreadSchema),
});
