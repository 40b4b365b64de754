/** A pattern as YAML, and back. What the published JSON Schema describes is the shape of the text. */
import { stringify } from "yaml";
import { z } from "zod";
import type { Result } from "#lib/core/result.ts";
import type { DirectionModel, MeantFlow, Pattern, Tier } from "#lib/core/tier/pattern.ts";
import { guardrailsSchema, guardrailValue } from "../guardrail/guardrail-text.ts";
import { readYaml } from "../yaml/read-yaml.ts";
import type { TextProblem } from "../yaml/text-problem.ts";
import { lineText, nameText } from "../yaml/texts.ts";
import { checkReferences } from "./pattern-references.ts";
import { printPeer, readPeer } from "./peer-text.ts";
import { printService, readService } from "./service-text.ts";

const readWith = <Value>(read: (text: string) => Result<Value, string>) =>
  z.string().transform((text, context): Value => {
    const result = read(text);
    if (result.ok) return result.value;
    context.addIssue({ code: "custom", message: result.problem });
    return z.NEVER;
  });

const flowSchema = z
  .strictObject({
    from: readWith(readPeer)
      .optional()
      .describe("ingress: anyone, tier NAME, granted sources, CIDR, pl-, sg-"),
    to: readWith(readPeer).optional().describe("egress: the same words"),
    ports: z.array(readWith(readService)).min(1, "Name at least one service, such as tcp/443."),
  })
  .describe("Who may use which services");

const MODES = ["any", "unmanaged"] as const;

const directionSchema = z.union(
  [z.enum(MODES), z.array(flowSchema)],
  "A direction is a list of flows (empty: none), any, or unmanaged.",
);

const tierSchema = z.strictObject({
  role: z.enum(["workload", "door", "bastion"]).default("workload"),
  ingress: directionSchema,
  egress: directionSchema.default("unmanaged"),
});

const membershipSchema = z.strictObject({
  "one-of": z.array(nameText).default([]).describe("Every primary interface carries exactly one of these"),
  all: z.array(nameText).default([]).describe("and each of these"),
});

export const patternSchema = z
  .strictObject({
    name: nameText,
    version: z.int("A version is a whole number.").min(1, "Versions count from 1."),
    description: lineText,
    tiers: z
      .record(nameText, tierSchema)
      .refine((tiers) => Object.keys(tiers).length > 0, "A pattern has at least one tier."),
    membership: membershipSchema.default({ "one-of": [], all: [] }),
    guardrails: guardrailsSchema.default([]),
  })
  .superRefine(checkReferences)
  .meta({ title: "Sallyport pattern", description: "What the tiers of an application allow." });

export type PatternText = z.output<typeof patternSchema>;

function directionModel(direction: z.output<typeof directionSchema>, side: "from" | "to"): DirectionModel {
  if (typeof direction === "string") return { mode: direction };
  const flows = direction.flatMap((flow): MeantFlow[] => {
    const peer = flow[side];
    return peer === undefined ? [] : [{ peer, services: flow.ports }];
  });
  return { mode: "list", flows };
}

function toPattern(text: PatternText): Pattern {
  return {
    name: text.name,
    version: text.version,
    description: text.description,
    tiers: Object.entries(text.tiers).map(([name, tier]) => ({
      name,
      role: tier.role,
      ingress: directionModel(tier.ingress, "from"),
      egress: directionModel(tier.egress, "to"),
    })),
    membership: { oneOf: text.membership["one-of"], all: text.membership.all },
    ...(text.guardrails.length === 0 ? {} : { guardrails: text.guardrails }),
  };
}

export function readPatternYaml(text: string): Result<Pattern, readonly TextProblem[]> {
  const read = readYaml(text, patternSchema);
  return read.ok ? { ok: true, value: toPattern(read.value) } : read;
}

const directionText = (model: DirectionModel, side: "from" | "to") =>
  model.mode === "list"
    ? model.flows.map((flow) => ({ [side]: printPeer(flow.peer), ports: flow.services.map(printService) }))
    : model.mode;

const tierText = (tier: Tier) => ({
  role: tier.role,
  ingress: directionText(tier.ingress, "from"),
  egress: directionText(tier.egress, "to"),
});

/** The inverse of `readPatternYaml`. */
export function printPatternYaml(pattern: Pattern): string {
  return stringify(
    {
      name: pattern.name,
      version: pattern.version,
      description: pattern.description,
      tiers: Object.fromEntries(pattern.tiers.map((tier) => [tier.name, tierText(tier)])),
      membership: { "one-of": pattern.membership.oneOf, all: pattern.membership.all },
      ...(pattern.guardrails === undefined ? {} : { guardrails: pattern.guardrails.map(guardrailValue) }),
    },
    { lineWidth: 0 },
  );
}
