/** What the reports of every command are made of. Strict: what is published is all there is. */
import { z } from "zod";
import { OBSERVED_PARTS } from "#lib/core/group/observation.ts";

export const flowLineSchema = z
  .strictObject({
    peer: z.string().describe("A CIDR, or the id of a group or prefix list"),
    service: z.string().describe("tcp/22, udp/53, icmp, all"),
  })
  .meta({ id: "FlowLine", description: "One line of a canonical set of flows" });

export const witnessSchema = z
  .strictObject({
    text: z.string(),
    direction: z.enum(["ingress", "egress"]).nullable(),
    address: z.string().nullable().describe("The peer's address; null when no interface carries the group"),
    groupId: z.string().nullable(),
    service: z.string().nullable(),
  })
  .meta({ id: "Witness", description: "One concrete packet that proves it, or the thing itself" });

export const findingSchema = z
  .strictObject({
    id: z.string().describe("Made of what it is about: the same finding has the same id next time"),
    rule: z.string().describe("Which rule of the catalogue; or guardrail, or reach-expectation"),
    severity: z.enum(["critical", "high", "medium", "low", "note"]),
    certainty: z.enum(["sure", "cannot-tell"]).describe("cannot-tell: what decides it was not given"),
    stack: z.string().nullable(),
    tier: z.string().nullable(),
    sentence: z.string().describe("Plain words. Names from EC2 are in it as they are: show it as text only"),
    groupIds: z.array(z.string()),
    ruleKeys: z.array(z.string()).describe("The rules it is about: ingress tcp 22:22 0.0.0.0/0"),
    ruleIds: z.array(z.string()).describe("sgr- ids, where EC2 told them"),
    interfaceId: z.string().nullable(),
    instanceId: z.string().nullable(),
    witness: witnessSchema.nullable(),
    remedy: z.string().nullable(),
    controls: z.array(z.string()).describe("Published controls that it answers"),
  })
  .meta({ id: "Finding" });

export const observedSchema = z
  .strictObject({
    accountId: z.string().describe("Empty when nothing that was given tells it"),
    region: z.string().describe("Empty when nothing that was given tells it"),
    files: z.array(z.string()),
    groups: z.int(),
    interfaces: z.int(),
    unread: z
      .array(z.strictObject({ part: z.enum(OBSERVED_PARTS), sentence: z.string() }))
      .describe("What was not given, or not whole: nothing is concluded from its absence"),
  })
  .meta({ id: "Observed" });

export const reportFields = {
  format: z.literal("sallyport-report@1"),
  tool: z.strictObject({ name: z.literal("sallyport"), version: z.string() }),
  verdict: z
    .enum(["in-line", "findings", "cannot-tell"])
    .describe(
      "As the exit code: 0, 1, 2. cannot-tell: nothing is certainly wrong, and not everything is known",
    ),
  observed: observedSchema,
  findings: z.array(findingSchema),
};

export type FlowLineReport = z.infer<typeof flowLineSchema>;
export type WitnessReport = z.infer<typeof witnessSchema>;
export type FindingReport = z.infer<typeof findingSchema>;
export type ObservedReport = z.infer<typeof observedSchema>;
