/** The organisation's policy and a stack's overrides as YAML. */
import { stringify } from "yaml";
import { z } from "zod";
import {
  CHANGE_ANSWERS,
  DEFAULT_POLICY,
  GRANT_ANSWERS,
  OPENED_FOR_OTHER_ANSWERS,
  type Policy,
  type PolicyOverrides,
} from "#lib/core/grant/policy.ts";
import type { Result } from "#lib/core/result.ts";
import { readYaml } from "../yaml/read-yaml.ts";
import type { TextProblem } from "../yaml/text-problem.ts";
import { cidrText, durationText, lineText, printDuration } from "../yaml/texts.ts";
import { approvalRulesText, approvalsSchema, toApprovalRules } from "./approval-rules-yaml.ts";

const timesSchema = z
  .strictObject({
    shortest: durationText.optional(),
    longest: durationText.optional(),
    "answer-within": durationText.optional().describe("How long a request waits for its answers"),
  })
  .refine(
    (times) => times.shortest === undefined || times.longest === undefined || times.shortest <= times.longest,
    { path: ["shortest"], message: "The shortest time is longer than the longest." },
  );

const answersSchema = z.strictObject({
  grant: z.enum(GRANT_ANSWERS).optional(),
  "grant-for-other": z.enum(OPENED_FOR_OTHER_ANSWERS).optional(),
  change: z.enum(CHANGE_ANSWERS).optional(),
});

/** What a stack may say differently: the `policy` part of its YAML. */
export const overridesSchema = z.strictObject({
  times: timesSchema.optional(),
  "attested-hosts": z.boolean().optional(),
  answers: answersSchema.optional(),
});

export const policySchema = overridesSchema
  .extend({
    networks: z
      .array(z.strictObject({ name: lineText, cidr: cidrText }))
      .default([])
      .describe("Ranges that people ask for must lie inside one of these"),
    "widest-prefix": z
      .strictObject({
        ipv4: z.int("A whole number.").min(1).max(32).default(DEFAULT_POLICY.widestPrefix.ipv4),
        ipv6: z.int("A whole number.").min(1).max(128).default(DEFAULT_POLICY.widestPrefix.ipv6),
      })
      .default(DEFAULT_POLICY.widestPrefix),
    approvals: approvalsSchema.optional(),
    "break-glass": z
      .boolean()
      .default(false)
      .describe(
        "A cloud admin may open access for somebody at once, in a declared emergency, for 4 hours at most",
      ),
    "most-new-instances": z
      .int("A whole number.")
      .min(0)
      .max(100_000)
      .optional()
      .describe("How many more instances than shown a change may touch when it is applied"),
  })
  .meta({ title: "Sallyport policy", description: "What people may ask for, and who answers." });

const given = <Value extends object>(value: Value) =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as {
    [Key in keyof Value]?: Exclude<Value[Key], undefined>;
  };

export function toOverrides(text: z.output<typeof overridesSchema>): PolicyOverrides {
  return given({
    minSeconds: text.times?.shortest,
    maxSeconds: text.times?.longest,
    answerWithinSeconds: text.times?.["answer-within"],
    attestedHosts: text["attested-hosts"],
    answers:
      text.answers === undefined
        ? undefined
        : given({
            grant: text.answers.grant,
            grantForOther: text.answers["grant-for-other"],
            change: text.answers.change,
          }),
  });
}

export function readPolicyYaml(text: string): Result<Policy, readonly TextProblem[]> {
  const read = readYaml(text, policySchema);
  if (!read.ok) return read;
  const { answers, ...scalars } = toOverrides(read.value);
  return {
    ok: true,
    value: {
      ...DEFAULT_POLICY,
      ...scalars,
      answers: { ...DEFAULT_POLICY.answers, ...answers },
      networks: read.value.networks,
      widestPrefix: read.value["widest-prefix"],
      approvals:
        read.value.approvals === undefined ? DEFAULT_POLICY.approvals : toApprovalRules(read.value.approvals),
      mostNewInstances: read.value["most-new-instances"] ?? null,
      breakGlass: read.value["break-glass"],
    },
  };
}

/** The overrides in the words of the text. */
export function overridesText(overrides: PolicyOverrides) {
  const { minSeconds, maxSeconds, answerWithinSeconds, attestedHosts, answers } = overrides;
  const times = given({
    shortest: minSeconds === undefined ? undefined : printDuration(minSeconds),
    longest: maxSeconds === undefined ? undefined : printDuration(maxSeconds),
    "answer-within": answerWithinSeconds === undefined ? undefined : printDuration(answerWithinSeconds),
  });
  return given({
    times: Object.keys(times).length === 0 ? undefined : times,
    "attested-hosts": attestedHosts,
    answers:
      answers === undefined
        ? undefined
        : given({ grant: answers.grant, "grant-for-other": answers.grantForOther, change: answers.change }),
  });
}

/** The inverse of `readPolicyYaml`. */
export const printPolicyYaml = (policy: Policy): string =>
  stringify(
    {
      ...overridesText(policy),
      networks: policy.networks,
      "widest-prefix": policy.widestPrefix,
      approvals: approvalRulesText(policy.approvals),
      "break-glass": policy.breakGlass,
      ...(policy.mostNewInstances === null ? {} : { "most-new-instances": policy.mostNewInstances }),
    },
    { lineWidth: 0 },
  );
