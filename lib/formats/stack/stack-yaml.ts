/** A stack as YAML: which application, where, following which pattern, and which groups play its tiers. */
import { stringify } from "yaml";
import { z } from "zod";
import type { PolicyOverrides } from "#lib/core/grant/policy.ts";
import type { Result } from "#lib/core/result.ts";
import type { Guardrail, OpenSource, TierBinding } from "#lib/core/tier/pattern.ts";
import { guardrailsSchema, guardrailValue } from "../guardrail/guardrail-text.ts";
import { readPeer } from "../pattern/peer-text.ts";
import { overridesSchema, overridesText, toOverrides } from "../policy/policy-yaml.ts";
import { readYaml } from "../yaml/read-yaml.ts";
import type { TextProblem } from "../yaml/text-problem.ts";
import { accountText, groupIdText, lineText, nameText } from "../yaml/texts.ts";

/** A source kept open without an end: it has an owner and a review date instead. */
export interface StandingSource extends OpenSource {
  /** E-mail address of the person who answers for it; null when nobody is named. */
  readonly owner: string | null;
  /** ISO date: 2027-03-01. */
  readonly review: string;
}

export interface StackText {
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly vpcId: string;
  /** Name of the team that owns it. */
  readonly team: string;
  readonly pattern: { readonly name: string; readonly version: number | null };
  readonly bindings: readonly TierBinding[];
  readonly standing: readonly StandingSource[];
  readonly policy: PolicyOverrides;
  /** Its own, beside those of its pattern. None when absent. */
  readonly guardrails?: readonly Guardrail[];
}

const bindingSchema = z.union(
  [
    groupIdText.transform((primary) => ({ primary, others: [] as string[] })),
    z.strictObject({ primary: groupIdText, others: z.array(groupIdText).default([]) }),
  ],
  "A tier is played by a group id, or by { primary: sg-..., others: [sg-...] }.",
);

const sourceText = z.string().transform((text, context): OpenSource["peer"] => {
  const peer = readPeer(text);
  if (peer.ok) {
    const { value } = peer;
    if (value.kind === "cidr" || value.kind === "prefix-list" || value.kind === "group") return value;
  }
  context.addIssue({
    code: "custom",
    message: peer.ok ? "A standing source is a network, or a pl- or sg- id." : peer.problem,
  });
  return z.NEVER;
});

export const standingSchema = z
  .strictObject({
    name: lineText,
    source: sourceText,
    owner: z.email("An owner is named by e-mail address.").nullable().default(null),
    review: z.iso.date("A review date looks like 2027-03-01."),
  })
  .transform(({ name, source, owner, review }): StandingSource => ({ name, peer: source, owner, review }));

const patternText = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,62}(@[1-9]\d{0,5})?$/, "A pattern is a name, or name@version: three-tier@1.");

export const stackSchema = z
  .strictObject({
    name: nameText,
    account: accountText,
    region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "A Region looks like eu-central-1."),
    vpc: z.string().regex(/^vpc-([0-9a-f]{8}|[0-9a-f]{17})$/, "A VPC id looks like vpc-0123456789abcdef0."),
    team: lineText,
    pattern: patternText.describe("name, or name@version; without a version, the newest"),
    tiers: z.record(nameText, bindingSchema).describe("Which group plays which tier"),
    standing: z.array(standingSchema).default([]),
    policy: overridesSchema.default({}),
    guardrails: guardrailsSchema.default([]),
  })
  .superRefine((stack, context) => {
    const seen = new Map<string, string>();
    for (const [tier, { primary, others }] of Object.entries(stack.tiers)) {
      for (const groupId of [primary, ...others]) {
        const other = seen.get(groupId);
        if (other !== undefined) {
          const message = `${groupId} already plays ${other}; a group plays one tier.`;
          context.addIssue({ code: "custom", path: ["tiers", tier], message });
        }
        seen.set(groupId, tier);
      }
    }
  })
  .meta({ title: "Sallyport stack", description: "One application in one VPC that follows a pattern." });

export function readStackYaml(text: string): Result<StackText, readonly TextProblem[]> {
  const read = readYaml(text, stackSchema);
  if (!read.ok) return read;
  const { name, account, region, vpc, team, pattern, tiers, standing, policy, guardrails } = read.value;
  const [patternName = "", version] = pattern.split("@");
  return {
    ok: true,
    value: {
      name,
      accountId: account,
      region,
      vpcId: vpc,
      team,
      pattern: { name: patternName, version: version === undefined ? null : Number(version) },
      bindings: Object.entries(tiers).map(([tier, { primary, others }]) => ({
        tier,
        primaryGroupId: primary,
        otherGroupIds: others,
      })),
      standing,
      policy: toOverrides(policy),
      ...(guardrails.length === 0 ? {} : { guardrails }),
    },
  };
}

const peerValue = (peer: OpenSource["peer"]): string =>
  peer.kind === "cidr" ? peer.cidr : peer.kind === "group" ? peer.groupId : peer.prefixListId;

/** The inverse of `readStackYaml`. */
export const printStackYaml = (stack: StackText): string =>
  stringify(
    {
      name: stack.name,
      account: stack.accountId,
      region: stack.region,
      vpc: stack.vpcId,
      team: stack.team,
      pattern:
        stack.pattern.version === null
          ? stack.pattern.name
          : `${stack.pattern.name}@${stack.pattern.version}`,
      tiers: Object.fromEntries(
        stack.bindings.map((binding) => [
          binding.tier,
          binding.otherGroupIds.length === 0
            ? binding.primaryGroupId
            : { primary: binding.primaryGroupId, others: binding.otherGroupIds },
        ]),
      ),
      standing: stack.standing.map(({ name, peer, owner, review }) => ({
        name,
        source: peerValue(peer),
        owner,
        review,
      })),
      policy: overridesText(stack.policy),
      ...(stack.guardrails === undefined ? {} : { guardrails: stack.guardrails.map(guardrailValue) }),
    },
    { lineWidth: 0 },
  );
