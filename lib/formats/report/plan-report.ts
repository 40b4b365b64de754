/** What `sallyport plan` says of each stack: the steps, in order, and what they do. */
import { z } from "zod";
import { planStepSchema } from "../change/stored-plan.ts";
import { reportFields } from "./report-parts.ts";

const groupLineSchema = z.strictObject({
  groupId: z.string(),
  direction: z.enum(["ingress", "egress"]),
  peer: z.string(),
  service: z.string(),
});

const stateSchema = z.enum(["holds", "broken", "unknown"]);

const stepSchema = z.strictObject({
  number: z.int(),
  words: z.string(),
  step: planStepSchema,
  commands: z
    .array(z.array(z.string()))
    .describe("The same with the AWS CLI: each a list of arguments, to be quoted for the shell it is for"),
});

const stackPlanSchema = z.strictObject({
  name: z.string(),
  file: z.string(),
  gap: z
    .strictObject({ kind: z.string(), sentence: z.string() })
    .nullable()
    .describe("Why there is no plan, although something is out of line"),
  steps: z.array(stepSchema),
  gained: z.array(groupLineSchema),
  lost: z.array(groupLineSchema),
  effect: z.strictObject({
    sentences: z.array(z.string()),
    warnings: z.array(z.string()),
    sessions: z.array(
      z.strictObject({
        line: groupLineSchema,
        forecast: z.enum(["go-on", "cut-at-once", "cannot-tell"]),
        why: z.string(),
      }),
    ),
    guardrails: z
      .array(
        z.strictObject({
          stack: z.string(),
          text: z.string(),
          before: stateSchema,
          after: stateSchema,
          sentence: z.string(),
        }),
      )
      .describe("Those that do not surely hold before and after"),
    interfaceIds: z.array(z.string()),
    instanceIds: z.array(z.string()),
  }),
  leftOut: z.array(z.strictObject({ findingId: z.string(), because: z.string() })),
});

export const planReportSchema = z.strictObject({
  ...reportFields,
  command: z.literal("plan"),
  stacks: z.array(stackPlanSchema),
  passedOver: z.array(z.strictObject({ stack: z.string(), because: z.string() })),
});

export type StackPlanReport = z.infer<typeof stackPlanSchema>;
export type PlanReport = z.infer<typeof planReportSchema>;
